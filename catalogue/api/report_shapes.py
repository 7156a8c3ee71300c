"""What reports look like."""

from __future__ import annotations

from datetime import date

from .shapes import Page, Shape


class Tally(Shape):
    """Words that were looked for, and how often: in all, in vain, and without opening an answer."""

    words: str
    asked: int
    without_answer: int
    opened: int


class SearchesReport(Shape):
    """What was looked for since a day: most often, in vain, and without opening an answer."""

    since: date
    total: int
    frequent: tuple[Tally, ...]
    in_vain: tuple[Tally, ...]
    unopened: tuple[Tally, ...]


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
