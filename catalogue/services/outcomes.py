"""From what was proposed and delivered to the component that it became."""

from __future__ import annotations

from typing import Any

from catalogue.language.guess import guess_language

from .permissions import Action, Actor
from .standing import standing
from .workspace import Workspace


def became(actor: Actor, workspace: Workspace, proposal_id: str) -> dict[str, Any]:
    """What a proposal says already of the component that it became, field by field.

    In the language of the proposal, or where it says none in the one that it
    reads like. Raises NotFound, SignInNeeded, NotAllowed, and NotEditable for a
    mere draft.
    """
    held = standing(actor, workspace.db, proposal_id, Action.see_proposal).submitted()
    spoken = held.language or guess_language(f"{held.title}. {held.description}")
    said = {
        "name": {spoken: held.title},
        "description": {spoken: held.description},
        "capabilities": list(held.capabilities),
        "owner": held.organization,
    }
    return {name: value for name, value in said.items() if value}
