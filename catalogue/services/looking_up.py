"""Single records, and how many there are."""

from __future__ import annotations

from catalogue.domain.proposal import Proposal
from catalogue.storage import records

from .workspace import Workspace


def stored_proposal(workspace: Workspace, proposal_id: str) -> Proposal:
    """A proposal as it stands. Raises NotFound."""
    return records.get(workspace.db, "proposal", proposal_id).record


def counts(workspace: Workspace) -> dict[str, int]:
    """Numbers of components and of proposals."""
    return {
        "components": records.count(workspace.db, "component"),
        "proposals": records.count(workspace.db, "proposal"),
    }
