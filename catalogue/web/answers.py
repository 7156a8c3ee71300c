"""What was typed of a proposal, as it is read over before it is submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.domain.errors import FieldError
from catalogue.domain.organization import Capability
from catalogue.domain.text import LANGUAGES
from catalogue.services.typed import cost_typed, without_blanks
from catalogue.wording.errors import field_reason

from .addresses import language
from .nesting import named
from .reading import Told, colon, day, money, name_of, say
from .steps import STEPS, Progress

_PROSE = frozenset({"title", "description", "problem", "outcomes", "clientele"})
_DAYS = frozenset({"start", "end"})


@dataclass(frozen=True)
class Answer:
    """What stands in a field, to be read: a text of the proposal's own, or short lines.

    Both are empty where nothing was typed.
    """

    name: str
    label: str
    prose: Told | None
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ToldFlaw:
    """What is to be completed or corrected, and where."""

    name: str
    label: str
    sentence: str
    address: str


def answers_of(typed: Mapping[str, Any], tree: Mapping[str, Capability]) -> dict[str, Answer]:
    """Every field's answer, by its name."""
    names = [name for step in STEPS for name in step.fields]
    return {name: _answer(name, typed, tree) for name in names}


def flaws_told(steps: Iterable[Progress], proposal_id: str) -> list[ToldFlaw]:
    """What is to be completed or corrected, in the order of the pages, with the way there."""
    return [
        ToldFlaw(
            name=str(flaw.path[0]),
            label=_label(flaw),
            sentence=field_reason(flaw.code, flaw.params, language()),
            address=f"{one.step.address(proposal_id, then='answers')}#{_anchor(flaw)}",
        )
        for one in steps
        for flaw in one.flaws
    ]


def _label(flaw: FieldError) -> str:
    words = [str(part) for part in flaw.path if not isinstance(part, int)]
    return say(".".join(["proposal", *words]))


def _anchor(flaw: FieldError) -> str:
    """The id that the field has on its page."""
    return "field-" + named(flaw.path).replace(".", "-")


def _answer(name: str, typed: Mapping[str, Any], tree: Mapping[str, Capability]) -> Answer:
    label, value = say(f"proposal.{name}"), without_blanks(typed.get(name))
    if value is None:
        return Answer(name, label, None, ())
    if name in _PROSE and isinstance(value, str):
        spoken = typed.get("language")
        other = spoken if spoken in LANGUAGES and spoken != language() else None
        return Answer(name, label, Told(value, other), ())
    return Answer(name, label, None, tuple(_lines(name, value, tree)))


def _lines(name: str, value: Any, tree: Mapping[str, Capability]) -> Iterable[str]:
    """The lines that tell a value; what nobody can make sense of stands as it was typed."""
    for one in value if isinstance(value, list) else [value]:
        if name == "capabilities" and isinstance(one, str) and one in tree:
            yield str(name_of(tree[one]))
        elif name == "costs" and isinstance(one, dict):
            yield _year(one)
        elif name == "language" and one in LANGUAGES:
            yield say(f"language.{one}")
        elif name == "estimated_cost":
            yield _amount(one)
        elif name in _DAYS:
            yield _day(one)
        else:
            yield str(one)


def _year(row: Mapping[str, Any]) -> str:
    """« 2026-2027 : réalisation 10 000 $, exploitation 5 000 $ »."""
    parts = [
        f"{say(f'proposal.costs.{name}')}\u00a0{_amount(row[name])}"
        for name in ("build", "run")
        if name in row
    ]
    return colon().join(filter(None, [str(row.get("fiscal_year", "")), ", ".join(parts)]))


def _amount(value: Any) -> str:
    read = cost_typed({"estimated_cost": value})
    return str(value) if read is None else money(read)


def _day(value: Any) -> str:
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
