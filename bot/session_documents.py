"""What a Word document of a session says: its placeholders with their values."""

from typing import Any

from bot.exports.documents import KINDS
from bot.exports.sessions import Exporter
from bot.i18n import INDONESIAN
from bot.turn import Turn
from storage.sessions import Session

ROWS_TO_SPARE, FEWEST_ROWS, MOST_ROWS = 5, 25, 200  # of an attendance list
BLANK = "." * 30  # to be filled in by hand
# Placeholder and the field of the report it shows.
DETAILS = {
    "nomor_surat": "letter",
    "kegiatan": "activity",
    "waktu": "time",
    "tempat": "venue",
    "penyelenggara": "organiser",
    "narasumber": "speakers",
    "kelompok": "groups",
    "pertanyaan": "questions",
    "bahan": "handouts",
    "tindak_lanjut": "follow_up",
}


def document_data(turn: Turn, session: Session, kind: str, reporter: str) -> dict[str, Any]:
    """From what the document of this kind is drawn; always in Indonesian."""
    assert kind in KINDS
    report, texts = session.report, turn.house.texts
    village, district, regency = Exporter(texts, turn.library.places, turn.house.timezone).around(report.place_code)
    made_at = turn.now.astimezone(turn.house.timezone)
    values = {
        "kode": session.code,
        "tanggal": texts.day(INDONESIAN, report.held_on),
        "hari": texts.weekday(INDONESIAN, report.held_on),
        "desa": village or report.place_code,
        "kecamatan": district,
        "kabupaten": regency,
        "cara": texts.plain(INDONESIAN, f"mode.{report.mode}"),
        "laki_laki": texts.number(INDONESIAN, report.men_count),
        "perempuan": texts.number(INDONESIAN, report.women_count),
        "tidak_dirinci": texts.number(INDONESIAN, report.unspecified_count),
        "jumlah": texts.number(INDONESIAN, report.total),
        "materi": ", ".join(texts.plain(INDONESIAN, f"material.{code}") for code in report.materials) or BLANK,
        "catatan": report.note or "–",
        "pelapor": reporter or BLANK,
        "dicetak": texts.day(INDONESIAN, made_at.date()),
        **{name: _shown(report.details.get(field)) for name, field in DETAILS.items()},
    }
    return {
        "template": kind,
        "title": texts.plain(INDONESIAN, f"document.{kind}", code=session.code),
        "values": values,
        "rows": min(MOST_ROWS, max(FEWEST_ROWS, report.total + ROWS_TO_SPARE)),
        "made_at": made_at.strftime("%Y-%m-%dT%H:%M:%S"),
    }


def _shown(detail: object) -> str:
    if isinstance(detail, list | tuple):
        return ", ".join(map(str, detail)) or BLANK
    return str(detail) if detail not in {None, ""} else BLANK
