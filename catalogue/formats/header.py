"""The header of a sheet: what each of its columns holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, cast

from .cells import read_labels
from .columns import Column
from .fields import COLUMNS, TYPE_LABELS, RecordType
from .findings import Finding, Location, Severity

MOST_ABOVE = 12
"""Rows among which a header is looked for: titles and notes may stand above it."""

_RELEVANT = "relevant"
_NO_HEADING = re.compile(r'["{}\[\]=<>]')
_NAMES: dict[str, set[tuple[str, ...]]] = {
    "component": {("name", "fr"), ("name", "en")},
    "proposal": {("title",)},
    "organization": {("name", "fr"), ("name", "en")},
    "capability": {("name", "fr"), ("name", "en")},
}
"""A sheet of this type has one of these fields."""


class Header:
    """What the columns of a sheet hold.

    ``default_type`` is the type of rows that name none; without it, the
    sheet's title and its columns tell.
    """

    def __init__(
        self, headings: Sequence[str], default_type: str | None = None, title: str | None = None
    ) -> None:
        self.headings = list(headings)
        self.keys = [key_of(heading) for heading in headings]
        titled = _type_named(title or "")
        if titled and not _has_name(self.keys, titled):
            titled = None
        self.default_type = default_type or titled or _type_of(self.keys)

    @property
    def known(self) -> bool:
        """Whether this is the header of a sheet of records."""
        if "type" in self.keys:
            return any(_has_name(self.keys, kind) for kind in COLUMNS)
        return self.default_type is not None and _has_name(self.keys, self.default_type)

    def findings(self, where: Location) -> Iterator[Finding]:
        """Columns that no type of record has, and columns that stand twice."""
        types = list(COLUMNS) if "type" in self.keys else [self.default_type or ""]
        names = {key for kind in types for key in columns_by_name(kind)}
        names |= {"type", "", _RELEVANT}
        held: dict[object, str] = {}
        for heading, key in zip(self.headings, self.keys, strict=True):
            if key not in names:
                params: dict[str, object] = {"heading": heading.strip()}
                yield Finding(where, heading, "unknown_column", params, Severity.warning)
                continue
            column = columns_by_name(self.default_type or "").get(key)
            field: object = column.path if column else key
            if key and field in held:
                params = {"heading": heading.strip(), "first": held[field]}
                yield Finding(where, heading, "column_twice", params)
            held[field] = heading.strip()

    def row(self, cells: Sequence[str]) -> dict[str, Any]:
        """The native data of a row; empty cells are absent."""
        filled = {key: cell.strip() for key, cell in zip(self.keys, cells, strict=False)}
        named = filled.get("type", "")
        kind = (_type_named(named) or named) if named else self.default_type or ""
        data: dict[str, Any] = {"type": kind} if kind else {}
        columns = columns_by_name(kind)
        for key, cell in filled.items():
            column = columns.get(key)
            if column is not None and cell:
                _place(data, column.path, column.cell.read(cell))
        if kind == "proposal" and _RELEVANT in filled:
            data[_RELEVANT] = read_labels(filled[_RELEVANT])
        return data


def header_place(
    rows: Sequence[Sequence[str]], default_type: str | None = None, title: str | None = None
) -> int | None:
    """Which of a sheet's first rows is the header of records; None for none of them."""
    for place, cells in enumerate(rows[:MOST_ABOVE]):
        several = sum(bool(cell.strip()) for cell in cells) > 1
        if (several or place == 0) and Header(cells, default_type, title).known:
            return place
    return None


@cache
def columns_by_name(kind: str) -> dict[str, Column]:
    """The columns of a type of record, by the keys of all their names."""
    found: dict[str, Column] = {}
    for column in COLUMNS.get(cast(RecordType, kind), ()):
        for label in column.labels:
            found.setdefault(key_of(label), column)
    return found


def key_of(heading: str) -> str:
    """A heading without case, accents and punctuation: ``Coût estimé ($)`` is ``cout_estime``."""
    if _NO_HEADING.search(heading):
        return heading
    folded = unicodedata.normalize("NFKD", heading.lower())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "_", bare).strip("_")


def _type_named(label: str) -> str | None:
    key = key_of(label)
    for name in (
        key,
        key.removesuffix("s"),
        re.sub(r"ies$", "y", key),
        re.sub(r"s(?=_|$)", "", key),
    ):
        if name in COLUMNS:
            return name
        if name in TYPE_LABELS:
            return TYPE_LABELS[name]
    return None


def _type_of(keys: Sequence[str]) -> str | None:
    """The type of a sheet that names none: proposals have a title, components a name."""
    proposal = columns_by_name("proposal")
    paths = {proposal[key].path for key in keys if key in proposal}
    if {("title",), ("description",)} <= paths:
        return "proposal"
    return "component" if _has_name(keys, "component") else None


def _has_name(keys: Sequence[str], kind: str) -> bool:
    columns = columns_by_name(kind)
    return bool({columns[key].path for key in keys if key in columns} & _NAMES.get(kind, set()))


def _place(data: dict[str, Any], path: Sequence[str], value: object) -> None:
    *outer, last = path
    for name in outer:
        data = data.setdefault(name, {})
    data[last] = value
