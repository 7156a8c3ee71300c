"""The short pages on which a proposal is written, and how far each of them is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from flask import url_for
from flask_babel import LazyString, lazy_gettext

from catalogue.domain.errors import FieldError
from catalogue.services.typed import without_blanks

State = Literal["complete", "incomplete", "empty"]

_LISTS = frozenset({"capabilities", "people"})
"""Fields that one control holds, whichever item is wrong."""


@dataclass(frozen=True, eq=False)
class Step:
    """A page and the fields of a proposal that stand on it. Its view is ``drafts.<name>``."""

    name: str
    title: LazyString
    fields: tuple[str, ...]

    def address(self, proposal_id: str, **values: Any) -> str:
        """Where the step is, of a draft."""
        return url_for(f"drafts.{self.name}", proposal_id=proposal_id, **values)

    def stored(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """What a draft holds in the step's fields."""
        return {name: typed[name] for name in self.fields if name in typed}

    def seen(self, typed: Mapping[str, Any]) -> str:
        """A mark that changes when anything in the step's fields does.

        Goes with the page in place of the draft's revision, so that only who
        changes the same page gets in one's way.
        """
        told = json.dumps(self.stored(typed), sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:20]

    def given(self, data: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
        """What a form says in the step's fields, without empty rows.

        Nothing is said of a field that was empty and still is.
        """
        said = {name: _without_empty_rows(data[name]) for name in self.fields if name in data}
        return {
            name: value
            for name, value in said.items()
            if name in typed or without_blanks(value) is not None
        }


STEPS = (
    Step("need", lazy_gettext("The project"), ("title", "description", "language")),
    Step("context", lazy_gettext("Why and for whom"), ("problem", "outcomes", "clientele")),
    Step("capabilities", lazy_gettext("Business capabilities"), ("capabilities",)),
    Step("costs", lazy_gettext("Costs"), ("estimated_cost", "costs")),
    Step("schedule", lazy_gettext("Schedule and people"), ("start", "end", "people")),
)
"""In the order in which they follow one another."""


@dataclass(frozen=True)
class Progress:
    """How far a step is. ``flaws`` are what is to be completed or corrected on it."""

    step: Step
    state: State
    flaws: tuple[FieldError, ...]


def step_named(name: str) -> Step:
    """The step of a name. Raises KeyError."""
    return {step.name: step for step in STEPS}[name]


def after(step: Step) -> Step | None:
    """The step that follows; None after the last."""
    return dict(pairwise(STEPS)).get(step)


def before(step: Step) -> Step | None:
    """The step that precedes; None before the first."""
    return {second: first for first, second in pairwise(STEPS)}.get(step)


def progress(typed: Mapping[str, Any], flaws: Iterable[FieldError]) -> list[Progress]:
    """How far each step is, by what was typed and what is wrong with it."""
    located = located_flaws(flaws)
    found = []
    for step in STEPS:
        own = tuple(flaw for flaw in located if flaw.path[0] in step.fields)
        filled = without_blanks(step.stored(typed)) is not None
        state: State = "incomplete" if own else "complete" if filled else "empty"
        found.append(Progress(step, state, own))
    return found


def located_flaws(flaws: Iterable[FieldError]) -> list[FieldError]:
    """The flaws, each at the field to correct: what concerns the proposal as a whole are its dates.

    What is wrong with an item of a list stands at the list.
    """
    return [replace(flaw, path=_corrected_at(flaw.path)) for flaw in flaws]


def to_show(flaws: Sequence[FieldError]) -> list[FieldError]:
    """Flaws to point at while somebody is still writing: not that a field is empty yet."""
    return [flaw for flaw in flaws if flaw.code != "required" or len(flaw.path) > 1]


def _corrected_at(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    if not path:
        return ("end",)
    return path[:1] if path[0] in _LISTS else path


def _without_empty_rows(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [row for row in value if without_blanks(row) is not None]
