"""A sponsor writes a proposal, a bit at a time, and loses nothing of it."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import EditConflict, FieldError, InvalidRecord, NotFound
from catalogue.domain.proposal import ProposalStatus
from catalogue.storage import audit, authors, drafts, organizations
from catalogue.storage.connection import transaction
from catalogue.storage.drafts import Draft as Draft
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment

from .permissions import Action, Actor, SignInNeeded, may, require
from .standing import NotEditable, Standing, of_body, require_editable, standing
from .typed import TYPED, proposal_of, require_known
from .workspace import Workspace


class StaleDraft(EditConflict):
    """The draft was saved elsewhere since it was read, in another window or by somebody else.

    ``current`` is what is kept; ``typed`` is what was refused. Both are whole.
    """

    code = "stale_draft"

    def __init__(self, current: Draft, typed: Mapping[str, Any]) -> None:
        super().__init__(id=current.proposal_id, actual=current.revision)
        self.current = current
        self.typed = {**current.typed, **typed}


def begin(
    actor: Actor,
    workspace: Workspace,
    organization: str,
    typed: Mapping[str, Any],
    *,
    key: str | None = None,
    at: datetime | None = None,
) -> Draft:
    """Keep the beginning of a proposal of a public body that the actor sponsors for.

    ``typed`` holds fields of a Proposal, as typed; any may be missing.
    ``key`` is the form's own random text: sent twice, it makes one draft, and
    what differs the second time is saved in it. Raises NotAllowed,
    InvalidRecord for unknown fields, NotFound and StaleDraft.
    """
    require(actor, Action.create_proposal, of_body(organization))
    require_known(typed)
    with transaction(workspace.db) as db:
        organizations.get(db, organization)
        begun = drafts.find_by_key(db, actor.recorded, key) if key else None
        if begun is not None:
            return _save(db, actor, begun.proposal_id, typed, 1, moment(at))
        signed = Signature(actor.recorded, moment(at))
        draft = drafts.insert(db, new_id(), organization, _plain(typed), signed, key)
        _note(db, draft, "draft_begun", signed)
        return draft


def opened(actor: Actor, workspace: Workspace, proposal_id: str) -> Draft:
    """What was typed of a proposal, to go on with.

    A proposal that came from elsewhere is a draft of revision 0. Raises
    NotFound, NotAllowed and NotEditable.
    """
    found = standing(actor, workspace.db, proposal_id, Action.edit_proposal)
    require_editable(found)
    return draft_of(found)


def save(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    typed: Mapping[str, Any],
    *,
    expected_revision: int,
    at: datetime | None = None,
) -> Draft:
    """Keep what was typed in some fields; the others stay. The same again changes nothing.

    ``expected_revision`` is that of the draft which the form was filled from.
    Raises StaleDraft with both versions, NotFound, NotAllowed, NotEditable and
    InvalidRecord for unknown fields.
    """
    require_known(typed)
    with transaction(workspace.db) as db:
        return _save(db, actor, proposal_id, typed, expected_revision, moment(at))


def flaws(actor: Actor, workspace: Workspace, draft: Draft) -> tuple[FieldError, ...]:
    """What is to be completed or corrected before the draft can be submitted."""
    require(actor, Action.edit_proposal, of_body(draft.organization))
    try:
        proposal_of(workspace.db, draft)
    except InvalidRecord as error:
        return error.errors
    return ()


def move(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    organization: str,
    *,
    expected_revision: int,
    at: datetime | None = None,
) -> Draft:
    """Let another public body of the actor's propose what was never submitted.

    Raises what ``save`` does; NotEditable, too, once it was submitted.
    """
    require(actor, Action.create_proposal, of_body(organization))
    with transaction(workspace.db) as db:
        found = standing(actor, db, proposal_id, Action.edit_proposal)
        if found.draft is None or found.proposal is not None:
            raise NotEditable(status=found.status.value)
        if found.draft.revision != expected_revision:
            raise StaleDraft(found.draft, {})
        signed = Signature(actor.recorded, moment(at))
        draft = drafts.update(db, found.draft, organization, found.draft.typed, signed)
        _note(db, draft, "draft_moved", signed)
        return draft


def discard(
    actor: Actor, workspace: Workspace, proposal_id: str, at: datetime | None = None
) -> None:
    """Put away what was never submitted, typed here or come in a file.

    Raises NotFound, NotAllowed and NotEditable.
    """
    with transaction(workspace.db) as db:
        found = standing(actor, db, proposal_id, Action.edit_proposal)
        if found.status is not ProposalStatus.draft:
            raise NotEditable(status=found.status.value)
        draft, signed = draft_of(found), Signature(actor.recorded, moment(at))
        if not draft.revision:
            draft = drafts.insert(db, proposal_id, draft.organization, draft.typed, signed)
        drafts.set_discarded(db, proposal_id, True)
        _note(db, draft, "draft_discarded", signed)


def restore(
    actor: Actor, workspace: Workspace, proposal_id: str, at: datetime | None = None
) -> Draft:
    """Take a discarded draft out again. Raises NotFound and NotAllowed."""
    if not actor.signed_in:
        raise SignInNeeded(action=Action.edit_proposal.value)
    with transaction(workspace.db) as db:
        draft = drafts.find(db, proposal_id)
        if draft is None or not may(actor, Action.see_draft, of_body(draft.organization)):
            raise NotFound(type="proposal", id=proposal_id)
        require(actor, Action.edit_proposal, of_body(draft.organization))
        if draft.discarded:
            drafts.set_discarded(db, proposal_id, False)
            _note(db, draft, "draft_restored", Signature(actor.recorded, moment(at)))
        return replace(draft, discarded=False)


def draft_of(found: Standing) -> Draft:
    """What was typed of a proposal; where nothing was, what its record holds, as revision 0."""
    if found.draft is not None:
        return found.draft
    if found.stored is None:
        raise ValueError(f"{found.id} is neither a draft nor a record")
    record = found.stored.record
    return Draft(
        proposal_id=found.id,
        organization=record.organization or "",
        typed=record.model_dump(mode="json", include=set(TYPED), exclude_defaults=True),
        revision=0,
        created_by="",
        created_at=found.stored.created_at,
        updated_by="",
        updated_at=found.stored.updated_at,
    )


def new_id() -> str:
    """An identifier that tells nothing of the proposal."""
    return f"p-{base64.b32encode(secrets.token_bytes(10)).decode().lower()}"


def _save(
    db: Database,
    actor: Actor,
    proposal_id: str,
    typed: Mapping[str, Any],
    expected: int,
    at: datetime,
) -> Draft:
    found = standing(actor, db, proposal_id, Action.edit_proposal)
    require_editable(found)
    current = draft_of(found)
    merged = {**current.typed, **_plain(typed)}
    if merged == current.typed:
        return current
    if current.revision != expected:
        raise StaleDraft(current, typed)
    signed = Signature(actor.recorded, at)
    if current.revision:
        saved = drafts.update(db, current, current.organization, merged, signed)
    else:
        saved = drafts.insert(db, proposal_id, current.organization, merged, signed)
    _note(db, saved, "draft_saved", signed)
    return saved


def _note(db: Database, draft: Draft, action: str, signed: Signature) -> None:
    """Who did what to the draft; what it says stays out of the log until it is submitted."""
    authors.add(db, draft.proposal_id, signed.person)
    details = {"revision": draft.revision, "organization": draft.organization}
    audit.append(db, signed.person, action, f"proposal/{draft.proposal_id}", details, signed.at)


def _plain(typed: Mapping[str, Any]) -> dict[str, Any]:
    """As it will be read again, so that the same input compares as the same."""
    read: dict[str, Any] = json.loads(json.dumps(dict(typed)))
    return read
