"""Small files to read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from catalogue.formats.findings import Reading

COMPONENT: dict[str, Any] = {
    "type": "component",
    "id": "rendez-vous",
    "name": {"fr": "Rendez-vous", "en": "Appointments"},
    "summary": {"fr": "Prendre rendez-vous avec un service public."},
}
PROPOSAL: dict[str, Any] = {
    "type": "proposal",
    "id": "p1",
    "title": "Réservation de plages",
    "description": "Un outil pour réserver une plage horaire.",
}


def component(**fields: Any) -> dict[str, Any]:
    return {**COMPONENT, **fields}


def proposal(**fields: Any) -> dict[str, Any]:
    return {**PROPOSAL, **fields}


def jsonl(path: Path, *records: Mapping[str, Any] | str) -> Path:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A ZIP archive with some of its parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in [name for name in old.namelist() if name not in parts]:
            new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def errors(reading: Reading) -> list[tuple[str, str]]:
    return [(finding.field, finding.code) for finding in reading.errors]


def left_out(reading: Reading) -> list[tuple[str, str]]:
    return [(finding.field, finding.code) for finding in reading.left_out]


def warned(reading: Reading) -> list[tuple[str, str]]:
    return [(finding.field, finding.code) for finding in reading.warnings]


def ids(reading: Reading) -> list[str]:
    return [located.record.id for located in reading.records]
