"""Walking through the data of a file without losing where one is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.domain.errors import FieldError
from catalogue.domain.errors import Path as FieldPath

from .findings import Finding, Location, Severity
from .flaws import Flaw
from .yaml_text import Listed, Mapped


@dataclass(frozen=True)
class Place:
    """A value of a file's data, the path to it, and its line or row where the data has any."""

    value: Any
    path: FieldPath = ()
    line: int | None = None
    row: int | None = None

    def __getitem__(self, key: str) -> Place:
        """What stands under a key; a place that holds nothing where nothing does."""
        held = self.value if isinstance(self.value, Mapping) else {}
        line = held.lines.get(key) if isinstance(held, Mapped) else None
        return Place(held.get(key), (*self.path, key), line or self.line, self.row)

    def at(self, *keys: str) -> Place:
        """What stands under keys, one within the other."""
        place = self
        for key in keys:
            place = place[key]
        return place

    def items(self) -> Iterator[Place]:
        """Each item of a list; a single value is a list of one."""
        if isinstance(self.value, list):
            lines = self.value.lines if isinstance(self.value, Listed) else ()
            for position, item in enumerate(self.value):
                line = lines[position] if position < len(lines) else self.line
                yield Place(item, (*self.path, position), line, self.row)
        elif self.value is not None:
            yield self

    @property
    def keys(self) -> list[str]:
        """The keys of a mapping, in their order."""
        return [str(key) for key in self.value] if isinstance(self.value, Mapping) else []

    @property
    def text(self) -> str | None:
        """The value as text; None where it is no scalar, or an empty one."""
        if isinstance(self.value, bool):
            return str(self.value).lower()
        if isinstance(self.value, (str, int, float)):
            return str(self.value).strip() or None
        return None

    @property
    def is_set(self) -> bool:
        """Whether anything stands here."""
        return self.value is not None and self.value not in ("", [], {})

    @property
    def broken(self) -> bool:
        """Whether something stands here that is no text."""
        return self.is_set and not isinstance(self.value, (str, int, float))

    @property
    def flaw(self) -> Flaw | None:
        """What the file said that no record may say."""
        return self.value if isinstance(self.value, Flaw) else None

    def finding(
        self, code: str, severity: Severity = Severity.warning, /, **params: object
    ) -> Finding:
        """Something to say about what stands here."""
        field = FieldError(self.path, code).dotted
        return Finding(Location(line=self.line, row=self.row), field, code, params, severity)
