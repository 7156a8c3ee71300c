"""What exists already, told while a proposal is being typed. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.domain.errors import InvalidRecord, NotFound
from catalogue.domain.match import Band, Evidence, Match
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal
from catalogue.domain.validation import validate

from .checking import Wanted
from .confidentiality import visible_matches
from .corpora import model_in_force
from .drafting import new_id
from .fresh_check import check_now
from .keeping_up import PATIENCE
from .permissions import Action, Actor, require
from .settling import settled_pairs
from .standing import standing
from .typed import without_blanks
from .workspace import Workspace

MOST_SHOWN = 3
_READ = ("title", "description", "problem", "outcomes", "capabilities", "language")


@dataclass(frozen=True)
class Hint:
    """Something that exists, and what speaks for it most among what can be shown in words."""

    match: Match
    reason: Evidence | None


@dataclass(frozen=True)
class Advice:
    """The few best hints, and whether another body proposes something alike."""

    hints: tuple[Hint, ...]
    hidden_overlap: bool


def advise(
    actor: Actor,
    workspace: Workspace,
    typed: Mapping[str, Any],
    *,
    proposal_id: str | None = None,
    organization: str | None = None,
) -> Advice | None:
    """The few things that what was typed so far may duplicate.

    ``proposal_id`` names the draft that it belongs to, where it was saved,
    and ``organization`` who proposes; both only count for one's own. None
    where too little was typed yet to check anything. Raises NotAllowed and
    CheckCouldNotRun.
    """
    require(actor, Action.check_draft)
    draft = _readable(typed, *_own(actor, workspace, proposal_id, organization))
    if draft is None:
        return None
    settled: frozenset[Matched] = frozenset()
    if draft.id == proposal_id:
        settled = settled_pairs(workspace.db, draft)
    lowest = model_in_force(workspace).thresholds[Band.related]
    wanted = Wanted(top=MOST_SHOWN, minimum=lowest, settled=settled, apart=True)
    result = check_now(workspace, draft, wanted, PATIENCE)
    visible = visible_matches(actor, workspace, result.matches)
    best = visible.matches[:MOST_SHOWN]
    return Advice(tuple(Hint(match, _reason(match)) for match in best), visible.hidden_overlap)


def _reason(match: Match) -> Evidence | None:
    """The strongest evidence; one that names words or passages before one that does not."""
    shown = (one for one in match.evidence if one.terms or one.pairs or one.passages)
    return next(shown, match.evidence[0] if match.evidence else None)


def _own(
    actor: Actor, workspace: Workspace, proposal_id: str | None, organization: str | None
) -> tuple[str, str | None]:
    """The identifier and the public body to check under.

    Whoever could name any would learn, from what goes missing, whose hidden
    proposal it is.
    """
    if proposal_id is not None:
        try:
            found = standing(actor, workspace.db, proposal_id, Action.edit_proposal)
        except NotFound:
            return new_id(), None
        return proposal_id, found.organization
    return new_id(), organization if organization in actor.organizations else None


def _readable(
    typed: Mapping[str, Any], proposal_id: str, organization: str | None
) -> Proposal | None:
    """A proposal of what can be read already; None where that is too little."""
    data = {name: without_blanks(typed.get(name)) for name in _READ}
    given = {name: value for name, value in data.items() if value is not None}
    first = given.get("title") or given.get("description")
    if not isinstance(first, str):
        return None
    whole = {"title": first[:200], "description": first, **given}
    try:
        return validate(Proposal, {**whole, "id": proposal_id, "organization": organization})
    except InvalidRecord as error:
        wrong = {flaw.path[0] for flaw in error.errors}
    if wrong & {"title", "description"}:
        return None
    kept = {name: value for name, value in whole.items() if name not in wrong}
    return validate(Proposal, {**kept, "id": proposal_id, "organization": organization})
