"""Records as rows of cells, for CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from catalogue.domain.errors import CatalogueError
from catalogue.domain.validation import Record

from .building import add_record
from .columns import MONEY, NUMBER, Column
from .fields import COLUMNS, RecordType
from .findings import Finding, Location, Reading, Severity
from .header import MOST_ABOVE, Header, header_place
from .native import to_native

Row = tuple[Location, Sequence[str]]

Adapt = Callable[[Reading, Iterable[Row], "str | None"], Iterable[Row]]
"""Turns the rows of a sheet, whose title may be known, into rows that can be read."""


def as_they_are(_reading: Reading, rows: Iterable[Row], _title: str | None) -> Iterable[Row]:
    """For sheets whose columns are headed as ours are."""
    return rows


class MixedTypes(CatalogueError):
    """A CSV file holds one type of record; ``types`` are those that were given."""

    code = "mixed_types"


def read_rows(
    reading: Reading,
    rows: Iterable[Row],
    default_type: str | None,
    title: str | None = None,
) -> bool:
    """Add every row's record to the reading; False where none of the first rows is a header.

    ``title`` is that of the sheet. What stands above the header is left out
    with a warning.
    """
    filled = (row for row in rows if any(cell.strip() for cell in row[1]))
    first = list(islice(filled, MOST_ABOVE))
    place = header_place([cells for _, cells in first], default_type, title)
    if place is None:
        return False
    where, headings = first[place]
    header = Header(headings, default_type, title)
    if place:
        reading.add(Finding(where, "", "header_below", {}, Severity.warning))
    for finding in header.findings(where):
        reading.add(finding)
    width = len(headings)
    for where, cells in chain(first[place + 1 :], filled):
        if any(cell.strip() for cell in cells[width:]):
            params = {"expected": width, "found": len(cells)}
            reading.add(Finding(where, "", "too_many_cells", params))
        else:
            add_record(reading, header.row(cells), where)
        if reading.hopeless:
            break
    return True


def write_rows(records: Sequence[Record], kind: RecordType) -> list[list[str]]:
    """A header and one row a record, for records of one type; empty columns are left out."""
    data = [to_native(record) for record in records]
    used = [column for column in COLUMNS[kind] if any(cell_of(item, column) for item in data)]
    columns = used or [*COLUMNS[kind]]
    rows = [["type", *(column.heading for column in columns)]]
    rows += [[kind, *(cell_of(item, column) for column in columns)] for item in data]
    return rows


def with_numbers(rows: Iterable[Sequence[str]], kind: RecordType) -> list[list[object]]:
    """The same rows with amounts as numbers, for sheets that can add them up."""
    numeric = {column.heading for column in COLUMNS[kind] if column.cell in (MONEY, NUMBER)}
    header, *body = rows
    found: list[list[object]] = [[*header]]
    for row in body:
        pairs = zip(header, row, strict=True)
        found.append([_number(cell) if name in numeric and cell else cell for name, cell in pairs])
    return found


def _number(cell: str) -> object:
    """A number where a workbook, which keeps 16 digits, would not round it."""
    value = float(cell)
    return value if float(f"{value:.16g}") == value else cell


def single_type(records: Sequence[Record]) -> RecordType:
    """The type that all records share; component for none. Raises MixedTypes."""
    types = sorted({record.type for record in records})
    if len(types) > 1:
        raise MixedTypes(types=", ".join(types))
    return records[0].type if records else "component"


def cell_of(data: Mapping[str, Any], column: Column) -> str:
    """What stands in a column for a record's plain data; nothing where it has none."""
    value: Any = data
    for name in column.path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return "" if value in (None, []) else column.cell.write(value)
