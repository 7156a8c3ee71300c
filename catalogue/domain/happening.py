"""What happens in the catalogue that other systems may be told of, and what they are told."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from .component import Component, Lifecycle
from .decision import Ruling
from .proposal import Proposal, ProposalStatus

_OWN_PROPOSAL_ID = re.compile(r"p-[a-z2-7]{16}")
"""How the catalogue names proposals by itself: by chance, so that the name tells nothing."""

_REVIEWED = frozenset({ProposalStatus.submitted, ProposalStatus.in_review})
_RULED = frozenset(ruling.status for ruling in Ruling)


class Happening(str, Enum):
    """Something that other systems may be told of; the values are what they read."""

    component_registered = "component.registered"
    component_changed = "component.changed"
    component_retired = "component.retired"
    proposal_submitted = "proposal.submitted"
    proposal_decided = "proposal.decided"


TEST = "webhook.test"
"""What a trial message says that it is."""


def stage(record: Component | Proposal) -> str:
    """The name of where a record stands: the lifecycle of a component, a proposal's status."""
    return record.lifecycle.value if isinstance(record, Component) else record.status.value


def happening(record: Component | Proposal, before: str | None) -> Happening | None:
    """What it is that a record was saved, having stood at ``before`` (None: it is new).

    None where it is nobody's business.
    """
    if isinstance(record, Proposal):
        return _of_proposal(record.status, before)
    if before is None:
        return Happening.component_registered
    retired = Lifecycle.retired.value
    if record.lifecycle is Lifecycle.retired and before != retired:
        return Happening.component_retired
    return Happening.component_changed


def _of_proposal(status: ProposalStatus, before: str | None) -> Happening | None:
    if status is ProposalStatus.submitted and before != status.value:
        return Happening.proposal_submitted
    if status in _RULED and before in {one.value for one in _REVIEWED}:
        return Happening.proposal_decided
    return None


def telling(record: Component | Proposal, revision: int) -> dict[str, Any]:
    """What may be said of a record to a system that nobody is signed in to.

    Of a component, what its public page begins with. Of a proposal nothing but
    the identifier that the catalogue drew for it; none for one from a file, whose
    identifier may have been made from its title.
    """
    if isinstance(record, Proposal):
        own = _OWN_PROPOSAL_ID.fullmatch(record.id)
        return {"proposal": record.id if own else None}
    return {
        "component": record.id,
        "name": record.name.model_dump(mode="json", exclude_none=True),
        "kind": record.kind.value,
        "lifecycle": record.lifecycle.value,
        "owner": record.owner,
        "replaced_by": record.replaced_by,
        "revision": revision,
    }
