"""The API catalogue of the United Kingdom as CSV: one interface a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timezone
from itertools import chain, islice
from pathlib import Path

from .csv_rows import first_rows, rows_of
from .days import day_of
from .findings import Finding, Location, Reading, Severity
from .header import MOST_ABOVE
from .places import Place
from .registry import Format
from .sketching import Sketch
from .source import head_text
from .uniqueness import finish

COLUMNS = (
    "dateAdded",
    "dateUpdated",
    "url",
    "name",
    "description",
    "documentation",
    "license",
    "maintainer",
    "areaServed",
    "startDate",
    "endDate",
    "provider",
)
_NEEDED = {"name", "description", "provider", "url"}
_TELLING = {"dateAdded", "dateUpdated", "areaServed", "provider", "documentation", "maintainer"}
_MAINTAINER = re.compile(r"(?P<name>[^<]*?)(?:\s*-?\s*<(?P<email>[^<>\s]+@[^<>\s]+)>)?")
_COLUMN_OF = {column.lower(): column for column in COLUMNS}
_KEYS = frozenset(_COLUMN_OF)


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this has the header of the API catalogue."""
    text = head_text(head)
    rows = [] if text.startswith(("{", "[")) else first_rows(text, _KEYS)
    return any(map(_is_header, rows))


def read_uk_apis(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """An interface a row. Raises UnreadableFile for text in no known encoding."""
    reading = Reading(lenient=True)
    rows = (row for row in rows_of(reading, content, path, _KEYS) if any(row[1]))
    first = list(islice(rows, MOST_ABOVE))
    place = next((at for at, (_, cells) in enumerate(first) if _is_header(cells)), 0)
    where, header = first[place] if first else (Location(row=1), ())
    header = _named(header)
    if place:
        reading.add(Finding(where, "", "header_below", {}, Severity.warning))
    for heading in header:
        if heading not in COLUMNS:
            params = {"heading": heading}
            reading.add(Finding(where, heading, "unknown_column", params, Severity.warning))
    for where, cells in chain(first[place + 1 :], rows):
        if any(cell.strip() for cell in cells[len(header) :]):
            sizes = {"expected": len(header), "found": len(cells)}
            reading.add(Finding(where, "", "too_many_cells", sizes))
        else:
            _read(reading, _row(header, cells, where))
        if reading.hopeless:
            break
    return finish(reading)


def _named(headings: Sequence[str]) -> list[str]:
    """The headings as the catalogue writes them, whatever their case."""
    return [_COLUMN_OF.get(heading.strip().lower(), heading.strip()) for heading in headings]


def _is_header(headings: Sequence[str]) -> bool:
    header = set(_named(headings))
    return header >= _NEEDED and len(header & _TELLING) >= 4


def _row(header: Sequence[str], cells: Sequence[str], where: Location) -> Place:
    """The cells by their headings; backslash-n is a new line."""
    values = {
        heading: cell.replace("\\r\\n", "\n").replace("\\n", "\n")
        for heading, cell in zip(header, cells, strict=False)
    }
    return Place(values, (), where.line, where.row)


def _read(reading: Reading, row: Place) -> None:
    sketch = Sketch(reading, "component", row)
    sketch.identify(row["provider"].text, row["name"].text)
    sketch.put("api", row, "kind")
    sketch.text(row["name"], "name", "en")
    sketch.describe("en", Place(None), row["description"])
    sketch.text(row["provider"], "owner")
    sketch.text(row["documentation"], "links", "documentation")
    sketch.text(row["url"], "links", "api")
    sketch.text(row["license"], "licence")
    _set_end(sketch, row["endDate"])
    maintainer = row["maintainer"]
    told = _MAINTAINER.fullmatch(maintainer.text or "")
    if told and (told["name"] or told["email"]):
        who = {"name": told["name"] or told["email"], "email": told["email"]}
        sketch.add_to("contacts", who, maintainer)
    sketch.add()


def _set_end(sketch: Sketch, end: Place) -> None:
    """An interface is retired once its end has come."""
    if not end.text:
        return
    day = day_of(end.text)
    if day is None:
        sketch.warn(end, "bad_date")
    elif day <= datetime.now(timezone.utc).date().isoformat():
        sketch.put("retired", end, "lifecycle")


FORMAT = Format("uk_apis", (".csv", ".tsv"), looks_like, read_uk_apis)
