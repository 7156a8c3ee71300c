"""Answers as plain data, in the shape that machines read."""

from __future__ import annotations

from typing import Any

from catalogue.domain.match import CheckResult, Evidence, Match
from catalogue.domain.proposal import Proposal


def result_for_machines(draft: Proposal, result: CheckResult) -> dict[str, Any]:
    """One checked proposal with its matches."""
    return {
        "id": draft.id,
        "title": draft.title,
        "matches": [match_for_machines(match) for match in result.matches],
        "index": {
            "records": result.index.records,
            "fresh": result.index.fresh,
            "meaning": result.index.meaning,
        },
        "model": result.model,
    }


def match_for_machines(match: Match) -> dict[str, Any]:
    """One match; prior and contributions add up to the log-odds."""
    return {
        "id": match.id,
        "type": match.type,
        "name": match.name,
        "language": match.language,
        "probability": round(match.probability, 6),
        "band": match.band.value,
        "log_odds": match.log_odds,
        "prior": match.prior,
        "evidence": [_evidence(evidence) for evidence in match.evidence],
        "only_in_proposal": list(match.only_left),
        "only_in_match": list(match.only_right),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    data = evidence.model_dump(mode="json", exclude_defaults=True)
    data["terms"] = list(evidence.terms) + [
        f"{pair.left} = {pair.right}" for pair in evidence.pairs
    ]
    return data
