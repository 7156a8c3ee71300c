"""What a component says, field by field, as its readers are told it."""

from __future__ import annotations

from datetime import date
from typing import Any

from catalogue.services.comparing import Spoken
from catalogue.services.showing import bodies

from .reading import day, name_of, say
from .resources import workspace

_CODES = {
    "kind": "kind",
    "lifecycle": "lifecycle",
    "eligibility": "eligibility",
    "onboarding.classification": "classification",
    "onboarding.hosting": "hosting",
    "relations.type": "relation",
}
"""Fields whose values are codes, and what their labels' codes begin with."""

_BODIES = {"owner", "used_by.organization"}
_DAYS = {"used_by.since", "verified_on"}


def spoken() -> Spoken:
    """Tells the value of a field, named by its dotted path."""
    named = bodies(workspace())

    def tell(field: str, value: Any) -> str:
        if field in _CODES:
            return say(f"{_CODES[field]}.{value}")
        if field in _BODIES and value in named:
            return str(name_of(named[value]))
        if field in _DAYS:
            return day(date.fromisoformat(value))
        return str(value)

    return tell
