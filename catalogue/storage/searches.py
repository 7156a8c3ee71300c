"""What is searched for, counted by month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from sqlite_utils import Database

from .connection import require_transaction

Counted = Literal["asked", "without_answer", "watched", "opened"]
COUNTED: tuple[Counted, ...] = ("asked", "without_answer", "watched", "opened")

_NOTE = """
INSERT INTO searched (month, words, asked, without_answer, watched, opened)
VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (month, words) DO UPDATE SET
    asked = asked + excluded.asked,
    without_answer = without_answer + excluded.without_answer,
    watched = watched + excluded.watched,
    opened = opened + excluded.opened
"""
_TALLIES = """
SELECT words, SUM(asked), SUM(without_answer), SUM(watched), SUM(opened)
FROM searched WHERE month >= ? GROUP BY words ORDER BY SUM(asked) DESC, words
"""


class Tally(NamedTuple):
    """How often words were searched for; how often nothing answered; and, of the searches that a
    browser told of, after how many something was opened."""

    words: str
    asked: int
    without_answer: int
    watched: int
    opened: int


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
