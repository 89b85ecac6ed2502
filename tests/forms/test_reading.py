"""Dates and head counts as people write them: what is read, and what is asked rather than guessed."""

from datetime import date

import pytest

from bot.forms.reading import HeadCount, read_date, read_people

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24/11/2026", date(2026, 11, 24)),
        ("24-11-26", date(2026, 11, 24)),
        ("1.2.26", date(2026, 2, 1)),
        ("1 2 2025", date(2025, 2, 1)),
        ("  24 / 11  ", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("3 Mei", date(2026, 5, 3)),
        ("3mei 2025", date(2025, 5, 3)),
        ("TGL. 3 mei", date(2026, 5, 3)),
        ("tanggal 17 Agustus 2026", date(2026, 8, 17)),
        ("17 agt", date(2026, 8, 17)),
        ("9 nopember", date(2026, 11, 9)),
        ("2 Pebruari 2026", date(2026, 2, 2)),
        ("1 des. 2025", date(2025, 12, 1)),
        ("4 october", date(2026, 10, 4)),
        ("hari  ini", TODAY),
        ("tadi", TODAY),
        ("Kemarin", date(2026, 11, 23)),
        ("kmrn", date(2026, 11, 23)),
        ("kemarin dulu", date(2026, 11, 22)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_in_the_ways_people_write_it(text: str, meant: date) -> None:
    assert read_date(text, TODAY) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "24", "besok", "senin", "mei", "3 mai", "3 Mei Mei", "kapan-kapan", "12:30", "75 orang"),
        *("31/2", "31/2/2026", "29/2", "29/2/2025", "30 februari", "31 april 2026", "0/1", "1/0", "32/1", "11/24/2026"),
        *("1/1/0000", "1-2-3", "2026/11/24", "2026-13-01", "1/2/20266", "١٢/٣٤"),
    ],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("31/12", date(2027, 1, 2), date(2026, 12, 31)),
        ("28 desember", date(2027, 1, 31), date(2026, 12, 28)),
        ("kemarin", date(2027, 1, 1), date(2026, 12, 31)),
        ("kemarin dulu", date(2027, 1, 1), date(2026, 12, 30)),
        ("1/1", date(2027, 1, 1), date(2027, 1, 1)),
        ("1/1", date(2026, 12, 31), date(2026, 1, 1)),
        ("kemarin", date(2028, 3, 1), date(2028, 2, 29)),
        ("29/2", date(2028, 3, 1), date(2028, 2, 29)),
        ("29/2", date(2029, 1, 10), date(2028, 2, 29)),
        ("29 feb", date(2028, 2, 28), date(2028, 2, 29)),
        ("1/3", date(2028, 2, 29), date(2028, 3, 1)),
        ("15/1", date(2027, 1, 2), date(2027, 1, 15)),
        ("15/6", date(2027, 1, 2), date(2026, 6, 15)),
    ],
)
def test_without_a_year_it_is_the_last_one_unless_the_day_is_about_to_come(text: str, today: date, meant: date) -> None:
    """Around New Year a day of December is last year's; one of the coming weeks stays there, to be refused."""
    assert read_date(text, today) == meant


@pytest.mark.parametrize(
    ("text", "men", "women", "unspecified"),
    [
        *[("75", 0, 0, 75), ("75 orang", 0, 0, 75), ("75 org.", 0, 0, 75), ("jumlah peserta: 75", 0, 0, 75)],
        *[("0", 0, 0, 0), ("0 orang", 0, 0, 0), ("L 0 P 0", 0, 0, 0), ("007", 0, 0, 7), ("1.200", 0, 0, 1200)],
        *[("L 35 P 40", 35, 40, 0), ("p 40, l 35", 35, 40, 0), ("35L/40P", 35, 40, 0), ("L35P40", 35, 40, 0)],
        *[("L=35;P=40", 35, 40, 0), ("L: 35\nP: 40", 35, 40, 0), ("L-35 P-40", 35, 40, 0), ("35 m 40 w", 35, 40, 0)],
        ("35 laki-laki dan 40 perempuan", 35, 40, 0),
        ("laki-laki 35 deng perempuan 40", 35, 40, 0),
        ("10 bapak-bapak, 20 mama-mama", 10, 20, 0),
        ("20 cowok sama 15 nona", 20, 15, 0),
        ("L 1.200 P 300", 1200, 300, 0),
        ("perempuan 40", 0, 40, 0),
        ("40 ibu", 0, 40, 0),
        ("L 35 P 40 total 75", 35, 40, 0),
        ("75 orang, L 35, P 40", 35, 40, 0),
        ("L 35 + P 40 = 75 orang", 35, 40, 0),
        ("L 5 P 0 total 5", 5, 0, 0),
    ],
)
def test_a_head_count_is_read_in_the_ways_people_write_it(text: str, men: int, women: int, unspecified: int) -> None:
    assert read_people(text) == HeadCount(men, women, unspecified)


@pytest.mark.parametrize(
    "text",
    [
        *("", "orang", "banyak", "dua puluh", "nol", "L P", "L 35 P", "?", "½", "1e3", "75 keluarga", "sekitar 75"),
        *("1,960", "L 1,960 P 2", "1.5", "1.20", "12.34.567", "2 ribu", "2rb", "2k", "75 juta"),
        *(
            "35 40",
            "35-40",
            "35/40",
            "35+40",
            "1 200",
            "70-80 orang",
            "L 35 L 40",
            "40 p 35 ibu",
            "75 orang 80 peserta",
        ),
    ],
)
def test_what_could_mean_two_things_is_asked(text: str) -> None:
    assert read_people(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "L 10 P 10 total 30",
        "L 10 P 10 total 0",
        "total 0 L 3 P 0",
        "75 orang, L 35, P 30",
        "L 10 total 0",
        "L 10 total 9",
    ],
)
def test_a_total_that_does_not_add_up_is_asked(text: str) -> None:
    """Three numbers that contradict each other are never stored as two of them."""
    assert read_people(text) is None


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("laki2 35 perempuan 40", HeadCount(35, 40)),
        ("35 laki2 40 perempuan", HeadCount(35, 40)),
        ("bapak2 15, ibu2 20", HeadCount(15, 20)),
        ("laki2 3 perempuan 5", HeadCount(3, 5)),
        ("laki2 3 perempuan 5 orang", HeadCount(3, 5)),
        ("laki2 dan perempuan 40", None),
    ],
)
def test_the_2_of_laki2_is_no_number_of_people(text: str, right: HeadCount | None) -> None:
    """“laki2” is how “laki-laki” is written on a telephone: read so, or asked, but never two men."""
    assert read_people(text) in {None, right}
