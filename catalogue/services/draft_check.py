"""The check of something that is not in the catalogue, and stays out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.domain.validation import validate
from catalogue.storage import organizations, records

from .checking import Wanted
from .confidentiality import for_machines, visible_matches
from .drafting import new_id
from .fresh_check import check_now
from .permissions import Action, Actor, require
from .presenting import result_for_machines
from .workspace import Workspace

NOBODYS = "~"
"""No record's identifier: what is checked has none in the catalogue."""


def check_draft(
    actor: Actor,
    workspace: Workspace,
    data: Mapping[str, Any],
    *,
    top: int | None = None,
    minimum: float | None = None,
) -> dict[str, Any]:
    """What a native record may duplicate, as plain data, and what the actor may see of it.

    ``top`` and ``minimum`` are those of ``Wanted``. The public body that it
    names counts for one's own only: whoever could name any would learn, from
    what goes missing, whose hidden proposal it is. The index tells how many
    components were compared. Raises NotAllowed, InvalidRecord and
    CheckCouldNotRun.
    """
    require(actor, Action.check_draft)
    draft = _draft(actor, workspace, data)
    result = check_now(workspace, draft, Wanted(top=top, minimum=minimum, apart=True))
    told = result_for_machines(draft, result)
    visible = for_machines(visible_matches(actor, workspace, result.matches))
    # Not how many proposals were compared: who sees it grow learns that one came.
    index = {**told["index"], "records": records.count(workspace.db, "component")}
    return {**told, **visible, "index": index, "id": data.get("id")}


def _draft(actor: Actor, workspace: Workspace, data: Mapping[str, Any]) -> Component | Proposal:
    given = {name: value for name, value in data.items() if value is not None}
    if given.get("type") == "component":
        found = validate(Component, {**given, "id": "0"})
        return found.model_copy(update={"id": NOBODYS})
    proposal = validate(Proposal, {**given, "id": new_id()})
    named = proposal.organization and organizations.find(workspace.db, proposal.organization)
    own = named if named in actor.organizations else None
    return proposal.model_copy(update={"organization": own})
