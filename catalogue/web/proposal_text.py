"""What a proposal says, field by field, as its readers are told it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from catalogue.domain.errors import FieldError
from catalogue.domain.text import LANGUAGES, Language
from catalogue.services.deciding import Taken
from catalogue.services.showing import capability_tree, stored_component
from catalogue.wording.errors import field_reason

from .addresses import language
from .reading import Told, colon, day, money, name_of, say
from .resources import workspace

_PROSE = ("problem", "description", "outcomes", "clientele")
_FACTS = ("capabilities", "estimated_cost", "costs", "start", "end", "people", "language")
_AMOUNTS = {"estimated_cost", "costs.build", "costs.run"}
_DAYS = {"start", "end"}

Spoken = Callable[[str, Any], str]


@dataclass(frozen=True)
class Row:
    """A field that says something: a text, or a list of short ones."""

    label: str
    prose: Told | None
    lines: tuple[str, ...]


def language_of(data: Mapping[str, Any]) -> Language | None:
    """The language that a proposal says it is in; None where it says none that is known."""
    return next((one for one in LANGUAGES if one == data.get("language")), None)


def title_of(data: Mapping[str, Any]) -> str:
    """What a proposal is called, though nobody typed a title yet."""
    return str(data.get("title") or "").strip() or str(_("Untitled proposal"))


def told_title(data: Mapping[str, Any]) -> Told:
    """The same, with the language of a title that somebody typed in the other one."""
    typed = str(data.get("title") or "").strip()
    written = language_of(data) if typed else None
    return Told(title_of(data), written if written != language() else None)


def reused(taken: Iterable[Taken]) -> dict[str, str]:
    """The names of the components that decisions send to, by id."""
    ids = {component for one in taken for component in one.decision.reuse}
    return {one: str(name_of(stored_component(workspace(), one))) for one in ids}


def texts(data: Mapping[str, Any]) -> list[Row]:
    """The long texts of a proposal, or of what was typed of one."""
    written = language_of(data)
    return [
        Row(say(f"proposal.{field}"), Told(str(data[field]), written), ())
        for field in _PROSE
        if data.get(field)
    ]


def facts(data: Mapping[str, Any]) -> list[Row]:
    """Everything else that it says, in short lines."""
    tell = spoken()
    found = ((field, tuple(_lines(field, data.get(field), tell))) for field in _FACTS)
    return [Row(say(f"proposal.{field}"), None, lines) for field, lines in found if lines]


def spoken() -> Spoken:
    """Tells the value of a field, named by its dotted path; what was typed oddly, as it stands."""
    known = capability_tree(workspace())

    def tell(field: str, value: Any) -> str:
        if field == "capabilities" and value in known:
            return str(name_of(known[value]))
        if field in _AMOUNTS and isinstance(value, (int, float)):
            return money(value)
        if field in _DAYS:
            return _day(str(value))
        if field == "language" and value in LANGUAGES:
            return say(f"language.{value}")
        if field == "status":
            return say(f"status.{value}")
        return str(value)

    return tell


def _lines(field: str, value: Any, tell: Spoken) -> Iterator[str]:
    for one in value if isinstance(value, (list, tuple)) else [value]:
        if isinstance(one, Mapping):
            parts = ((f"{field}.{name}", part) for name, part in one.items() if part)
            yield " · ".join(_labelled(path, tell(path, part)) for path, part in parts)
        elif one not in (None, ""):
            yield tell(field, one)


def _labelled(path: str, said: str) -> str:
    return said if path.endswith("fiscal_year") else f"{said} ({say(f'proposal.{path}').lower()})"


def _day(typed: str) -> str:
    try:
        return day(date.fromisoformat(typed))
    except ValueError:
        return typed


def told_flaws(flaws: Iterable[FieldError]) -> list[str]:
    """What is wrong with a proposal, each with the name of its field."""
    return [
        f"{_label(flaw)}{colon()}{field_reason(flaw.code, flaw.params, language())}"
        for flaw in flaws
    ]


def _label(flaw: FieldError) -> str:
    path = ".".join(part for part in flaw.path if isinstance(part, str))
    return say(f"proposal.{path}")
