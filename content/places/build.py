"""Write places.csv and aliases.csv anew from unpacked `idn-area-data` packages, newest first.

    python -m content.places.build DIR_4_0_1 DIR_3_1_2 DIR_2_2_0

Each argument is the folder a package was unpacked into (it holds `data/villages.csv`). The first is
the register of today; the others only lend the names they had for the same code. The same packages
always give the same bytes. Hazard: both files are derivative databases under the ODbL; whoever adds a
source here changes what `README.md` beside them must say.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from content.places.codes import dotted, is_city, is_urban, level_of
from content.places.spelling import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE: Final = Path(__file__).parent
PROVINCE: Final = "53"
TABLES: Final = ("provinces", "regencies", "districts", "villages")
QUOTES: Final = re.compile(r"[\"’‘`]")


def build(today: Path, older: Iterable[Path], target: Path = HERE) -> tuple[int, int]:
    """Write both files into `target`; returns how many places and how many aliases they hold."""
    names = dict(read_names(today))
    places = [(code, name, kind_of(code)) for code, name in sorted(names.items())]
    aliases = sorted({alias for package in older for alias in old_names(names, package)})
    write(target / "places.csv", ("code", "name", "kind"), places)
    write(target / "aliases.csv", ("code", "alias"), aliases)
    return len(places), len(aliases)


def read_names(package: Path) -> Iterator[tuple[str, str]]:
    """Every (code, name) of the province, codes dotted whatever the package's age, quotes unified."""
    for table in TABLES:
        with (package / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["code"].startswith(PROVINCE):
                    yield dotted(row["code"]), QUOTES.sub("'", row["name"].strip())


def kind_of(code: str) -> str:
    """The kind a code says: cities among the regencies and kelurahan among the villages by their numbers."""
    match level_of(code):
        case "regency":
            return "city" if is_city(code) else "regency"
        case "village":
            return "urban_village" if is_urban(code) else "village"
        case level:
            return level


def old_names(names: dict[str, str], package: Path) -> Iterator[tuple[str, str]]:
    """What an older package called a place, where that differs in letters and not only in spacing."""
    for code, name in read_names(package):
        if code in names and letters(name) != letters(names[code]):
            yield code, title(name)


def title(name: str) -> str:
    """A name in capitals (`MAHAL II`) as it would be printed (`Mahal II`); any other as it is."""
    if not name.isupper():
        return name
    return " ".join(word if re.fullmatch(r"[IVX]+", word) else word.capitalize() for word in name.split())


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A CSV with Unix line ends on every system, so that rebuilding changes nothing."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(arguments: list[str]) -> int:
    """The command line: 0 done, 2 wrong use."""
    if not arguments:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    today, *older = map(Path, arguments)
    places, aliases = build(today, older)
    sys.stdout.write(f"{places} places, {aliases} aliases\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
