"""Concepts of the thesaurus: what shared digital services are about, in both languages."""

from __future__ import annotations

from pydantic import Field

from .identifiers import Identifier
from .text import BilingualLine, BilingualList, Model


class Concept(Model):
    """One concept, with the terms that people call it by.

    ``broader`` is the identifier of the concept that this one is a kind of;
    ``capabilities`` are identifiers of business capabilities that it belongs to.
    """

    id: Identifier
    preferred: BilingualLine
    alternative: BilingualList = Field(default_factory=BilingualList)
    broader: str | None = None
    capabilities: tuple[str, ...] = ()

    def terms(self, language: str) -> tuple[str, ...]:
        """All its terms in a language, the preferred one first."""
        preferred = getattr(self.preferred, language)
        others: tuple[str, ...] = getattr(self.alternative, language)
        return (preferred, *others) if preferred else others
