"""Entries of the lexicon: a French and an English term that say the same."""

from __future__ import annotations

from .text import Line, Model


class Equivalent(Model):
    """A French word or expression and its English equivalent.

    ``domain`` says in which field they are; it is for people who keep the list.
    """

    fr: Line
    en: Line
    domain: Line | None = None
