"""What is searched for, counted by month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from sqlite_utils import Database

from .connection import require_transaction

Counted = Literal[
    "asked", "without_answer", "watched", "opened", "by_software", "software_without_answer"
]
COUNTED: tuple[Counted, ...] = get_args(Counted)

_ADDED = ", ".join(f"{name} = {name} + excluded.{name}" for name in COUNTED)
_NOTE = (
    f"INSERT INTO searched (month, words, {', '.join(COUNTED)})"  # noqa: S608 - names of ours
    f" VALUES (?, ?{', ?' * len(COUNTED)}) ON CONFLICT (month, words) DO UPDATE SET {_ADDED}"
)
_TALLIES = (
    f"SELECT words, {', '.join(f'SUM({name})' for name in COUNTED)}"  # noqa: S608 - names of ours
    " FROM searched WHERE month >= ? GROUP BY words ORDER BY SUM(asked) DESC, words"
)


class Tally(NamedTuple):
    """How often words were searched for; how often nothing answered; and, of the searches that a
    browser told of, after how many something was opened.

    Searches of other software are counted apart, where they cannot drown those of people.
    """

    words: str
    asked: int
    without_answer: int
    watched: int
    opened: int
    by_software: int
    software_without_answer: int


def note(db: Database, month: str, words: str, counted: frozenset[Counted]) -> None:
    """Count words once in each of the ways named. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(_NOTE, [month, words, *(int(name in counted) for name in COUNTED)])


def tallies(db: Database, since: str) -> Iterator[Tally]:
    """All words searched for from a month (YYYY-MM) on, the most frequent first."""
    return (Tally(*row) for row in db.execute(_TALLIES, [since]))


def forget_before(db: Database, month: str) -> None:
    """Forget earlier months. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM searched WHERE month < ?", [month])
