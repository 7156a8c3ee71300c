"""Which column of somebody's list holds which field of a proposal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from typing import Literal

from .column_contents import Contents
from .column_words import FIELDS, IDLE, MILLIONS, THOUSANDS
from .days import Order
from .header import columns_by_name, key_of

How = Literal["told", "name", "contents"]

NEEDED = ("title", "description")

_DAYS = ("start", "end")
_LEAST = 0.5
_SAME_WORD = 0.85
_SHORTEST_TO_ERR = 5
"""Letters of a word that may be misspelt and still be known."""
_STRANGE_WORD = 0.05
_LONGEST_TITLE = 200
_LEAST_TEXT = 40
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")


@dataclass(frozen=True)
class Guess:
    """A field, the column that holds it, how that is known, and how its cells are read.

    ``times`` is what its amounts are multiplied by, ``order`` that of its days.
    """

    field: str
    column: int
    heading: str
    how: How
    times: int = 1
    order: Order | None = None


def guess_columns(
    headings: Sequence[str], contents: Sequence[Contents], told: Mapping[str, int]
) -> list[Guess]:
    """Each field at most once, in the order of ``FIELDS``.

    ``told`` are columns that a person has named, by field; -1 for a field
    that no column holds. Headings come first, contents must agree with them;
    contents alone then tell texts, amounts and languages.
    """
    found: dict[str, tuple[int, How]] = {
        field: (column, "told") for field, column in told.items() if column >= 0
    }
    places = product(FIELDS, range(len(headings)))
    rated = [
        (score, -column, field)
        for field, column in places
        if (score := heading_score(headings[column], field)) >= _LEAST
        and _agrees(field, contents[column])
    ]
    for _, minus, field in sorted(rated, reverse=True):
        _take(found, field, -minus, "name", told)
    for field in ("language", "description", "title", "estimated_cost"):
        if (column := _by_contents(field, contents, found)) is not None:
            _take(found, field, column, "contents", told)
    return [
        Guess(
            field,
            column,
            headings[column].strip(),
            how,
            _times(field, headings[column]),
            _order(field, found, contents),
        )
        for field in FIELDS
        if field in found
        for column, how in [found[field]]
    ]


def _order(
    field: str, found: Mapping[str, tuple[int, How]], contents: Sequence[Contents]
) -> Order | None:
    """The order of a column's days: its own, else that of the other column of days."""
    if field not in _DAYS:
        return None
    others = [contents[found[one][0]].order for one in _DAYS if one in found and one != field]
    return contents[found[field][0]].order or next(iter(others), None)


def heading_score(heading: str, field: str) -> float:
    """How surely a heading speaks of a field, in [0, 1]."""
    own = columns_by_name("proposal").get(key_of(heading))
    if own is not None:
        return 1.0 if own.path == (field,) else 0.0
    words = _words(heading)
    scores = [_word_score(word, field) for word in words]
    if not any(scores):
        return 0.0
    return max(scores) - _STRANGE_WORD * scores.count(0.0)


def _words(heading: str) -> list[str]:
    """The words of a heading that may tell, without brackets, years and idle ones."""
    bare = _CAMEL.sub(" ", _BRACKETS.sub(" ", heading)) or heading
    words = key_of(bare).split("_")
    return [word for word in words if word and not word.isdigit() and word not in IDLE]


def _word_score(word: str, field: str) -> float:
    rated = FIELDS[field]
    if word in rated or len(word) < _SHORTEST_TO_ERR:
        return rated.get(word, 0.0)
    alike = ((SequenceMatcher(None, word, known).ratio(), known) for known in rated)
    likeness, known = max(alike)
    return likeness * rated[known] if likeness >= _SAME_WORD else 0.0


def _agrees(field: str, held: Contents) -> bool:
    """Whether the cells can be what the heading promises."""
    if held.empty:
        return True
    if field == "id":
        return held.identifiers
    if field == "estimated_cost":
        return held.amounts >= 0.5
    if field in ("start", "end"):
        return held.days >= 0.5
    if field == "language":
        return held.languages >= 0.5
    return held.wordy and (field != "title" or held.length <= _LONGEST_TITLE)


def _by_contents(
    field: str, contents: Sequence[Contents], found: Mapping[str, tuple[int, How]]
) -> int | None:
    taken = {column for column, _ in found.values()}
    free = [column for column in range(len(contents)) if column not in taken]
    texts = [
        column for column in free if contents[column].wordy and contents[column].distinct > 0.5
    ]
    if field == "language":
        told = [column for column in free if contents[column].languages == 1]
        return told[0] if len(told) == 1 else None
    if field == "estimated_cost":
        money = [column for column in free if contents[column].marked >= 0.5]
        return money[0] if len(money) == 1 else None
    if field == "description":
        texts = [column for column in texts if contents[column].length >= _LEAST_TEXT]
    elif field == "title":
        texts = [column for column in texts if 8 <= contents[column].length <= _LONGEST_TITLE]
    return max(texts, key=lambda column: contents[column].length, default=None)


def _take(
    found: dict[str, tuple[int, How]], field: str, column: int, how: How, told: Mapping[str, int]
) -> None:
    taken = any(column == other for other, _ in found.values())
    if not taken and field not in found and field not in told:
        found[field] = (column, how)


def _times(field: str, heading: str) -> int:
    """What an amount is to be multiplied by, as the heading says: « Budget (000 $) »."""
    if field != "estimated_cost":
        return 1
    # a lone letter is a unit beside the sign only: « k$ », "$M"
    marks = re.findall(r"\b([kKmM])\$|\$([kKmM])\b|\b(?:CAD\s?)?([MK])\b\s*\$", heading)
    units = {letter.lower() for found in marks for letter in found if letter}
    inner = " ".join(_BRACKETS.findall(heading))
    units |= {re.sub(r"[\s,'’]", "", one) for one in re.findall(r"\b000(?:[\s,'’]000)?\b", inner)}
    units |= set(key_of(heading).split("_")) & {*THOUSANDS[2:], *MILLIONS[2:]}
    if units & set(MILLIONS):
        return 1_000_000
    return 1_000 if units & set(THOUSANDS) else 1
