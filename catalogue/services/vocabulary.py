"""The lexicon and the thesaurus in force: the instance's own where it has one, else what ships."""

from __future__ import annotations

import csv
import json
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Generic, TypeVar

from sqlite_utils import Database

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.domain.text import Model
from catalogue.language.lexicon import Lexicon
from catalogue.language.thesaurus import Thesaurus
from catalogue.storage import vocabulary
from catalogue.storage.vocabulary import ListOf, Stored

from .resources import shipped

M = TypeVar("M", bound=Model)
B = TypeVar("B")

_MOST_KEPT = 4


class InForce(Generic[M, B]):
    """One list as an instance has it, and what is built of it.

    ``ships`` gives the entries that come with the software, ``ready`` what is
    built of those. What is built of an instance's own list is kept for the
    whole process while the list stays the same.
    """

    def __init__(
        self,
        kind: ListOf[M],
        ships: Callable[[], tuple[M, ...]],
        ready: Callable[[], B],
        build: Callable[[tuple[M, ...]], B],
    ) -> None:
        self.kind, self.ships = kind, ships
        self._ready, self._build = ready, build
        self._lock = Lock()
        self._held: OrderedDict[str, B] = OrderedDict()

    def is_own(self, db: Database) -> bool:
        """Whether the instance has a list of its own."""
        return vocabulary.digest(db, self.kind) is not None

    def entries(self, db: Database) -> tuple[M, ...]:
        """Every entry, in the order of the file that they came in."""
        own = vocabulary.fetch(db, self.kind)
        return self.ships() if own is None else own.entries

    def of(self, db: Database) -> B:
        """What is built of the list; cheap where that was built before."""
        held = self._held.get(vocabulary.digest(db, self.kind) or "")
        if held is not None:
            return held
        own = vocabulary.fetch(db, self.kind)
        return self._ready() if own is None else self._built(own)

    def _built(self, own: Stored[M]) -> B:
        with self._lock:
            held = self._held.get(own.digest)
            if held is None:
                held = self._held[own.digest] = self._build(own.entries)
                while len(self._held) > _MOST_KEPT:
                    self._held.popitem(last=False)
            return held


@cache
def shipped_pairs() -> tuple[Equivalent, ...]:
    """The entries of the French–English lexicon that comes with the software."""
    return tuple(Equivalent.model_validate(row) for row in _shipped_rows())


@cache
def shipped_lexicon() -> Lexicon:
    """The French–English lexicon that comes with the software."""
    return Lexicon((row["fr"], row["en"]) for row in _shipped_rows())


def _shipped_rows() -> list[dict[str, str]]:
    with (shipped("data") / "lexicon.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def shipped_concepts() -> tuple[Concept, ...]:
    """The concepts of the thesaurus that comes with the software."""
    raw = (shipped("data") / "thesaurus.json").read_text(encoding="utf-8")
    return tuple(Concept.model_validate(one) for one in json.loads(raw))


@cache
def shipped_thesaurus() -> Thesaurus:
    """The thesaurus of shared digital services that comes with the software."""
    return Thesaurus(shipped_concepts())


LEXICON = InForce(
    vocabulary.LEXICON,
    shipped_pairs,
    shipped_lexicon,
    lambda pairs: Lexicon((pair.fr, pair.en) for pair in pairs),
)
THESAURUS = InForce(vocabulary.THESAURUS, shipped_concepts, shipped_thesaurus, Thesaurus)
