"""Answers as plain data, in the shape that machines read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalogue.domain.component import Component
from catalogue.domain.match import CheckResult, Evidence, Identity, Match
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal
from catalogue.domain.text import BilingualLine
from catalogue.domain.validation import Record
from catalogue.formats.native import to_native
from catalogue.matching.variant import variants_of
from catalogue.storage import organizations, records

from .workspace import Workspace


def native(record: Record) -> dict[str, Any]:
    """A record as every native format has it: only what is set."""
    return to_native(record)


def title_of(draft: Component | Proposal) -> str:
    """What a record that is checked is called in the language in which it is described."""
    return variants_of(draft)[0].title


def result_for_machines(draft: Component | Proposal, result: CheckResult) -> dict[str, Any]:
    """One checked record with its matches."""
    return {
        "id": draft.id,
        "title": title_of(draft),
        "matches": [match_for_machines(match) for match in result.matches],
        "index": {
            "records": result.index.records,
            "fresh": result.index.fresh,
            "meaning": result.index.meaning,
            "encoders": list(result.index.encoders),
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
        "rivals": match.rivals,
        "evidence": [_evidence(evidence) for evidence in match.evidence],
        "only_in_proposal": list(match.only_left),
        "only_in_match": list(match.only_right),
        "lacking_in_match": list(match.lacking_left),
        "lacking_in_proposal": list(match.lacking_right),
        "alike": [one.model_dump() for one in match.alike],
    }


def identities(workspace: Workspace, matches: Iterable[Match]) -> dict[Matched, Identity]:
    """Whose the matched records are, and of which kind; records that are gone are left out."""
    asked = [Matched(match.type, match.id) for match in matches]
    components = records.fetch(
        workspace.db, "component", [one.id for one in asked if one.type == "component"]
    )
    proposals = records.fetch(
        workspace.db, "proposal", [one.id for one in asked if one.type == "proposal"]
    )
    found: dict[Matched, Identity] = {}
    for one in asked:
        if one.type == "component" and one.id in components:
            held = components[one.id]
            found[one] = Identity(owner=_body(workspace, held.owner), kind=held.kind.value)
        elif one.type == "proposal" and one.id in proposals:
            found[one] = Identity(owner=_body(workspace, proposals[one.id].organization))
    return found


def _body(workspace: Workspace, said: str | None) -> BilingualLine | None:
    """The name of the public body that a record names; what it says where none is known."""
    if said is None:
        return None
    held = organizations.find(workspace.db, said)
    return organizations.get(workspace.db, held).name if held else BilingualLine(fr=said, en=said)


def _evidence(evidence: Evidence) -> dict[str, Any]:
    data = evidence.model_dump(mode="json", exclude_defaults=True)
    data["terms"] = list(evidence.terms) + [
        f"{pair.left} = {pair.right}" for pair in evidence.pairs
    ]
    return data
