"""What exists already, shown beside what is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from catalogue.domain.match import Identity, Match
from catalogue.domain.pair import Matched
from catalogue.services.advising import advise
from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.pacing import Pace
from catalogue.services.permissions import Action, require_somewhere
from catalogue.services.presenting import identities
from catalogue.wording.reasons import why
from catalogue.wording.sentences import percent

from .addresses import language, page
from .nesting import nested
from .places import place
from .reading import Told, say, told
from .resources import actor, workspace

advice = Blueprint("advice", __name__)

_PACE = Pace(most=40, seconds=60.0)
"""More than somebody asks for who types without a pause and stops at times."""

_SUREST = 0.99


@dataclass(frozen=True)
class Hint:
    """Something that exists, in few words; without an address where it has no page."""

    match: Match
    known: Identity | None

    @property
    def address(self) -> str | None:
        """Where it is shown."""
        if self.match.type == "component":
            return url_for("components.show", component_id=self.match.id)
        return place("follow.show", proposal_id=self.match.id)

    @property
    def kind(self) -> str:
        """What it is."""
        known = self.known.kind if self.known else None
        return say(f"kind.{known}" if known else f"type.{self.match.type}")

    @property
    def owner(self) -> Told | None:
        """Whose it is."""
        return told(self.known.owner) if self.known else None

    @property
    def percent(self) -> str:
        """How probable it is that it answers the same need."""
        return percent(min(self.match.probability, _SUREST), language())

    @property
    def why(self) -> str:
        """The strongest evidence in a sentence or two."""
        return why(self.match, language())


@dataclass(frozen=True)
class Hints:
    """The few best hints; ``asked`` where enough was typed, ``failed`` where it could not run."""

    found: tuple[Hint, ...] = ()
    hidden_overlap: bool = False
    asked: bool = False
    failed: bool = False


@page(advice, "/proposals/advice", methods=["POST"])
def while_typing() -> ResponseReturnValue:
    """The same for a script: a piece of a page, or 429 where it asks too often."""
    require_somewhere(actor(), Action.create_proposal)
    if not _PACE.allows(actor().recorded):
        answer = make_response("", 429)
        answer.headers["Retry-After"] = "10"
        return answer
    found = hints_on(nested(request.form), request.form.get("_proposal") or None)
    answer = make_response(render_template("proposals/advice.html", advice=found))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def hints_on(typed: Mapping[str, Any], proposal_id: str | None) -> Hints:
    """What may be the same as what was typed so far."""
    try:
        advised = advise(actor(), workspace(), typed, proposal_id=proposal_id)
    except CheckCouldNotRun:
        return Hints(failed=True)
    if advised is None:
        return Hints()
    matches = [hint.match for hint in advised.hints]
    known = identities(workspace(), matches)
    found = tuple(Hint(one, known.get(Matched(one.type, one.id))) for one in matches)
    return Hints(found, advised.hidden_overlap, asked=True)
