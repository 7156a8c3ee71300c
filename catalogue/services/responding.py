"""A sponsor answers a warning, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import NotFound
from catalogue.domain.pair import Matched
from catalogue.domain.response import Response
from catalogue.domain.validation import validate
from catalogue.storage import audit, authors, records, responses
from catalogue.storage.connection import transaction
from catalogue.storage.responses import Given
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment

from .permissions import Action, Actor, may
from .standing import require_editable, standing
from .typed import without_blanks
from .workspace import Workspace


def respond(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    data: Mapping[str, Any],
    at: datetime | None = None,
) -> Given:
    """Keep the answer to a warning, in place of an earlier one; the same again changes nothing.

    ``data`` holds the fields of a Response. Raises InvalidRecord, NotFound
    (for what the sponsor may not see, too), NotAllowed and NotEditable.
    """
    response = validate(Response, without_blanks(data) or {})
    with transaction(workspace.db) as db:
        require_editable(standing(actor, db, proposal_id, Action.respond_to_warning))
        _require_visible(actor, db, response.matched)
        before = responses.of(db, proposal_id).get(response.matched)
        if before is not None and before.response == response:
            return before
        signed = Signature(actor.recorded, moment(at))
        responses.put(db, proposal_id, response, signed)
        authors.add(db, proposal_id, signed.person)
        details = response.model_dump(mode="json", exclude_none=True)
        audit.append(db, signed.person, "responded", f"proposal/{proposal_id}", details, signed.at)
        return Given(response, *signed)


def _require_visible(actor: Actor, db: Database, matched: Matched) -> None:
    if matched.type == "component":
        records.get(db, "component", matched.id)
        return
    held = records.fetch(db, "proposal", [matched.id]).get(matched.id)
    if held is None or not may(actor, Action.see_proposal, held):
        raise NotFound(type="proposal", id=matched.id)
