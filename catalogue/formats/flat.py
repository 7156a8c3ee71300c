"""Records as rows of cells, for CSV and XLSX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.domain.errors import CatalogueError
from catalogue.domain.validation import Record

from .building import add_record
from .fields import COLUMNS, TYPE_LABELS, Column, RecordType
from .findings import Finding, Location, Reading, Severity
from .native import to_native


class MixedTypes(CatalogueError):
    """A CSV file holds one type of record; ``types`` are those that were given."""

    code = "mixed_types"


class Header:
    """What each column of a sheet holds."""

    def __init__(self, headings: Sequence[str], default_type: str | None = None) -> None:
        self.keys = [_key(heading) for heading in headings]
        self.headings = list(headings)
        self.type_column = self.keys.index("type") if "type" in self.keys else None
        self.default_type = default_type or _type_of(self.keys)

    @property
    def known(self) -> bool:
        """Whether this is the header of a sheet of records."""
        return self.type_column is not None or self.default_type is not None

    def unknown(self) -> list[str]:
        """Headings that no type of record that the sheet may hold has."""
        types = [self.default_type] if self.default_type else list(COLUMNS)
        names = {"type", "relevant", ""}
        for name in types:
            names |= set(_names(name))
        return [
            heading
            for heading, key in zip(self.headings, self.keys, strict=True)
            if key not in names
        ]

    def row(self, cells: Sequence[str]) -> dict[str, Any]:
        """The native data of a row; empty cells are absent."""
        filled = dict(zip(self.keys, cells, strict=False))
        kind = filled.get("type", "").strip().lower() or self.default_type or ""
        kind = TYPE_LABELS.get(_key(kind), kind)
        data: dict[str, Any] = {"type": kind}
        columns = _names(kind)
        for key, cell in filled.items():
            column = columns.get(key)
            if column is not None and cell.strip():
                _place(data, column.path, column.read(cell.strip()))
        return data


def read_rows(
    reading: Reading,
    rows: Sequence[tuple[int, Sequence[str]]],
    default_type: str | None,
    sheet: str | None = None,
) -> bool:
    """Add every row's record to the reading; False where the first row is no header.

    ``rows`` are numbered as a person sees them.
    """
    number, headings = rows[0]
    header = Header(headings, default_type)
    if not header.known:
        return False
    for heading in header.unknown():
        params = {"heading": heading}
        where = Location(row=number, sheet=sheet)
        reading.add(Finding(where, heading, "unknown_column", params, Severity.warning))
    for number, cells in rows[1:]:
        if any(cell.strip() for cell in cells):
            add_record(reading, header.row(cells), Location(row=number, sheet=sheet))
    return True


def write_rows(records: Sequence[Record], kind: RecordType) -> list[list[str]]:
    """A header and one row a record, for records of one type; empty columns are left out."""
    data = [to_native(record) for record in records]
    used = [column for column in COLUMNS[kind] if any(_at(item, column.path) for item in data)]
    columns = used or [*COLUMNS[kind]]
    rows = [["type", *(column.heading for column in columns)]]
    rows += [[kind, *(_cell(item, column) for column in columns)] for item in data]
    return rows


def single_type(records: Sequence[Record]) -> RecordType:
    """The type that all records share; component for none. Raises MixedTypes."""
    types = sorted({record.type for record in records})
    if len(types) > 1:
        raise MixedTypes(types=", ".join(types))
    return records[0].type if records else "component"


def _key(heading: str) -> str:
    folded = unicodedata.normalize("NFKD", heading.strip().lower().replace("’", "'"))
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[\s_-]+", "_", bare)


def _names(kind: str) -> dict[str, Column]:
    columns = COLUMNS.get(kind, ())  # type: ignore[call-overload]
    found: dict[str, Column] = {}
    for column in columns:
        for label in (column.heading, *column.labels):
            found.setdefault(_key(label), column)
    return found


def _type_of(keys: Sequence[str]) -> str | None:
    """The type of a sheet that names none: proposals have a title, components a name."""
    held = set(keys)
    proposal, component = _names("proposal"), _names("component")
    paths = {proposal[key].path for key in held if key in proposal}
    if {("title",), ("description",)} <= paths:
        return "proposal"
    named = {component[key].path for key in held if key in component}
    return "component" if named & {("name", "fr"), ("name", "en")} else None


def _place(data: dict[str, Any], path: Sequence[str], value: object) -> None:
    *outer, last = path
    for name in outer:
        data = data.setdefault(name, {})
    data[last] = value


def _at(data: Mapping[str, Any], path: Sequence[str]) -> Any:
    value: Any = data
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _cell(data: Mapping[str, Any], column: Column) -> str:
    value = _at(data, column.path)
    return "" if value in (None, []) else column.write(value)
