"""A whole file of proposals, checked: what its workbook tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .cluster import Cluster, Resemblance
from .match import Band, CheckResult, Identity
from .pair import Matched
from .proposal import Proposal


@dataclass(frozen=True)
class Within:
    """What the proposals of a file have in common with one another.

    ``pairs`` are the strongest ones that are an overlap or more, ``found``
    counts all of those.
    """

    clusters: Sequence[Cluster]
    pairs: Sequence[Resemblance]
    found: int


@dataclass(frozen=True)
class Screened:
    """Proposals of a file with what they resemble.

    ``results`` are the answers of the catalogue, in the order of the
    proposals, None where it was not asked; ``known`` tells whose the matched
    records are. ``within`` is None where the proposals were not compared with
    one another. ``thresholds`` are probabilities from which on a band holds.
    """

    proposals: Sequence[Proposal]
    model: str
    thresholds: Mapping[Band, float]
    results: Sequence[CheckResult] | None = None
    known: Mapping[Matched, Identity] = field(default_factory=dict)
    within: Within | None = None
