"""The drafts and proposals of one's public bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from catalogue.domain.proposal import ProposalStatus
from catalogue.storage import authors, drafts
from catalogue.storage.belonging import proposals_of

from .permissions import Actor, SignInNeeded
from .standing import EDITABLE
from .workspace import Workspace


@dataclass(frozen=True)
class Listed:
    """A draft or a proposal in short; the title is empty where none was typed.

    ``mine`` says that the reader had a hand in it. ``editable`` says that it
    waits for its sponsor.
    """

    id: str
    title: str
    organization: str
    status: ProposalStatus
    updated_at: datetime
    mine: bool
    editable: bool


def listed(actor: Actor, workspace: Workspace) -> list[Listed]:
    """What the actor's public bodies propose, or are about to, the latest first.

    Raises SignInNeeded.
    """
    if actor.person_id is None:
        raise SignInNeeded(action="see_proposal")
    found = list(_found(actor, workspace))
    by = authors.of_several(workspace.db, [one.id for one in found])
    known = [replace(one, mine=actor.person_id in by[one.id]) for one in found]
    return sorted(known, key=lambda one: one.updated_at, reverse=True)


def _found(actor: Actor, workspace: Workspace) -> Iterator[Listed]:
    typed = {one.proposal_id: one for one in drafts.of_bodies(workspace.db, actor.organizations)}
    for record in proposals_of(workspace.db, actor.organizations):
        draft = typed.pop(record.id, None)
        editable = record.status in EDITABLE
        newer = draft is not None and editable and draft.updated_at > record.updated_at
        yield Listed(
            id=record.id,
            title=_title(draft.typed) if newer and draft else record.title,
            organization=record.organization,
            status=record.status,
            updated_at=draft.updated_at if newer and draft else record.updated_at,
            mine=False,
            editable=editable,
        )
    for draft in typed.values():
        yield Listed(
            id=draft.proposal_id,
            title=_title(draft.typed),
            organization=draft.organization,
            status=ProposalStatus.draft,
            updated_at=draft.updated_at,
            mine=False,
            editable=True,
        )


def _title(typed: dict[str, Any]) -> str:
    title = typed.get("title")
    return title.strip() if isinstance(title, str) else ""
