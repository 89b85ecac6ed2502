"""Files of figures that must not get in: the reason names file and line, and the whole file stays out."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.importing import COLUMNS, BadRow, Counted, read_figures, store_figures
from content.library import FOLDER, Library
from storage import Store
from storage.figure import Figure
from storage.publications import Publication
from tests.conftest import Clock

TODAY = date(2026, 11, 24)
YEAR = "2025-01-01,2025-12-31"


def row(
    number: str = "placement,flow", *, dates: str = YEAR, place: str = "53", parts: str = "", value: str = "10"
) -> str:
    return f"figure,{number},{dates},{place},{parts},{value},a document,2026,,"


def file(folder: Path, *rows: str, header: str = ",".join(COLUMNS)) -> Path:
    path = folder / "figures.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


@pytest.fixture
async def sqlite(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    opened = Store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await opened.migrate(clock())
    yield opened
    await opened.close()


async def imported(store: Store, library: Library, path: Path, clock: Clock) -> Counted:
    numbers = read_figures(path, library, TODAY)
    async with store.begin() as unit:
        return await store_figures(unit, path, numbers, by=None, now=clock())


async def stored(store: Store, *indicators: str) -> list[int | None]:
    async with store.begin() as unit:
        found: list[Figure] = []
        for indicator in indicators or ("placement", "training", "migrant_villages"):
            found += await unit.figures.latest(indicator, date.min, date.max)
        return [figure.value for figure in found]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        *[
            (row(value=value), "no whole number")
            for value in ("1.960", "-1", "1e3", "12.0", "²", "１２", "sepuluh", "9" * 19)
        ],
        *[(row(value=value), ":3: ") for value in ('"1,960"', "9" * 5000)],
        (row("penempatan,flow"), "indicator 'penempatan'"),
        (row("placement,"), "kind of placement must be flow"),
        (row().replace("figure", "capaian"), "record must be"),
        (row("placement,monthly"), "kind of placement must be flow"),
        (row(place="5"), "place '5'"),
        (row(place="53.99"), "place '53.99'"),
        (row(dates="2027-01-01,2027-12-31"), "future"),
        (row(dates="2025-12-31,2025-01-01"), "ends before it begins"),
        (row(dates="2025-02-29,2025-12-31"), "from '2025-02-29'"),
        (row(dates="01/01/2025,2025-12-31"), "from '01/01/2025'"),
        (row(parts="scheme=magic"), "dimension 'scheme=magic'"),
        (row(parts="mode=online"), "dimension 'mode=online'"),
        (row(parts="scheme"), "dimension 'scheme'"),
        (row().replace("a document", " "), "source is empty"),
        (row() + ",one more", "too many"),
        (row().removesuffix(",,"), "too few"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(library: Library, tmp_path: Path, broken: str, reason: str) -> None:
    path = file(tmp_path, row(value="7"), broken, row("training,flow"))
    with pytest.raises(BadRow, match=reason) as refused:
        read_figures(path, library, TODAY)
    assert str(refused.value).startswith(f"{path}:3: ")


def test_a_quote_left_open_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="unexpected end of data"):
        read_figures(file(tmp_path, row(), row().replace("a document", '"open')), library, TODAY)


@pytest.mark.parametrize(
    "header",
    ["", "a,b,c", ",".join(COLUMNS[:-1]), ",".join((*COLUMNS, "more")), ",".join(COLUMNS).replace("value", "nilai")],
)
def test_other_columns_are_refused_at_line_one(library: Library, tmp_path: Path, header: str) -> None:
    path = file(tmp_path, row(), header=header)
    with pytest.raises(BadRow, match=":1: the columns must be"):
        read_figures(path, library, TODAY)


def test_a_file_that_is_no_text_is_refused(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(BadRow, match="not a UTF-8 text"):
        read_figures(path, library, TODAY)


def test_a_file_as_excel_saves_it_is_read(library: Library, tmp_path: Path) -> None:
    """A mark at the beginning, CRLF at the ends of lines, blanks around values, an empty value for not reported."""
    path = file(tmp_path)
    path.write_bytes(
        b"\xef\xbb\xbf" + "\r\n".join([",".join(COLUMNS), row(value=" 7 "), row("training,flow", value="")]).encode()
    )
    assert [number.value for _, number in read_figures(path, library, TODAY)] == [7, None]


# Parts


@pytest.mark.parametrize(
    "rows",
    [
        [row(value="100"), row(parts="scheme=g_to_g", value="60"), row(parts="scheme=p_to_p", value="41")],
        [row(parts="scheme=g_to_g", value="101"), row(value="100")],
        [
            row("training,flow", value="5"),
            row("training,flow", parts="sector=plantation;partner=smk_pp_negeri_kupang", value="6"),
        ],
        [
            row("migrant_villages,snapshot", value="12"),
            row("migrant_villages,snapshot", place="53.06", value="7"),
            row("migrant_villages,snapshot", place="53.12", value="6"),
        ],
    ],
    ids=["scheme", "whole last", "two dimensions", "regencies"],
)
async def test_parts_above_the_whole_are_refused(
    sqlite: Store, library: Library, tmp_path: Path, clock: Clock, rows: list[str]
) -> None:
    with pytest.raises(BadRow, match="above the whole"):
        await imported(sqlite, library, file(tmp_path, *rows), clock)
    assert await stored(sqlite) == []


def test_parts_that_are_the_whole_or_less_are_taken(library: Library, tmp_path: Path) -> None:
    rows = [row(value="100"), row(parts="scheme=g_to_g", value="60"), row(parts="scheme=p_to_p", value="40")]
    assert len(read_figures(file(tmp_path, *rows), library, TODAY)) == 3


def test_one_number_cannot_belong_to_two_parts_of_one_dimension(library: Library, tmp_path: Path) -> None:
    with pytest.raises(BadRow):
        read_figures(file(tmp_path, row(parts="scheme=g_to_g;scheme=p_to_p")), library, TODAY)


@pytest.mark.parametrize("whole_first", [True, False])
async def test_parts_above_the_whole_are_refused_from_another_file_too(
    sqlite: Store, library: Library, tmp_path: Path, clock: Clock, whole_first: bool
) -> None:
    """Whichever comes first: the card must never show a negative rest."""
    rows = [row(value="100"), row(parts="scheme=g_to_g", value="101")]
    first, second = rows if whole_first else reversed(rows)
    await imported(sqlite, library, file(tmp_path, first), clock)
    with pytest.raises(BadRow):
        await imported(sqlite, library, file(tmp_path, second), clock)


# The whole file or nothing


async def test_another_value_in_the_middle_keeps_the_whole_file_out(
    sqlite: Store, library: Library, tmp_path: Path, clock: Clock
) -> None:
    await imported(sqlite, library, file(tmp_path, row(value="10")), clock)
    path = file(tmp_path, row("training,flow", value="3"), row(value="11"), row("migrant_villages,snapshot"))
    with pytest.raises(BadRow, match=r":3: placement: 10 stands already"):
        await imported(sqlite, library, path, clock)
    assert await stored(sqlite) == [10]


async def test_the_same_number_twice_in_a_file_counts_once_and_two_values_are_refused(
    sqlite: Store, library: Library, tmp_path: Path, clock: Clock
) -> None:
    assert await imported(sqlite, library, file(tmp_path, row(), row()), clock) == Counted(new=1, known=1)
    with pytest.raises(BadRow, match=r":3: training: 1 stands already"):
        await imported(
            sqlite, library, file(tmp_path, row("training,flow", value="1"), row("training,flow", value="2")), clock
        )
    assert await stored(sqlite) == [10]


def test_every_refused_row_is_counted(library: Library, tmp_path: Path) -> None:
    path = file(tmp_path, row(value="-1"), row(), row(place="5"), row(parts="scheme"))
    with pytest.raises(BadRow, match=r":2: value '-1' .* \(and 2 more; --dry-run names them all\)"):
        read_figures(path, library, TODAY)


async def test_a_correction_is_sent_to_the_chat(sqlite: Store, library: Library, tmp_path: Path, clock: Clock) -> None:
    await imported(sqlite, library, file(tmp_path, row()), clock)
    with pytest.raises(BadRow, match="a correction is not an import, it is made with /catat"):
        await imported(sqlite, library, file(tmp_path, row(value="11")), clock)


async def test_a_closed_period_takes_what_it_had_and_nothing_new(
    sqlite: Store, library: Library, tmp_path: Path, clock: Clock
) -> None:
    await imported(sqlite, library, file(tmp_path, row()), clock)
    closing = Publication("T-2025-1", date(2025, 1, 1), date(2025, 12, 31), 1, False, None, {}, "", 5, clock())
    async with sqlite.begin() as unit:
        await unit.publications.close(closing)
    assert await imported(sqlite, library, file(tmp_path, row()), clock) == Counted(new=0, known=1)
    with pytest.raises(BadRow, match=r":3: training: 2025-01-01 to 2025-12-31 is closed as T-2025-1"):
        await imported(sqlite, library, file(tmp_path, row(), row("training,flow")), clock)


async def test_the_shipped_file_is_stored_once(sqlite: Store, library: Library, clock: Clock) -> None:
    path = FOLDER / "figures" / "2025.csv"
    first, again = [await imported(sqlite, library, path, clock) for _ in range(2)]
    assert (first.known, again) == (0, Counted(new=0, known=first.new))
