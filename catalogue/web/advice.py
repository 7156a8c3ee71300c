"""What exists already, told beside a proposal while it is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, make_response, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from catalogue.domain.component import Component
from catalogue.domain.errors import NotFound
from catalogue.domain.match import Match
from catalogue.domain.text import Language
from catalogue.services import drafting
from catalogue.services.advising import advise
from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.pacing import Pace
from catalogue.services.pacing import TooFast as TooFast
from catalogue.services.showing import stored_component
from catalogue.services.standing import NotEditable
from catalogue.wording.errors import error_sentence

from .addresses import language, page
from .nesting import nested
from .proposal_places import page_of
from .proposal_text import language_of
from .quoting import why
from .reading import component_address
from .resources import actor, sponsors_only, workspace

advice = Blueprint("advice", __name__)
advice.before_request(sponsors_only)

ADVISE = "advise"
"""What the button asks that, without a script, shows what exists already."""

PACE = Pace("advice", most=40, seconds=60)
"""More than who types with pauses needs, less than what would keep others waiting."""


@dataclass(frozen=True)
class Hint:
    """Something that exists, and in a sentence why it may be the same.

    ``component`` is None where it is a proposal that the reader may see, whose
    page is at ``address``.
    """

    match: Match
    component: Component | None
    address: str
    why: Markup


@dataclass(frozen=True)
class Advised:
    """What is said beside the fields.

    ``enough`` says that enough was typed to look; ``failure`` why nobody could.
    """

    hints: tuple[Hint, ...] = ()
    hidden_overlap: bool = False
    enough: bool = True
    failure: str | None = None


@page(advice, "/proposals/advice", methods=["POST"])
def show() -> Response:
    """The part of a page that says what exists already, for what is in the form so far."""
    try:
        found = advice_on(nested(request.form), request.form.get("_proposal"))
    except TooFast as error:
        return make_response("", 429, {"Retry-After": str(error.seconds)})
    return make_response(render_template("proposals/advice.html", advised=found))


def advice_on(data: Mapping[str, Any], proposal_id: str | None = None) -> Advised:
    """What exists already that is like what was typed, in a draft or before one is begun.

    Raises TooFast.
    """
    PACE.let_pass(workspace(), actor().recorded)
    body = data.get("organization")
    organization = body if isinstance(body, str) else None
    typed = {**_saved(proposal_id), **data}
    try:
        found = advise(
            actor(),
            workspace(),
            typed,
            proposal_id=proposal_id,
            organization=organization,
        )
    except CheckCouldNotRun as error:
        return Advised(failure=error_sentence(error, language()))
    if found is None:
        return Advised(enough=False)
    hints = tuple(_hint(one.match, language_of(typed)) for one in found.hints)
    return Advised(hints, found.hidden_overlap)


def _saved(proposal_id: str | None) -> dict[str, Any]:
    """What was typed on the draft's other pages."""
    if proposal_id is None:
        return {}
    try:
        return drafting.opened(actor(), workspace(), proposal_id).typed
    except (NotFound, NotEditable):
        return {}


def _hint(match: Match, asked_in: Language | None) -> Hint:
    said = why(match, asked_in, most=1)
    if match.type == "proposal":
        return Hint(match, None, page_of(match.id), said)
    component = stored_component(workspace(), match.id)
    return Hint(match, component, component_address(component), said)
