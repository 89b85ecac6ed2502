"""The achievements of 2025 as a statement, for the tests: the published numbers, and their traces."""

import io
from copy import deepcopy
from typing import Any

from docx import Document

RELEASED = "KP2MI, rilis BP3MI NTT tentang capaian 2025"
SOURCE = {"title": RELEASED, "dated": "2026-01-13", "url": "https://kp2mi.go.id/berita-detail/capaian-2025"}
NOTE = 'Rilis menulis "lebih dari 117 persen"; dari angkanya sendiri, 2.226 dari 1.960, hasilnya 113,57 persen.'
REGENCIES = {
    "53.01": "Kupang",
    "53.02": "Timor Tengah Selatan",
    "53.03": "Timor Tengah Utara",
    "53.06": "Flores Timur",
    "53.12": "Sumba Barat",
}
PUBLISHED = {"code": "T-2025-1", "closed_on": "2026-01-13", "hash": "ab12" * 16}


def entry(code: str, value: int | None, **other: Any) -> dict[str, Any]:
    """A row as the books have it: of the whole year and province, counted."""
    return {
        "kind": "flow",
        "code": code,
        "place_code": "53",
        "place": "Nusa Tenggara Timur",
        "from": "2025-01-01",
        "to": "2025-12-31",
        "part": "",
        "value": value,
        "source": RELEASED,
        "recorded_by": "Maria",
        "recorded_at": "2026-01-14T09:30:00",
        "revision": 1,
        "reason": None,
        "counts": True,
        **other,
    }


def figures(code: str, name: str, realization: int | None, unit: str = "people", **other: Any) -> dict[str, Any]:
    """An indicator whose number was published as one."""
    return {
        "code": code,
        "name": name,
        "unit": unit,
        "unit_name": {"people": "orang", "cases": "kasus", "villages": "desa", "rupiah": ""}[unit],
        "better": "more",
        "realization": realization,
        "target": None,
        "rate": None,
        "counted": False,
        "targets": [],
        "sources": [dict(SOURCE)],
        "notes": [],
        "counted_sessions": None,
        "breakdown": [],
        "entries": [entry(code, realization)],
        **other,
    }


def part(key: str, name: str, value: int | None) -> dict[str, Any]:
    return {"key": key, "name": name, "value": value}


def of_2025(**changes: Any) -> dict[str, Any]:
    """The statement of 2025; `changes` are keys of its own, or indicators by code with what is different."""
    indicators = [deepcopy(one) for one in (_placement(), _villages(), *_plain(), _training())]
    indicators.append(figures("remittance", "Remitansi", 78_468_365_801, "rupiah"))
    for one in indicators:
        one.update(changes.pop(one["code"], {}))
    return {
        "title": "Capaian BP3MI NTT 2025",
        "period": {"from": "2025-01-01", "to": "2025-12-31", "as_of": "2025-12-31", "name": "2025"},
        "place": {"code": "53", "name": "Nusa Tenggara Timur"},
        "made_at": "2026-11-26T10:00:00",
        "known_at": None,
        "publication": None,
        "internal": True,
        "indicators": indicators,
        **changes,
    }


def _placement() -> dict[str, Any]:
    return figures(
        "placement",
        "Penempatan",
        2226,
        target=1960,
        rate="113.57",
        notes=[NOTE],
        targets=[
            {"revision": 1, "value": 1960, "basis": RELEASED, "dated": "2026-01-13", "recorded_on": "2026-11-24"},
        ],
    )


def _villages() -> dict[str, Any]:
    """Twelve, of which only the regencies are known."""
    return figures(
        "migrant_villages",
        "Desa Migran EMAS",
        12,
        "villages",
        breakdown=[
            {
                "dimension": "regency",
                "name": "Kabupaten",
                "parts": [
                    *(part(code, f"Kabupaten {name}", None) for code, name in REGENCIES.items()),
                    part("unspecified", "belum dirinci", 12),
                ],
            }
        ],
        entries=[
            entry("migrant_villages", 12, kind="snapshot"),
            *(
                entry("migrant_villages", None, kind="snapshot", place_code=code, place=name, counts=False)
                for code, name in REGENCIES.items()
            ),
        ],
    )


def _plain() -> list[dict[str, Any]]:
    return [
        figures("complaints_resolved", "Kasus pengaduan diselesaikan", 523, "cases"),
        figures("empowerment", "Pemberdayaan PMI purna dan keluarga", 513),
        figures("outreach", "Penerima sosialisasi", 15345, counted=True),
    ]


def _training() -> dict[str, Any]:
    """140, by sector and by partner, each half with a source of its own."""
    hotels, fields = "Pantau, pelatihan perhotelan", "ANTARA NTT, pelatihan perkebunan"
    both = (("hospitality", "Perhotelan (hospitality)", 80), ("plantation", "Perkebunan", 60))
    partners = (
        ("politeknik_negeri_kupang", "Politeknik Negeri Kupang", 80),
        ("smk_pp_negeri_kupang", "SMK PP Negeri Kupang", 60),
    )
    return figures(
        "training",
        "Pelatihan CPMI",
        140,
        breakdown=[
            {"dimension": "sector", "name": "Bidang", "parts": [part(*one) for one in both]},
            {"dimension": "partner", "name": "Mitra", "parts": [part(*one) for one in partners]},
        ],
        entries=[
            entry("training", 140),
            entry(
                "training", 80, part="Perhotelan (hospitality); Politeknik Negeri Kupang", source=hotels, counts=False
            ),
            entry("training", 60, part="Perkebunan; SMK PP Negeri Kupang", source=fields, counts=False),
        ],
    )


def rows_of(content: bytes) -> list[list[str]]:
    """The tables of a Word document, row by row."""
    document = Document(io.BytesIO(content))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
