"""What people look for, counted without saying who: what is asked often, and what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from catalogue.search.asked import take_apart
from catalogue.storage import searches
from catalogue.storage.connection import transaction
from catalogue.storage.searches import Counted as Counted
from catalogue.storage.searches import Tally as Tally

from .pacing import Pace, TooFast
from .permissions import Action, Actor, require
from .workspace import Workspace

MONTHS_SHOWN = 3
MONTHS_KEPT = 13
MOST_WORDS = 8
LONGEST = 60
OFTEN_ENOUGH = 2
"""Times that words have to be asked before anybody sees them: a name typed once stays unseen."""

SOFTWARE_PACE = Pace("searched", most=30, seconds=60)
"""More than somebody searches through other software, less than what fills the log."""

_TELLING_OF_PEOPLE = re.compile(r"@|\d[\d\s().-]{5,}\d")
"""E-mail addresses, and numbers as long as a telephone's or a file's."""


@dataclass(frozen=True)
class SearchLog:
    """What was looked for since a month: most often; in vain; and without opening an answer.

    ``by_software`` is what other software asked in vain, counted apart.
    """

    since: date
    total: int
    frequent: tuple[Tally, ...]
    in_vain: tuple[Tally, ...]
    unopened: tuple[Tally, ...]
    by_software: tuple[Tally, ...]


def note_search(workspace: Workspace, typed: str, counted: frozenset[Counted], today: date) -> None:
    """Count a search; what may tell of a person, or is a text rather than words, is not kept."""
    words = _kept(typed)
    if words is None:
        return
    with transaction(workspace.db) as db:
        searches.forget_before(db, months_ago(today, MONTHS_KEPT))
        searches.note(db, months_ago(today), words, counted)


def note_search_of_software(
    workspace: Workspace, typed: str, answered: bool, who: str, today: date
) -> None:
    """Count a search of other software apart from those of people, at most so many of each.

    A monitor that asks the same every second must not drown what people miss.
    """
    if not _kept(typed):
        return
    try:
        SOFTWARE_PACE.let_pass(workspace, who)
    except TooFast:
        return
    counted: set[Counted] = {"by_software"}
    if not answered:
        counted.add("software_without_answer")
    note_search(workspace, typed, frozenset(counted), today)


def search_log(actor: Actor, workspace: Workspace, today: date, most: int = 50) -> SearchLog:
    """The log of the last three months. Raises NotAllowed."""
    require(actor, Action.see_searches)
    since = months_ago(today, MONTHS_SHOWN - 1)
    counted = list(searches.tallies(workspace.db, since))
    every = [one for one in counted if one.asked >= OFTEN_ENOUGH]
    vain = sorted(every, key=lambda one: -one.without_answer)
    unopened = [one for one in every if never_opened(one)]
    software = [one for one in counted if one.software_without_answer >= OFTEN_ENOUGH]
    software.sort(key=lambda one: -one.software_without_answer)
    return SearchLog(
        since=date.fromisoformat(f"{since}-01"),
        total=sum(one.asked for one in every),
        frequent=tuple(every[:most]),
        in_vain=tuple(one for one in vain[:most] if one.without_answer),
        unopened=tuple(unopened[:most]),
        by_software=tuple(software[:most]),
    )


def never_opened(one: Tally) -> bool:
    """Whether what answers words was looked at more than once, and none of it ever opened."""
    return one.watched >= OFTEN_ENOUGH and not one.opened


def often_asked(workspace: Workspace, today: date, least: int = 3) -> list[str]:
    """Words that were asked several times lately and found something, the most frequent first."""
    since = months_ago(today, MONTHS_SHOWN - 1)
    return [
        one.words
        for one in searches.tallies(workspace.db, since)
        if one.asked >= least and not one.without_answer
    ]


def _kept(typed: str) -> str | None:
    words = " ".join(take_apart(typed).words.split()).casefold()
    if not words or len(words) > LONGEST or len(words.split()) > MOST_WORDS:
        return None
    return None if _TELLING_OF_PEOPLE.search(words) else words


def months_ago(today: date, earlier: int = 0) -> str:
    """The month so many before the present one: ``2026-11``."""
    year, month = divmod(today.year * 12 + today.month - 1 - earlier, 12)
    return f"{year:04}-{month + 1:02}"
