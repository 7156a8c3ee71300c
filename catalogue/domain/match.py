"""What the duplicate check answers: matches, their bands and their evidence."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from .text import BilingualLine, Language, Model


class Band(str, Enum):
    """How strongly two records look like the same thing."""

    duplicate = "duplicate"
    overlap = "overlap"
    related = "related"


BANDS = (Band.duplicate, Band.overlap, Band.related)
"""From the strongest to the weakest."""


class WordPair(Model):
    """A word of one side, and the word of the other side that answers it."""

    left: str
    right: str


class Passage(Model):
    """A passage of each side that say alike things; similarity in [-1, 1]."""

    left: str
    right: str
    similarity: float


class Evidence(Model):
    """One signal's contribution, in log-odds, with what caused it.

    ``value`` is the signal itself in [0, 1]; ``contribution`` is its weight
    times its value.
    """

    signal: str
    value: float
    contribution: float
    terms: tuple[str, ...] = ()
    pairs: tuple[WordPair, ...] = ()
    passages: tuple[Passage, ...] = ()


class Alike(Model):
    """A record that is all but the same as a stronger match, and told with it."""

    id: str
    type: Literal["component", "proposal"]
    name: str


class Identity(Model):
    """Whose a matched record is, and of which kind where it is a component."""

    owner: BilingualLine | None = None
    kind: str | None = None


class Match(Model):
    """A record that the queried one may duplicate.

    ``prior`` plus the contributions of ``evidence`` is ``log_odds``;
    ``probability`` is its logistic. ``rivals`` is the part of the prior that
    says how near other components come to the same proposal. ``only_left`` and
    ``only_right`` are words that one side alone says, ``lacking_left`` sentences
    of the left side that nothing on the right answers, and the reverse.
    """

    id: str
    type: Literal["component", "proposal"]
    name: str
    language: Language
    probability: float
    band: Band
    prior: float
    rivals: float = 0.0
    log_odds: float
    evidence: tuple[Evidence, ...]
    only_left: tuple[str, ...] = ()
    only_right: tuple[str, ...] = ()
    lacking_left: tuple[str, ...] = ()
    lacking_right: tuple[str, ...] = ()
    alike: tuple[Alike, ...] = ()


class IndexState(Model):
    """How much was searched, whether it was up to date, and which encoders read its meaning."""

    records: int
    fresh: bool
    meaning: bool
    encoders: tuple[str, ...] = ()


class CheckResult(Model):
    """The answer of one check: its matches, strongest first, and its conditions."""

    matches: tuple[Match, ...]
    index: IndexState
    model: str
