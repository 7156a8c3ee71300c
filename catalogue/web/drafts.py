"""Writing a proposal in steps, each of which is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from catalogue.domain.errors import FieldError
from catalogue.domain.organization import Capability
from catalogue.domain.text import Language
from catalogue.services import drafting
from catalogue.services.showing import bodies, capability_tree
from catalogue.services.suggesting import suggest_capabilities
from catalogue.services.typed import without_blanks
from catalogue.wording.errors import field_reason

from .addresses import language, page
from .advice import hints_on
from .forms import Form, received, shown
from .keeping import keeps_typed
from .reading import name_of, say
from .resources import actor, workspace

drafts = Blueprint("drafts", __name__)

_LISTS = frozenset({"capabilities", "people", "costs"})
LATER = "later"
"""What the button asks that saves and leaves."""

STAY = "stay"
"""What the button asks that saves and looks for what exists already."""


@dataclass(frozen=True)
class Step:
    """A page of the form: its view, what it is called, and the fields on it."""

    name: str
    title: LazyString
    fields: tuple[str, ...]

    @property
    def endpoint(self) -> str:
        """Its view."""
        return f"drafts.{self.name}"


STEPS = (
    Step(
        "need",
        lazy_gettext("The need"),
        ("title", "problem", "description", "outcomes", "language"),
    ),
    Step("context", lazy_gettext("The context"), ("capabilities", "clientele", "people")),
    Step("costs", lazy_gettext("Costs and dates"), ("estimated_cost", "costs", "start", "end")),
    Step("answers", lazy_gettext("Your answers"), ()),
)
_BY_NAME = {step.name: step for step in STEPS}


@dataclass(frozen=True)
class Flaw:
    """Something to complete: the field's label, what is wrong, and the step it stands on."""

    label: str
    reason: str
    step: Step
    field_id: str


@page(drafts, "/proposals/<proposal_id>/edit", methods=["GET", "POST"])
@keeps_typed
def need(proposal_id: str) -> ResponseReturnValue:
    """What is missing, and what is proposed; beside it what exists already."""
    draft = drafting.opened(actor(), workspace(), proposal_id)
    form = received(draft.typed, draft.revision)
    if form.sent and (answer := _saved(form, proposal_id, "need")):
        return answer
    return shown(
        form,
        "proposals/need.html",
        draft=draft,
        step=_BY_NAME["need"],
        steps=STEPS,
        advice=hints_on(form.data, proposal_id),
    )


@page(drafts, "/proposals/<proposal_id>/edit/context", methods=["GET", "POST"])
@keeps_typed
def context(proposal_id: str) -> ResponseReturnValue:
    """What it is for, whom it serves and who answers for it."""
    draft = drafting.opened(actor(), workspace(), proposal_id)
    form = received(draft.typed, draft.revision)
    if form.sent and (answer := _saved(form, proposal_id, "context")):
        return answer
    return shown(
        form,
        "proposals/context.html",
        draft=draft,
        step=_BY_NAME["context"],
        steps=STEPS,
        suggested=_choices(_suggested(form.data)),
        domains=_domains(),
    )


@page(drafts, "/proposals/<proposal_id>/edit/costs", methods=["GET", "POST"])
@keeps_typed
def costs(proposal_id: str) -> ResponseReturnValue:
    """What it costs, and when it begins and ends."""
    draft = drafting.opened(actor(), workspace(), proposal_id)
    form = received(draft.typed, draft.revision)
    if form.sent and (answer := _saved(form, proposal_id, "costs")):
        return answer
    return shown(form, "proposals/costs.html", draft=draft, step=_BY_NAME["costs"], steps=STEPS)


@page(drafts, "/proposals/<proposal_id>/edit/answers")
def answers(proposal_id: str) -> str:
    """All that was typed, and what is still to be completed."""
    draft = drafting.opened(actor(), workspace(), proposal_id)
    flaws = drafting.flaws(actor(), workspace(), draft)
    return render_template(
        "proposals/answers.html",
        draft=draft,
        step=_BY_NAME["answers"],
        steps=STEPS,
        flaws=list(_told(flaws)),
        typed={name: without_blanks(value) for name, value in draft.typed.items()},
        capabilities=capability_tree(workspace()),
        body=bodies(workspace()).get(draft.organization),
    )


def _saved(form: Form, proposal_id: str, step: str) -> ResponseReturnValue | None:
    """Save the step's fields, and on to where the button leads; None where that was refused."""
    typed = {
        name: form.data.get(name, [] if name in _LISTS else "")
        for name in _BY_NAME[step].fields
        if name in form.data or name in _LISTS
    }
    with form.refusals():
        drafting.save(actor(), workspace(), proposal_id, typed, expected_revision=form.expected)
        if form.act == LATER:
            flash(_("The draft is saved. Go on with it whenever you like."))
            return redirect(url_for("proposals.overview"), 303)
        onward = step if form.act == STAY else _after(step)
        anchor = "advice" if form.act == STAY else None
        return redirect(url_for(f"drafts.{onward}", proposal_id=proposal_id, _anchor=anchor), 303)
    return None


def _after(step: str) -> str:
    names = [one.name for one in STEPS]
    return names[names.index(step) + 1]


def _told(flaws: tuple[FieldError, ...]) -> Iterator[Flaw]:
    for flaw in flaws:
        field = str(flaw.path[0]) if flaw.path else ""
        step = next((one for one in STEPS if field in one.fields), STEPS[2])
        label = say(f"proposal.{field}") if field else str(step.title)
        reason = field_reason(flaw.code, flaw.params, language())
        yield Flaw(label, reason, step, "field-" + "-".join(map(str, flaw.path or ("start",))))


def _suggested(typed: Mapping[str, Any]) -> list[Capability]:
    said = {name: str(typed.get(name) or "") for name in ("title", "problem", "description")}
    stated = typed.get("language")
    spoken: Language | None = "fr" if stated == "fr" else "en" if stated == "en" else None
    text = "\n".join((said["problem"], said["description"]))
    found = suggest_capabilities(actor(), workspace(), said["title"], text, spoken)
    known = capability_tree(workspace())
    chosen = [known[one] for one in typed.get("capabilities") or () if one in known]
    return list({one.id: one for one in [*chosen, *found]}.values())


def _choices(held: list[Capability]) -> list[tuple[str, str]]:
    return [(one.id, str(name_of(one))) for one in held]


def _domains() -> dict[str, list[tuple[str, str]]]:
    """All capabilities by the name of their domain."""
    tree = capability_tree(workspace())
    found: dict[str, list[tuple[str, str]]] = {}
    for one in sorted(tree.values(), key=lambda it: str(name_of(it))):
        domain = tree.get(one.parent or "")
        found.setdefault(str(name_of(domain or one)), []).append((one.id, str(name_of(one))))
    return dict(sorted(found.items()))
