"""The check: a draft against everything that there is, stored nowhere."""

from __future__ import annotations

from catalogue.domain.token import Scope
from catalogue.services.draft_check import check_draft

from .context import actor, workspace
from .fields import Draft, typed
from .operations import Answer, Operations
from .replies import Reply
from .shapes import CheckAnswer, CheckQuery

operations = Operations("check")


@operations.add(
    "POST",
    "/check",
    {200: Answer(CheckAnswer)},
    scope=Scope.check,
    public=True,
    query=CheckQuery,
    body=Draft,
    errors=("check_could_not_run",),
)
def check(query: CheckQuery, body: Draft) -> Reply:
    """What a draft may duplicate, with the evidence. Nothing is stored."""
    found = check_draft(actor(), workspace(), typed(body), top=query.top, minimum=query.minimum)
    return Reply(found)
