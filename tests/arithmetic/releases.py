"""Releases made up at random: true ones, and the same with one number falsified beyond rounding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from hypothesis import strategies as st

PLACES = ("di Kupang", "di Belu", "di Ende", "di Alor", "di Sikka")
CLOSINGS = (
    "Kepala balai berterima kasih atas kerja sama semua pihak.",
    "Kegiatan dibuka Senin, 20 Oktober 2025, pukul 09.00 WITA, dan berlangsung selama 16 hari.",
    "Warga dapat menghubungi 0811-3812-3456 atau datang ke kantor di Jalan Perintis No. 12.",
    "Hal itu sesuai Pasal 5 Undang-Undang Nomor 18 Tahun 2017.",
)


@dataclass(frozen=True)
class Statement:
    """A sentence of a release and one of the ways to get a number of it wrong."""

    true: str
    false: str


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def with_comma(value: Decimal) -> str:
    return f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")


def rounded(value: Fraction, places: int) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@st.composite
def percentages(draw: st.DrawFn, exact: Fraction) -> tuple[str, str]:
    """How a percentage may be put, and how it may not: off by more than its rounding, or hedged the wrong way."""
    sign = draw(st.sampled_from(["persen", "%"]))
    glue = " " if sign == "persen" else ""
    below, above = floor(exact), ceil(exact)
    ways = ["plain", *(["more", "less", "nearly"] if below < exact < above and below else []), "about"]
    way = draw(st.sampled_from(ways))
    off = draw(st.integers(2, 40))
    if way == "more":
        return f"lebih dari {grouped(below)}{glue}{sign}", f"lebih dari {grouped(above + off)}{glue}{sign}"
    if way == "less":
        return f"kurang dari {grouped(above)}{glue}{sign}", f"kurang dari {grouped(max(below - off, 0))}{glue}{sign}"
    if way == "nearly":
        return f"hampir {grouped(above)}{glue}{sign}", f"hampir {grouped(below)}{glue}{sign}"
    places = draw(st.integers(0, 2))
    stated = rounded(exact, places)
    wrong = stated + off * Decimal(1).scaleb(-places)
    if way == "about":
        nearest = int(rounded(exact, 0))
        return f"sekitar {grouped(nearest)}{glue}{sign}", f"sekitar {grouped(nearest * 2 + off)}{glue}{sign}"
    return f"{with_comma(stated)}{glue}{sign}", f"{with_comma(wrong)}{glue}{sign}"


@st.composite
def targets(draw: st.DrawFn) -> Statement:
    target, realized = draw(st.integers(50, 90_000)), draw(st.integers(50, 90_000))
    true, false = draw(percentages(Fraction(realized * 100, target)))
    frame = draw(
        st.sampled_from(
            [
                "Dari target penempatan {t} orang, terealisasi {r} orang atau {p}.",
                "Realisasi penempatan mencapai {r} orang dari target {t} orang ({p}).",
                "Target penempatan tahun 2025 sebanyak {t} orang. Realisasinya {r} orang atau {p}.",
                "Penempatan sepanjang 2025 mencapai {r} orang. Angka itu setara {p} dari target {t} orang.",
                "Balai menempatkan {r} orang pada 2025. Target yang ditetapkan {t} orang, sehingga capaiannya {p}.",
                "Penempatan: {r} orang (target {t} orang, {p})",
                "Capaian penempatan {p}, yaitu {r} orang dari target {t} orang.",
            ]
        )
    )
    fill: Callable[[str], str] = lambda p: frame.format(t=grouped(target), r=grouped(realized), p=p)  # noqa: E731
    return Statement(fill(true), fill(false))


@st.composite
def wholes(draw: st.DrawFn) -> Statement:
    parts = draw(st.lists(st.integers(1, 9_000), min_size=2, max_size=len(PLACES)))
    frame = draw(
        st.sampled_from(
            [
                "Pelatihan diikuti {w} orang, terdiri dari {parts}.",
                "Pelatihan diikuti {w} orang, yakni {parts}.",
                "Sebanyak {w} orang dilatih tahun ini. Jumlah itu terdiri atas {parts}.",
                "Balai melatih {parts}, sehingga totalnya {w} orang.",
                "Pelatihan diikuti {w} orang ({parts}).",
            ]
        )
    )
    numbers = [sum(parts), *parts]
    # Brackets may name only some of the parts: too few are no fault, too many are.
    wrong = [numbers[0], *_one_wrong(draw, parts)] if "({parts})" in frame else _one_wrong(draw, numbers)
    return Statement(_with_parts(frame, numbers), _with_parts(frame, wrong))


@st.composite
def sexes(draw: st.DrawFn) -> Statement:
    women, men = draw(st.integers(1, 9_000)), draw(st.integers(1, 9_000))
    frame = draw(
        st.sampled_from(
            [
                "Sosialisasi diikuti {} orang, terdiri dari {} perempuan dan {} laki-laki.",
                "Sosialisasi diikuti {} orang ({} perempuan dan {} laki-laki).",
                "Dari {} peserta, {} orang perempuan dan sisanya {} orang laki-laki.",
            ]
        )
    )
    numbers = [women + men, women, men]
    wrong = _one_wrong(draw, numbers)
    return Statement(frame.format(*map(grouped, numbers)), frame.format(*map(grouped, wrong)))


@st.composite
def shares(draw: st.DrawFn) -> Statement:
    whole = draw(st.integers(20, 90_000))
    part = draw(st.integers(max(1, whole // 50), whole))
    true, false = draw(percentages(Fraction(part * 100, whole)))
    frame = draw(
        st.sampled_from(
            [
                "Sebanyak {x} orang atau {p} dari {w} peserta berasal dari desa.",
                "Dari {w} peserta, {x} orang ({p}) berasal dari desa.",
                "Dari total {w} peserta, {p} atau {x} orang berasal dari desa.",
                "Sosialisasi dihadiri {w} peserta. Dari jumlah tersebut, {x} orang atau {p} berasal dari desa.",
            ]
        )
    )
    fill: Callable[[str], str] = lambda p: frame.format(x=grouped(part), w=grouped(whole), p=p)  # noqa: E731
    return Statement(fill(true), fill(false))


@st.composite
def changes(draw: st.DrawFn) -> Statement:
    before, after = draw(st.integers(50, 9_000)), draw(st.integers(50, 9_000))
    if before == after:
        after += 1
    word, other = ("naik", "turun") if after > before else ("turun", "naik")
    true, false = draw(percentages(Fraction(abs(after - before) * 100, before)))
    frame = draw(
        st.sampled_from(
            [
                "Pengaduan {v} {p} dari {b} kasus pada 2024 menjadi {a} kasus pada 2025.",
                "Pengaduan mencapai {a} kasus, {v} {p} dibandingkan tahun 2024 yang sebanyak {b} kasus.",
                "Dari {b} kasus pada 2024, pengaduan {v} menjadi {a} kasus pada 2025 atau {v} {p}.",
            ]
        )
    )
    fill: Callable[[str, str], str] = lambda v, p: frame.format(v=v, p=p, b=grouped(before), a=grouped(after))  # noqa: E731
    return Statement(fill(word, true), draw(st.sampled_from([fill(word, false), fill(other, true)])))


@st.composite
def money(draw: st.DrawFn) -> Statement:
    """Parts and whole rounded each for itself: what rounding can explain is right."""
    parts = draw(st.lists(st.integers(10**9, 90 * 10**9), min_size=2, max_size=4))
    shown = [rounded(Fraction(part, 10**9), 2) for part in parts]
    whole = rounded(Fraction(sum(parts), 10**9), 2)
    off = Decimal(draw(st.integers(10, 500))).scaleb(-2)
    frame = "Remitansi sepanjang 2025 mencapai Rp{} miliar, terdiri dari {}."
    listed = _listed([f"Rp{with_comma(part)} miliar" for part in shown], PLACES)
    return Statement(frame.format(with_comma(whole), listed), frame.format(with_comma(whole + off), listed))


STATEMENTS = st.one_of(targets(), wholes(), sexes(), shares(), changes(), money())


@st.composite
def releases(draw: st.DrawFn) -> Statement:
    """One statement, or several with sentences that claim nothing between them; the first is falsified."""
    first = draw(STATEMENTS)
    rest = [draw(st.sampled_from(CLOSINGS)), *draw(st.lists(st.sampled_from(CLOSINGS), max_size=2))]
    return Statement("\n".join([first.true, *rest]), "\n".join([first.false, *rest]))


def _one_wrong(draw: st.DrawFn, numbers: Sequence[int]) -> list[int]:
    at = draw(st.integers(0, len(numbers) - 1))
    off = draw(st.integers(1, max(1, numbers[at] // 2)))
    return [*numbers[:at], numbers[at] + off, *numbers[at + 1 :]]


def _with_parts(frame: str, numbers: Sequence[int]) -> str:
    return frame.format(
        w=grouped(numbers[0]), parts=_listed([f"{grouped(part)} orang" for part in numbers[1:]], PLACES)
    )


def _listed(parts: Sequence[str], places: Sequence[str]) -> str:
    named = [f"{part} {place}" for part, place in zip(parts, places, strict=False)]
    return f"{', '.join(named[:-1])}{',' if len(named) > 2 else ''} dan {named[-1]}"
