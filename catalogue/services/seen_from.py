"""A component asks which proposals resemble it: each answers as if it had asked itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from catalogue.matching.model import MatchingModel, probability
from catalogue.matching.ranking import Scored, beside

MOST_ASKED = 12
"""So many proposals are asked what else comes near them: each costs a check of its own."""


def as_they_ask(
    ranked: Sequence[Scored],
    model: MatchingModel,
    others_of: Callable[[str], Sequence[Scored]],
    lowest: float,
) -> list[Scored]:
    """The proposals that resemble a component, with what else comes near each in view.

    So that a pair is as probable from either side. ``others_of`` gives the other components
    that come near a proposal, the nearest first. Proposals that cannot reach the probability
    ``lowest`` are taken by themselves.
    """
    seen = []
    for place, scored in enumerate(ranked):
        within_reach = probability(scored.log_odds + model.rivals.gain) >= lowest
        if model.rivals.weight and place < MOST_ASKED and within_reach:
            others = [other.total for other in others_of(scored.record_id)]
            seen.append(beside(scored, model.rivals.beside(others), model))
        else:
            seen.append(scored)
    return sorted(seen, key=lambda scored: (-scored.log_odds, scored.record_id))
