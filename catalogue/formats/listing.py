"""Lists that people keep in a spreadsheet: one entry a row, the same columns in every file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as defaulting
from pathlib import Path
from typing import Any, Generic, TextIO, TypeVar

from catalogue.domain.errors import FieldError, InvalidRecord
from catalogue.domain.errors import Path as FieldPath
from catalogue.domain.text import Model
from catalogue.domain.validation import validate

from .columns import Column
from .csv_rows import rows_of, write_table
from .findings import Finding, Location, Reading, Severity, UnreadableFile
from .flat import Row, cell_of
from .header import key_of
from .replacing import replacing
from .source import read_bytes

LARGEST = 20 * 1024 * 1024
"""Bytes of a list that are accepted; every process holds all of it in memory."""

_ENDINGS = (".csv", ".tsv")

M = TypeVar("M", bound=Model)


@dataclass
class Listing(Reading, Generic[M]):
    """The entries of a file, each with its place, and what is odd or wrong with them."""

    entries: list[M] = defaulting(default_factory=list)
    places: list[Location] = defaulting(default_factory=list)


@dataclass(frozen=True)
class ListFormat(Generic[M]):
    """How entries of a model stand in the columns of a CSV file; ``needed`` are headings."""

    model: type[M]
    columns: tuple[Column, ...]
    needed: tuple[str, ...]

    def read(self, path: Path) -> Listing[M]:
        """Every entry of the file that is one, and located errors.

        Raises UnreadableFile where the file is no CSV, has more than LARGEST
        bytes, or lacks a column that is needed.
        """
        content = read_bytes(path, LARGEST)
        refuse_other_endings(path)
        listing: Listing[M] = Listing()
        by_key = {key_of(label): column for column in self.columns for label in column.labels}
        rows = rows_of(listing, content, path, by_key)
        filled = (row for row in rows if any(cell.strip() for cell in row[1]))
        where, headings = next(filled, (Location(), ()))
        chosen = [by_key.get(key_of(heading)) for heading in headings]
        for finding in _findings(where, headings, chosen):
            listing.add(finding)
        present = {column.heading for column in chosen if column}
        if missing := [name for name in self.needed if name not in present]:
            if not listing.errors:
                columns = ", ".join(missing)
                raise UnreadableFile("missing_columns", path=str(path), columns=columns)
            return listing
        for row in filled:
            self._add(listing, row, chosen)
            if listing.hopeless:
                break
        return listing

    def _add(self, listing: Listing[M], row: Row, chosen: Sequence[Column | None]) -> None:
        where, cells = row
        if any(cell.strip() for cell in cells[len(chosen) :]):
            params = {"expected": len(chosen), "found": len(cells)}
            listing.add(Finding(where, "", "too_many_cells", params))
            return
        try:
            entry = validate(self.model, _data(chosen, cells))
        except InvalidRecord as invalid:
            for error in invalid.errors:
                field = self._field(error.path)
                listing.add(Finding(where, field, error.code, error.params))
            return
        listing.entries.append(entry)
        listing.places.append(where)

    def add_flaw(
        self, listing: Listing[M], flaw: FieldError, severity: Severity = Severity.error
    ) -> None:
        """Add what is wrong with entries that are sound one by one.

        The flaw's path begins with an entry's position, and so is its
        parameter ``first``.
        """
        position, *path = flaw.path
        params = dict(flaw.params)
        if isinstance(first := params.get("first"), int):
            place = listing.places[first]
            params["first"] = place.line or place.row or 0
        where = listing.places[int(position)]
        listing.add(Finding(where, self._field(tuple(path)), flaw.code, params, severity))

    def _field(self, path: FieldPath) -> str:
        """The heading of the column that a field stands in, and the place in its list."""
        for column in self.columns:
            shared = min(len(path), len(column.path))
            if path[:shared] == column.path[:shared]:
                return FieldError((column.heading, *path[shared:]), "").dotted
        return FieldError(path, "").dotted

    def write(self, entries: Sequence[M], path: Path) -> None:
        """The entries in place of what the file was. Raises UnreadableFile and OSError."""
        refuse_other_endings(path)
        with replacing(path) as target, target.open("w", encoding="utf-8", newline="") as stream:
            self.write_to(entries, stream)

    def write_to(self, entries: Sequence[M], stream: TextIO) -> None:
        """A header and one row an entry."""
        write_table([[column.heading for column in self.columns], *self._rows(entries)], stream)

    def differing(self, old: M, new: M) -> list[str]:
        """The headings of the columns in which two entries differ."""
        before, after = self._rows([old, new])
        pairs = zip(self.columns, before, after, strict=True)
        return [column.heading for column, left, right in pairs if left != right]

    def _rows(self, entries: Sequence[M]) -> Iterator[list[str]]:
        for entry in entries:
            data = entry.model_dump(mode="json")
            yield [cell_of(data, column) for column in self.columns]


def refuse_other_endings(path: Path) -> None:
    """Let CSV pass. Raises UnreadableFile for any other ending."""
    if path.suffix.lower() not in _ENDINGS:
        raise UnreadableFile("not_csv", path=str(path))


def _findings(
    where: Location, headings: Sequence[str], chosen: Sequence[Column | None]
) -> Iterator[Finding]:
    """Columns that stand for nothing, and columns that stand twice."""
    held: dict[str, str] = {}
    for heading, column in zip(headings, chosen, strict=True):
        params: dict[str, object] = {"heading": heading.strip()}
        if column is None:
            if heading.strip():
                yield Finding(where, heading, "unknown_column", params, Severity.warning)
        elif column.heading in held:
            params["first"] = held[column.heading]
            yield Finding(where, heading, "column_twice", params)
        else:
            held[column.heading] = heading.strip()


def _data(chosen: Sequence[Column | None], cells: Sequence[str]) -> dict[str, Any]:
    """The data of a row; empty cells are absent."""
    data: dict[str, Any] = {}
    for column, cell in zip(chosen, cells, strict=False):
        if column is not None and cell.strip():
            *outer, last = column.path
            inner = data
            for name in outer:
                inner = inner.setdefault(name, {})
            inner[last] = column.cell.read(cell.strip())
    return data
