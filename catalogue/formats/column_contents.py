"""What the cells of a column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .amounts import read_money
from .days import Order, is_day, order_of

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

_UNKNOWN = re.compile(
    r"[-–—?]|n[/.]?[ad]|tb[acd]|unknown|nil|pending|s[/.]o|inconnue?|à (déterminer|venir|confirmer)"
    r"|to be (determined|confirmed|announced)|not available|non disponible",
    re.IGNORECASE,
)
"""What people write where they do not know."""

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
    large that they can only be money. ``order`` is that of the days. What
    stands for a value that nobody knows yet (« à déterminer », "TBD") counts
    for nothing.
    """

    filled: float
    length: float
    distinct: float
    amounts: float
    marked: float
    days: float
    languages: float
    identifiers: bool
    order: Order | None = None

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
    held = [cell.strip() for cell in cells if cell.strip() and not is_unknown(cell)]
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
        days=share(is_day),
        languages=share(lambda cell: cell.lower() in LANGUAGE_WORDS),
        identifiers=unique and all(0 < len(name) <= _LONGEST_IDENTIFIER for name in names),
        order=order_of(held),
    )


def amount_of(cell: str) -> float | None:
    """The amount that a cell holds, as ``read_money`` reads it; None for anything else."""
    value = read_money(cell)
    return value if isinstance(value, float) else None


def is_unknown(cell: str) -> bool:
    """Whether the cell says that its value is not known."""
    return _UNKNOWN.fullmatch(cell.strip().rstrip(".")) is not None


def identifier_of(cell: str) -> str:
    """The cell without what no identifier may hold: ``IT 2016/3`` is ``IT-2016-3``."""
    bare = _NOT_IN_IDENTIFIERS.sub("-", cell.strip())
    return _BEFORE_IDENTIFIERS.sub("", bare).rstrip("-")


def _surely_money(cell: str) -> bool:
    value = amount_of(cell)
    if value is None:
        return False
    year = _YEARS[0] <= value <= _YEARS[1] and cell.strip().isdigit()
    return "$" in cell or (value >= _LEAST_AMOUNT and not year and not is_day(cell))
