"""Why two records match: each signal's contribution, and the words that caused it."""

from __future__ import annotations

from catalogue.domain.match import Evidence, Match

from .differences import differences
from .findings import Comparison, Side, found
from .model import MatchingModel
from .ranking import Scored
from .signals import SIGNALS
from .telling import Lookup

__all__ = ["Side", "explain"]


def explain(left: Side, right: Side, scored: Scored, model: MatchingModel, lookup: Lookup) -> Match:
    """The match with its evidence, strongest contribution first.

    Signals that contribute nothing are left out; prior and contributions add
    up to the log-odds. How near rivals come is known before the two are
    compared: it is part of the prior. Looked at from the other side, the
    evidence is the same with left and right exchanged.
    """
    asked, answered = lookup.telling(left.variant), lookup.telling(right.variant)
    both = Comparison(left, right, asked, answered, lookup)
    told = [
        _evidence(name, float(value), float(contribution), both)
        for name, value, contribution in zip(
            SIGNALS, scored.values, model.contributions(scored.values, scored.rivals), strict=True
        )
        if contribution > 0
    ]
    told.sort(key=lambda evidence: -evidence.contribution)
    differing = differences(both)
    return Match(
        id=right.variant.record_id,
        type="proposal" if right.variant.record_type == "proposal" else "component",
        name=right.variant.title,
        language=right.variant.language,
        probability=scored.probability,
        band=model.band(scored.probability),
        prior=model.prior + scored.rivals,
        rivals=scored.rivals,
        log_odds=scored.log_odds,
        evidence=tuple(told),
        only_left=differing.words_left,
        only_right=differing.words_right,
        lacking_left=differing.sentences_left,
        lacking_right=differing.sentences_right,
    )


def _evidence(name: str, value: float, contribution: float, both: Comparison) -> Evidence:
    finding = found(name, both)
    return Evidence(
        signal=name,
        value=value,
        contribution=contribution,
        terms=finding.terms,
        pairs=finding.pairs,
        passages=finding.passages,
    )
