"""Proposals of one file, each compared with every other one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.errors import CatalogueError
from catalogue.domain.match import Match
from catalogue.domain.proposal import Proposal
from catalogue.matching.corpus import Entry
from catalogue.matching.evidence import Side, explain
from catalogue.matching.model import MatchingModel
from catalogue.matching.ranking import Scored
from catalogue.matching.signals import Measured, measure
from catalogue.matching.variant import Variant, variants_of

from .corpora import Corpora
from .progress import Watch, unwatched
from .workspace import Workspace

MOST_PROPOSALS = 5_000
"""Every pair is compared: time and memory grow with the square of the number."""


class TooManyProposals(CatalogueError):
    """So many proposals cannot be compared pair by pair."""

    code = "too_many_proposals"


@dataclass(frozen=True)
class Portfolio:
    """The proposals, each as one variant, and how probably any two are the same.

    ``likeness`` is symmetric, shape (n, n), with probabilities.
    """

    proposals: Sequence[Proposal]
    variants: Sequence[Variant]
    entries: Sequence[Entry]
    corpora: Corpora
    model: MatchingModel
    likeness: NDArray[np.float32]

    def match(self, left: int, right: int) -> Match:
        """The second proposal as a match of the first, with its evidence."""
        entry, visitors = self.entries[left], self.corpora.visitors
        values: Measured = measure(entry, visitors, np.array([right]), self.corpora.rarity)[0]
        odds = float(self.model.log_odds(values))
        scored = Scored(self.entries[right].record_id, 0, right, values, odds)
        return explain(
            Side(self.variants[left], entry),
            Side(self.variants[right], self.entries[right]),
            scored,
            self.model,
            self.corpora.lookup,
        )


def compared(
    workspace: Workspace,
    proposals: Sequence[Proposal],
    watch: Watch = unwatched,
    around: Corpora | None = None,
) -> Portfolio:
    """Every pair of the proposals, measured. Nothing is stored.

    ``around`` are corpora that the proposals visit, where they are made
    already. Raises TooManyProposals above ``MOST_PROPOSALS``.
    """
    if len(proposals) > MOST_PROPOSALS:
        raise TooManyProposals(found=len(proposals), most=MOST_PROPOSALS)
    variants = [variants_of(proposal)[0] for proposal in proposals]
    corpora = around or Corpora(workspace, variants)
    model = corpora.model
    entries = corpora.prepared(variants)
    likeness = np.zeros((len(entries), len(entries)), dtype=np.float32)
    everyone = np.arange(len(entries))
    for row, entry in enumerate(entries):
        later = everyone[row + 1 :]
        odds = model.log_odds(measure(entry, corpora.visitors, later, corpora.rarity))
        likeness[row, later] = likeness[later, row] = 1 / (1 + np.exp(-odds))
        watch("comparing", row + 1, len(entries))
    return Portfolio(proposals, variants, entries, corpora, model, likeness)
