"""What can go wrong, by name.

Every exception carries a stable code and parameters. The sentence that a
person reads is chosen later, in the person's language, by ``catalogue.wording``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class FieldError:
    """One thing wrong with one field: where it is, what is wrong, and with what."""

    path: Path
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def dotted(self) -> str:
        """The path as people write it: ``links.website``, ``costs[2].build``."""
        text = ""
        for part in self.path:
            if isinstance(part, int):
                text += f"[{part}]"
            else:
                text += f".{part}" if text else part
        return text


class CatalogueError(Exception):
    """Parent of every error that the catalogue raises on purpose."""

    code = "error"

    def __init__(self, **params: object) -> None:
        super().__init__(f"{self.code}: {params}" if params else self.code)
        self.params = params


class InvalidRecord(CatalogueError):
    """A record breaks rules of its model; ``errors`` says which."""

    code = "invalid_record"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(count=len(errors))
        self.errors = tuple(errors)


class NotFound(CatalogueError):
    """No record of this type has this identifier."""

    code = "not_found"


class ForbiddenTransition(CatalogueError):
    """A proposal cannot go from its present status to the one asked for."""

    code = "forbidden_transition"


class EditConflict(CatalogueError):
    """Somebody else saved the record since it was read."""

    code = "edit_conflict"
