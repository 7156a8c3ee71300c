"""The drafts and proposals of one's public bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from catalogue.domain.proposal import ProposalStatus
from catalogue.domain.text import LANGUAGES, Language
from catalogue.storage import authors, drafts
from catalogue.storage.belonging import proposals_of
from catalogue.storage.drafts import Draft

from .permissions import Action, Actor, SignInNeeded, may
from .standing import EDITABLE, of_body
from .typed import cost_typed
from .workspace import Workspace


@dataclass(frozen=True)
class Listed:
    """A draft or a proposal in short; the title is empty where none was typed.

    ``cost`` is in Canadian dollars, None where none was given. ``mine`` says
    that the reader had a hand in it. ``editable`` says that it waits for its
    sponsor. ``language`` is None where nobody said in which one it is written.
    """

    id: str
    title: str
    organization: str
    status: ProposalStatus
    cost: float | None
    updated_at: datetime
    mine: bool
    editable: bool
    language: Language | None


def listed(actor: Actor, workspace: Workspace) -> list[Listed]:
    """What the actor's public bodies propose, or are about to, the latest first.

    Raises SignInNeeded.
    """
    if actor.person_id is None:
        raise SignInNeeded(action="see_proposal")
    known = _with_authors(actor, workspace, _found(actor, workspace))
    return sorted(known, key=lambda one: one.updated_at, reverse=True)


def put_away(actor: Actor, workspace: Workspace) -> list[Listed]:
    """The discarded drafts that the actor may take out again, the latest first."""
    held = drafts.of_bodies(workspace.db, actor.organizations, discarded=True)
    own = [one for one in held if may(actor, Action.edit_proposal, of_body(one.organization))]
    return _with_authors(actor, workspace, map(_of_draft, own))


def _with_authors(actor: Actor, workspace: Workspace, found: Iterable[Listed]) -> list[Listed]:
    listed = list(found)
    by = authors.of_several(workspace.db, [one.id for one in listed])
    return [replace(one, mine=actor.person_id in by[one.id]) for one in listed]


def _found(actor: Actor, workspace: Workspace) -> Iterator[Listed]:
    bodies = actor.organizations
    typed = {one.proposal_id: one for one in drafts.of_bodies(workspace.db, bodies)}
    gone = {one.proposal_id for one in drafts.of_bodies(workspace.db, bodies, discarded=True)}
    for record in proposals_of(workspace.db, bodies):
        if record.id in gone and record.status is ProposalStatus.draft:
            continue
        draft = typed.pop(record.id, None)
        editable = record.status in EDITABLE
        if draft is not None and editable and draft.updated_at > record.updated_at:
            yield replace(_of_draft(draft), status=record.status)
            continue
        yield Listed(
            id=record.id,
            title=record.title,
            organization=record.organization,
            status=record.status,
            cost=record.cost,
            updated_at=record.updated_at,
            mine=False,
            editable=editable,
            language=record.language,
        )
    yield from map(_of_draft, typed.values())


def _of_draft(draft: Draft) -> Listed:
    return Listed(
        id=draft.proposal_id,
        title=_title(draft.typed),
        organization=draft.organization,
        status=ProposalStatus.draft,
        cost=cost_typed(draft.typed),
        updated_at=draft.updated_at,
        mine=False,
        editable=True,
        language=_language(draft.typed),
    )


def _title(typed: dict[str, Any]) -> str:
    title = typed.get("title")
    return title.strip() if isinstance(title, str) else ""


def _language(typed: dict[str, Any]) -> Language | None:
    return next((one for one in LANGUAGES if one == typed.get("language")), None)
