"""Rows of somebody's list as rows of proposals."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from .amounts import amount_text, has_unit
from .column_contents import LANGUAGE_WORDS, amount_of, identifier_of, is_unknown
from .column_guess import Guess
from .column_words import TOTALS
from .days import day_of
from .findings import Finding, Location, Reading, Severity
from .flat import Row
from .header import key_of

_PROSE = ("title", "description", "problem", "outcomes")
_TITLE_MADE = 100
"""Characters of a description that stand in for a missing title."""


def proposal_cells(reading: Reading, guesses: Sequence[Guess], row: Row) -> Row | None:
    """The cells of a row by guessed field; None for a row that describes no project.

    What a project can do without, and what cannot be read, is left out with a
    warning: amounts, days and languages. A missing description is the title, a
    missing title the beginning of the description.
    """
    where, cells = row
    held = {one.field: _cell(cells, one.column) for one in guesses}
    title, description = held["title"], held["description"]
    if not title and not description:
        _warn(reading, where, "", "row_left_out")
        return None
    if key_of(title) in TOTALS:
        _warn(reading, where, "", "total_left_out")
        return None
    held["title"] = title or textwrap.shorten(description, _TITLE_MADE, placeholder="…")
    held["description"] = description or title
    for one in guesses:
        held[one.field] = _readable(reading, where, one, held[one.field])
    return where, [held[one.field] for one in guesses]


def _readable(reading: Reading, where: Location, guess: Guess, cell: str) -> str:
    if not cell or (guess.field not in _PROSE and is_unknown(cell)):
        return ""
    if guess.field == "id":
        return identifier_of(cell)
    if guess.field == "language":
        return LANGUAGE_WORDS.get(cell.lower(), "")
    if guess.field == "estimated_cost":
        amount = amount_of(cell)
        if amount is not None and amount >= 0:
            times = 1 if has_unit(cell) else guess.times
            return amount_text(round(amount * times, 2))
        _warn(reading, where, guess.heading, "amount_left_out", cell)
        return ""
    if guess.field in ("start", "end"):
        day = day_of(cell, guess.order, last=guess.field == "end")
        if day is None:
            _warn(reading, where, guess.heading, "day_left_out", cell)
        return day or ""
    return cell


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _warn(reading: Reading, where: Location, heading: str, code: str, value: str = "") -> None:
    params = {"value": value} if value else {}
    reading.add(Finding(where, heading, code, params, Severity.warning))
