"""What the cells of a column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from .amounts import read_money

LANGUAGE_WORDS = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "anglais": "en",
    "fr": "fr",
    "fra": "fr",
    "fre": "fr",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
}
"""What people write for a language, in lower case."""

_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[ T]\d{2}:\d{2}.*)?")
_NOT_IN_IDENTIFIERS = re.compile(r"[\s/?#%&\"'<>\\]+")
_BEFORE_IDENTIFIERS = re.compile(r"^[^A-Za-z0-9]+")
_LONGEST_IDENTIFIER = 60
_LEAST_AMOUNT = 1_000
_MISSING = 0.1
"""Share of rows without an identifier: those of totals have none."""
_YEARS = (1900, 2100)


@dataclass(frozen=True)
class Contents:
    """Shares of the filled cells, in [0, 1], and their mean length in characters.

    ``distinct`` is the share of different values; ``filled`` the share of all
    cells; ``amounts`` are numbers, ``marked`` numbers with a dollar sign or so
    large that they can only be money.
    """

    filled: float
    length: float
    distinct: float
    amounts: float
    marked: float
    days: float
    languages: float
    identifiers: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to judge by."""
        return self.filled == 0

    @property
    def wordy(self) -> bool:
        """Whether the cells are texts rather than numbers or days."""
        return self.amounts < 0.5 and self.days < 0.5


def contents_of(cells: Sequence[str]) -> Contents:
    """What the cells of a column are, empty ones left out."""
    held = [cell.strip() for cell in cells if cell.strip()]
    if not held:
        return Contents(0, 0, 0, 0, 0, 0, 0, False)

    def share(test: Callable[[str], bool]) -> float:
        return sum(map(test, held)) / len(held)

    names = [identifier_of(cell) for cell in held]
    missing = len(cells) - len(held)
    unique = missing <= max(1, _MISSING * len(cells)) and len(set(names)) == len(names)
    return Contents(
        filled=len(held) / len(cells),
        length=sum(map(len, held)) / len(held),
        distinct=len(set(held)) / len(held),
        amounts=share(lambda cell: amount_of(cell) is not None),
        marked=share(_surely_money),
        days=share(lambda cell: day_of(cell) is not None),
        languages=share(lambda cell: cell.lower() in LANGUAGE_WORDS),
        identifiers=unique and all(0 < len(name) <= _LONGEST_IDENTIFIER for name in names),
    )


def amount_of(cell: str) -> float | None:
    """The amount that a cell holds, as ``read_money`` reads it; None for anything else."""
    value = read_money(cell)
    return value if isinstance(value, float) else None


def day_of(cell: str) -> str | None:
    """The day as YYYY-MM-DD where the cell begins with its year; None for anything else."""
    found = _DAY.fullmatch(cell.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


def identifier_of(cell: str) -> str:
    """The cell without what no identifier may hold: ``IT 2016/3`` is ``IT-2016-3``."""
    bare = _NOT_IN_IDENTIFIERS.sub("-", cell.strip())
    return _BEFORE_IDENTIFIERS.sub("", bare).rstrip("-")


def _surely_money(cell: str) -> bool:
    value = amount_of(cell)
    if value is None:
        return False
    year = _YEARS[0] <= value <= _YEARS[1] and cell.strip().isdigit()
    return "$" in cell or (value >= _LEAST_AMOUNT and not year and day_of(cell) is None)
