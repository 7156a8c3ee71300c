"""What reports look like."""

from __future__ import annotations

from datetime import date

from catalogue.domain.text import BilingualLine

from .shapes import Page, Shape


class Tally(Shape):
    """Words that were looked for, and how often: in all, in vain, and without opening an answer.

    What other software asked is counted apart.
    """

    words: str
    asked: int
    without_answer: int
    opened: int
    by_software: int
    software_without_answer: int


class SearchesReport(Shape):
    """What was looked for since a day: most often, in vain, and without opening an answer."""

    since: date
    total: int
    frequent: tuple[Tally, ...]
    in_vain: tuple[Tally, ...]
    unopened: tuple[Tally, ...]
    by_software: tuple[Tally, ...]


class Proposed(Shape):
    """What is proposed of something that nobody shares.

    Where it is ``rounded`` the figures are what is reached at least, and ``items`` are not named.
    ``cost`` is in Canadian dollars; null where none is stated, or none may be told.
    """

    proposals: int
    bodies: int
    cost: float | None
    rounded: bool
    items: tuple[str, ...]


class Unmet(Shape):
    """Something that is asked for and that nobody shares, and how often.

    ``concept`` is its identifier in the thesaurus and ``name`` what that is called. ``proposed``
    is null where there is nothing, or nothing that the caller may know.
    """

    concept: str | None
    name: BilingualLine | None
    words: tuple[str, ...]
    looked_for: int
    by_software: int
    proposed: Proposed | None


class DemandReport(Shape):
    """What is asked for and not there, since a day; most asked for first.

    ``unchecked`` counts proposals that were never checked, of which nothing can be said; null
    for who may not know of others' proposals.
    """

    since: date
    items: tuple[Unmet, ...]
    unchecked: int | None


class KeptUp(Shape):
    """A component in one's care; ``due`` says that it waits for somebody to confirm its entry."""

    id: str
    retired: bool
    verified_on: date | None
    due: bool


class UpkeepReport(Page):
    """The components in one's care, of which ``due`` wait to be confirmed."""

    items: tuple[KeptUp, ...]
    due: int
