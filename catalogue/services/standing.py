"""Where a proposal stands, for those who may know of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from catalogue.domain.errors import CatalogueError, NotFound
from catalogue.domain.proposal import Proposal, ProposalStatus
from catalogue.storage import authors, drafts, records
from catalogue.storage.drafts import Draft
from catalogue.storage.records import Stored

from .permissions import Action, Actor, SignInNeeded, may, require

EDITABLE = frozenset({ProposalStatus.draft, ProposalStatus.returned})
"""The statuses in which a sponsor may change a proposal."""


class NotEditable(CatalogueError):
    """A proposal of this ``status`` does not change any more, or not for the time being."""

    code = "not_editable"


@dataclass(frozen=True)
class Standing:
    """A proposal by its identifier.

    ``stored`` is the record as last submitted or imported; None where it was
    never submitted. ``draft`` is what is being typed; None where nothing was.
    ``authors`` do not judge it.
    """

    id: str
    stored: Stored[Proposal] | None
    draft: Draft | None
    authors: frozenset[str]

    @property
    def proposal(self) -> Proposal | None:
        """The record itself."""
        return self.stored.record if self.stored else None

    @property
    def revision(self) -> int:
        """The record's revision; 0 where there is none."""
        return self.stored.revision if self.stored else 0

    @property
    def status(self) -> ProposalStatus:
        """Where it is between draft and delivery."""
        return self.proposal.status if self.proposal else ProposalStatus.draft

    @property
    def organization(self) -> str | None:
        """The public body that proposes."""
        if self.proposal is not None:
            return self.proposal.organization
        return self.draft.organization if self.draft else None

    @property
    def put_away(self) -> bool:
        """Whether its sponsor set it aside before it was ever submitted."""
        discarded = self.draft is not None and self.draft.discarded
        return discarded and self.status is ProposalStatus.draft

    def submitted(self) -> Proposal:
        """The record that was submitted or imported. Raises NotEditable for a mere draft."""
        if self.stored is None:
            raise NotEditable(status=self.status.value)
        return self.stored.record

    @property
    def belonging(self) -> Proposal:
        """What permissions are asked about."""
        return self.proposal or of_body(self.organization)


def of_body(organization: str | None) -> Proposal:
    """Any proposal of a public body, for questions of permission."""
    return Proposal(id="any", title="any", description="any", organization=organization)


def standing(actor: Actor, db: Database, proposal_id: str, action: Action) -> Standing:
    """The proposal, where the actor may do this to it.

    Who may not even see it is told that there is none. Raises NotFound,
    SignInNeeded, NotAllowed and ConflictOfInterest.
    """
    found = _find(db, proposal_id)
    if found is None or not may_see(actor, found):
        if not actor.signed_in:
            raise SignInNeeded(action=action.value)
        raise NotFound(type="proposal", id=proposal_id)
    require(actor, action, found.belonging, authors=found.authors)
    return found


def may_see(actor: Actor, one: Standing) -> bool:
    """Whether the actor may know of it; a draft concerns only its own public body."""
    unsubmitted = one.status is ProposalStatus.draft
    return may(actor, Action.see_draft if unsubmitted else Action.see_proposal, one.belonging)


def require_editable(one: Standing) -> None:
    """Raises NotEditable where the proposal is under review, or at its end."""
    if one.status not in EDITABLE:
        raise NotEditable(status=one.status.value)


def _find(db: Database, proposal_id: str) -> Standing | None:
    draft = drafts.find(db, proposal_id)
    held = bool(records.fetch(db, "proposal", [proposal_id]))
    stored = records.get(db, "proposal", proposal_id) if held else None
    if stored is None and draft is None:
        return None
    found = Standing(proposal_id, stored, draft, authors.of(db, proposal_id))
    return None if found.put_away else found
