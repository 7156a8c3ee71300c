"""References between entities of Backstage, and the identifiers that they become."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.domain.identifiers import slug

from .places import Place

ID_ANNOTATION = "catalogue/id"
"""Holds an identifier that is no name of Backstage."""

DEFAULT = "default"
NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?")
_LONGEST = 63
_REFERENCE = re.compile(r"(?:([A-Za-z]+):)?(?:([\w.-]+)/)?([\w.-]+)", re.ASCII)


@dataclass(frozen=True)
class Reference:
    """An entity, wherever it stands; case makes no difference."""

    kind: str
    namespace: str
    name: str

    @classmethod
    def read(cls, text: str, kind: str) -> Reference | None:
        """What ``[kind:][namespace/]name`` means where this kind is meant by default."""
        found = _REFERENCE.fullmatch(text.strip().lower())
        return cls(found[1] or kind, found[2] or DEFAULT, found[3]) if found else None

    @property
    def identifier(self) -> str:
        """A component's name; of anything else, what keeps it apart from one."""
        if self.kind == "component" and self.namespace == DEFAULT:
            return self.name
        between = () if self.namespace == DEFAULT else (self.namespace,)
        return ":".join((self.kind, *between, self.name))

    def __str__(self) -> str:
        between = "" if self.namespace == DEFAULT else f"{self.namespace}/"
        return f"{self.kind}:{between}{self.name}"


def own_reference(entity: Place) -> Reference | None:
    """What an entity is called by others; None where it has no name.

    A name that is none to Backstage is read as its letters and digits.
    """
    name = entity.at("metadata", "name").text
    kind = entity["kind"].text
    if name and not NAME.fullmatch(name):
        name = slug(name)[:_LONGEST].strip("-") if re.search(r"\w", name) else None
    if not name or not kind:
        return None
    namespace = entity.at("metadata", "namespace").text or DEFAULT
    return Reference(kind.lower(), namespace.lower(), name.lower())
