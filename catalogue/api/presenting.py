"""What services find, as the plain data of answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from catalogue.domain.decision import Decision
from catalogue.domain.errors import FieldError
from catalogue.domain.proposal import Proposal
from catalogue.domain.response import Response
from catalogue.domain.text import Language
from catalogue.services.certifying import Certificate
from catalogue.services.confidentiality import Visible, for_machines
from catalogue.services.deciding import Taken
from catalogue.services.presenting import native
from catalogue.services.submitting import Submitted
from catalogue.wording.errors import field_reason


def plain(record: Proposal | Response) -> dict[str, Any]:
    """A record, or an answer to a warning: only what is set."""
    if isinstance(record, Proposal):
        return native(record)
    return record.model_dump(mode="json", exclude_none=True)


def decision(taken: Taken) -> dict[str, Any]:
    """A decision; who took it is told to people on pages."""
    held: Decision = taken.decision
    return {
        "submission": taken.submission,
        "at": taken.at.isoformat(),
        "ruling": held.ruling.value,
        "reason": held.reason,
        "conditions": held.conditions,
        "reuse": list(held.reuse),
    }


def submission(made: Submitted) -> dict[str, Any]:
    """A submission as its own people see it."""
    return {
        "number": made.number,
        "at": made.at.isoformat(),
        **visible(made.visible),
        "responses": [plain(one) for one in made.responses],
        "model": made.model,
    }


def certified(it: Certificate) -> dict[str, Any]:
    """A certificate as its proposal's own people see it."""
    return {
        "code": it.code,
        "proposal": it.proposal_id,
        "title": it.title,
        "organization": it.organization,
        "revision": it.revision,
        "submission": submission(it.made),
        "components": it.components,
        "fresh": it.fresh,
        "encoders": list(it.encoders),
        "digest": it.digest,
        "entry": it.entry,
        "seal": it.seal,
        "whole": it.whole,
        "decision": decision(it.decision) if it.decision else None,
    }


def visible(seen: Visible | None) -> dict[str, Any]:
    """What is visible of a check; nothing where none could be made."""
    return for_machines(seen or Visible((), hidden_overlap=False))


def located(found: Iterable[FieldError], spoken: Language) -> Iterator[dict[str, str]]:
    """Errors with their places and in words."""
    for one in found:
        yield {
            "pointer": pointer(one.path),
            "code": one.code,
            "detail": field_reason(one.code, one.params, spoken),
        }


def pointer(path: tuple[str | int, ...]) -> str:
    """A place in a document, as RFC 6901 writes it: ``/links/website``."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
