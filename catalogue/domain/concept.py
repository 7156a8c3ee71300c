"""Concepts of the thesaurus: what shared digital services are about, in both languages."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from .identifiers import CapabilityId
from .text import BilingualLine, BilingualList, Model

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise PydanticCustomError("bad_slug", "is not words joined by hyphens")
    return value


ConceptId = Annotated[str, Field(strict=True, max_length=80), AfterValidator(_slug)]
"""Words of lower-case letters and digits, joined by hyphens; at most 80 characters."""


class Concept(Model):
    """One concept, with the terms that people call it by.

    ``broader`` is the identifier of the concept that this one is a kind of;
    ``capabilities`` are identifiers of business capabilities that it belongs to.
    """

    id: ConceptId
    preferred: BilingualLine
    alternative: BilingualList = Field(default_factory=BilingualList)
    broader: ConceptId | None = None
    capabilities: tuple[CapabilityId, ...] = ()

    def terms(self, language: str) -> tuple[str, ...]:
        """All its terms in a language, the preferred one first."""
        preferred = getattr(self.preferred, language)
        others: tuple[str, ...] = getattr(self.alternative, language)
        return (preferred, *others) if preferred else others
