"""Files of figures beside the books, on both databases: known, corrected, closed, beyond the whole; and dry runs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.figure_files import try_figures
from bot.importing import BadRow, Counted, read_figures, store_figures
from content.library import FOLDER, Library
from storage import Store
from storage.figure import Figure, Source
from storage.publications import Publication
from storage.targets import Target
from tests.conftest import Clock
from tests.imports.lists import TODAY, as_csv, as_xlsx, row

Import = Callable[[Path], Any]
BY_HAND = "a correction is not an import, it is made with"


@pytest.fixture
def environment(store: Store, database_url: str) -> dict[str, str]:
    del store  # the tables are there
    return {"DATABASE_URL": database_url}


async def imported(store: Store, library: Library, path: Path, clock: Clock) -> Counted:
    numbers = read_figures(path, library, TODAY)
    async with store.begin() as unit:
        return await store_figures(unit, path, numbers, by=None, now=clock())


async def books(store: Store) -> tuple[list[Figure], list[Target]]:
    async with store.begin() as unit:
        stored = await unit.figures.latest("placement", date.min, date.max)
        targets = await unit.targets.of("placement", "53", date(2026, 1, 1), date(2026, 12, 31), {})
        return stored, targets


async def close(store: Store, clock: Clock, code: str, from_on: date, to_on: date) -> None:
    async with store.begin() as unit:
        await unit.publications.close(
            Publication(code, from_on, to_on, 1, counts_unreviewed=False, reason=None, content={}, hash="", closed_by=5,
                        closed_at=clock()),
        )  # fmt: skip


# Stored whole, once


async def test_figures_and_targets_are_stored_once_however_often_and_in_which_columns(
    store: Store, library: Library, tmp_path: Path, clock: Clock
) -> None:
    rows = [
        row(),
        row(Tempat="Belu", Rincian="P to P", Nilai=12),
        row(Nilai=""),
        row(Jenis="target", Masa="2026", Nilai=2100, Sumber="PK 2026"),
    ]
    rows[2]["Tempat"] = "53.71"
    assert await imported(store, library, as_csv(tmp_path, *rows, rows[0]), clock) == Counted(new=4, known=1)
    assert await imported(store, library, as_xlsx(tmp_path, *rows), clock) == Counted(new=0, known=4)
    machine = tmp_path / "m.csv"
    machine.write_text(
        "record,indicator,kind,from,to,place,dimensions,value,source,source_dated,source_url,note\n"
        "figure,placement,flow,2026-10-01,2026-10-31,53.04,scheme=p_to_p,12,Laporan 10,,,\n",
        "utf-8",
    )
    assert await imported(store, library, machine, clock) == Counted(new=0, known=1)
    stored, targets = await books(store)
    assert [(f.place_code, dict(f.dimensions), f.value) for f in stored] == [
        ("53", {}, 187),
        ("53.04", {"scheme": "p_to_p"}, 12),
        ("53.71", {}, None),
    ]
    assert [target.value for target in targets] == [2100]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Nilai": 188}, f":3: placement: 187 stands already; {BY_HAND} /catat"),
        ({"Nilai": ""}, f":3: placement: 187 stands already; {BY_HAND} /catat"),
        ({"Sumber": "lain"}, f":3: placement: 187 stands already with another source or note; {BY_HAND} /catat"),
        ({"Catatan": "lain"}, "187 stands already with another source or note"),
        (
            {"Jenis": "target", "Masa": "2026", "Nilai": 2101},
            f":3: placement: 2100 stands already; {BY_HAND} /target",
        ),
    ],
)
async def test_what_stands_with_another_value_keeps_the_whole_file_out(
    store: Store, library: Library, tmp_path: Path, clock: Clock, cells: dict[str, Any], reason: str
) -> None:
    await imported(store, library, as_csv(tmp_path, row(), row(Jenis="target", Masa="2026", Nilai=2100)), clock)
    before = await books(store)
    with pytest.raises(BadRow, match=reason):
        await imported(store, library, as_csv(tmp_path, row(Masa="2025"), row(**cells)), clock)
    assert await books(store) == before


async def test_two_rows_of_a_file_that_disagree_are_refused(
    store: Store, library: Library, tmp_path: Path, clock: Clock
) -> None:
    for cells in ({}, {"Jenis": "target"}):
        path = as_csv(tmp_path, row(**cells), row(Nilai=188, **cells))
        with pytest.raises(BadRow, match=":3: placement: 187 stands already in row 2; "):
            await imported(store, library, path, clock)
    assert await books(store) == ([], [])


async def test_a_cancelled_figure_may_come_again(store: Store, library: Library, tmp_path: Path, clock: Clock) -> None:
    path = as_csv(tmp_path, row())
    await imported(store, library, path, clock)
    (figure,), _ = await books(store)
    async with store.begin() as unit:
        await unit.figures.cancel(figure, reason="keliru", by=5, now=clock())
    assert await imported(store, library, path, clock) == Counted(new=1, known=0)
    (again,), _ = await books(store)
    assert (again.value, again.revision, again.state) == (187, 3, "recorded")


async def test_parts_above_their_whole_are_refused_whichever_is_new(
    store: Store, library: Library, tmp_path: Path, clock: Clock
) -> None:
    """The row named is the last one of the file that takes part."""
    whole, parts = row(Nilai=10), [row(Rincian="G to G", Nilai=6), row(Rincian="P to P", Nilai=5)]
    with pytest.raises(BadRow, match=":4: placement: the parts by scheme add up to 11, above the whole of 10"):
        await imported(store, library, as_csv(tmp_path, whole, *parts), clock)
    await imported(store, library, as_csv(tmp_path, whole), clock)
    places = [row(Tempat="Kab. Belu", Nilai=6), row(Masa="2025"), row(Tempat="53.01", Nilai=5)]
    with pytest.raises(BadRow, match=":4: placement: the parts by place add up to 11, above the whole of 10"):
        await imported(store, library, as_csv(tmp_path, *places), clock)
    assert await imported(store, library, as_csv(tmp_path, parts[0], places[0]), clock) == Counted(new=2, known=0)


async def test_nothing_gets_into_a_closed_period(store: Store, library: Library, tmp_path: Path, clock: Clock) -> None:
    """What stood there before the closing is known; days that reach beyond it are not closed."""
    await imported(store, library, as_csv(tmp_path, row(Masa="2025")), clock)
    await close(store, clock, "T-2025-1", date(2025, 1, 1), date(2025, 12, 31))
    for cells in ({"Masa": "Oktober 2025"}, {"Masa": "2025", "Tempat": "Belu"}, {"Masa": "2025", "Jenis": "target"}):
        path = as_csv(tmp_path, row(Masa="2025"), row(**cells))
        with pytest.raises(BadRow, match=r":3: placement: 2025-\d\d-01 to 2025-\d\d-31 is closed as T-2025-1; "):
            await imported(store, library, path, clock)
    reaching = row(Masa="", Dari="01/12/2025", Sampai="31/01/2026")
    assert await imported(store, library, as_csv(tmp_path, row(Masa="2025"), reaching, row()), clock) == Counted(2, 1)


# Dry runs


async def test_a_dry_run_says_what_would_become_of_each_row_and_stores_nothing(
    environment: dict[str, str], store: Store, library: Library, tmp_path: Path, clock: Clock
) -> None:
    await imported(store, library, as_csv(tmp_path, row(Masa="2025", Nilai=2226)), clock)
    await close(store, clock, "T-2024-1", date(2024, 1, 1), date(2024, 12, 31))
    before = await books(store)
    path = as_csv(
        tmp_path,
        row(Masa="2025", Nilai="2.226"),
        row(Masa="2025", Tempat="Kab. Belu", Rincian="P to P", Nilai=""),
        row(Masa="2025", Tempat="Kab. Belu", Rincian="P to P", Nilai=""),
        row(Masa="2025", Nilai=2227),
        row(Masa="2024"),
        row(Masa="2025", Rincian="G to G", Nilai=2227),
        row(Nilai="1,5"),
        row(Jenis="target", Masa="2027", Nilai=2100),
    )
    lines, is_good = await try_figures(environment, path)
    stands = f"placement: 2226 stands already; {BY_HAND} /catat"
    belu = "Penempatan (arus), Kab. Belu, P to P (P3MI), 2025-01-01 – 2025-12-31: belum dilaporkan"
    beyond = "placement: the parts by scheme add up to 2227, above the whole of 2226"
    closed = "placement: 2024-01-01 to 2024-12-31 is closed as T-2024-1; an addition is made with /catat"
    assert lines == [
        f"{path}:2: sudah ada: Penempatan (arus), Nusa Tenggara Timur, 2025-01-01 – 2025-12-31: 2.226",
        f"{path}:3: baru: {belu}",
        f"{path}:4: sudah ada: {belu}; the same as row 3",
        f"{path}:5: ditolak: {stands}",
        f"{path}:6: ditolak: {closed}",
        f"{path}:7: ditolak: {beyond}",
        f"{path}:8: ditolak: Nilai '1,5' is no whole number of 0 or more",
        f"{path}:9: baru: Penempatan (target), Nusa Tenggara Timur, 2027-01-01 – 2027-12-31: 2.100",
        f"{path}: 2 sudah ada, 2 baru, 4 ditolak; tidak ada yang disimpan",
    ]
    assert not is_good
    assert await books(store) == before


async def test_a_dry_run_of_columns_for_machines_names_every_row(
    environment: dict[str, str], store: Store, tmp_path: Path
) -> None:
    lines, is_good = await try_figures(environment, FOLDER / "figures" / "2025.csv")
    assert is_good
    assert all(": baru: " in line for line in lines[:-1])
    broken = tmp_path / "b.csv"
    text = (FOLDER / "figures" / "2025.csv").read_text("utf-8")
    broken.write_text(text.replace(",523,", ",1.960,").replace(",140,", ",-1,"), "utf-8")
    lines, is_good = await try_figures(environment, broken)
    assert not is_good
    refused = [line for line in lines[:-1] if ": ditolak: value '" in line]
    assert len(refused) == 2
    assert lines[-1].endswith(", 2 ditolak; tidak ada yang disimpan")
    assert await books(store) == ([], [])


async def test_a_file_with_headings_only_has_nothing_to_tell(environment: dict[str, str], tmp_path: Path) -> None:
    path = as_xlsx(tmp_path)
    assert await try_figures(environment, path) == ([f"{path}: tidak ada baris; tidak ada yang disimpan"], True)


async def test_thousands_of_figures_get_in_at_once(
    store: Store, library: Library, tmp_path: Path, clock: Clock
) -> None:
    """More than one statement holds, on either database."""
    villages = [place.code for place in library.places.villages()]
    path = as_csv(tmp_path, *(row(Tempat=code, Nilai=1) for code in villages))
    assert await imported(store, library, path, clock) == Counted(len(villages), 0)
    assert await imported(store, library, path, clock) == Counted(0, len(villages))
    stored, _ = await books(store)
    assert {figure.source for figure in stored} == {Source("Laporan 10")}
    assert len(stored) == len(villages)
