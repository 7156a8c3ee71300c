"""What went wrong, in words."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.domain.errors import CatalogueError
from catalogue.domain.text import Language
from catalogue.formats.findings import Finding

from .sentences import say, sentences

_CODES = {
    "current": "status",
    "wanted": "status",
    "status": "status",
    "ruling": "ruling",
    "label": "verdict",
    "why": "check_failure",
}
"""Parameters whose values are codes, and of what kind; people read them in words."""


def error_sentence(error: CatalogueError, language: Language) -> str:
    """What went wrong and what to do next."""
    params = dict(error.params)
    if isinstance(reason := params.get("reason"), str):
        params["reason"] = reason_words(reason, language)
    for name, kind in _CODES.items():
        if f"{kind}.{params.get(name)}" in sentences():
            params[name] = say(f"{kind}.{params[name]}", language)
    return say(f"error.{error.code}", language, **params)


def reason_words(reason: str, language: Language) -> str:
    """What the operating system or SQLite said, in the reader's language where we know it."""
    code = f"reason.{reason}"
    return say(code, language) if code in sentences() else reason


def finding_sentence(finding: Finding, language: Language) -> str:
    """Where something in a file is wrong, and what: ``line 3, estimated_cost: is below 0``."""
    where = location_words(finding, language)
    reason = field_reason(finding.code, finding.params, language)
    places = [place for place in (where, finding.field) if place]
    colon = "\u00a0: " if language == "fr" else ": "
    return colon.join([", ".join(places), reason]) if places else reason


def field_reason(code: str, params: Mapping[str, object], language: Language) -> str:
    """What is wrong with one field: ``is below 0``."""
    if code == "unknown_value" and params.get("found"):
        code = "unknown_value_found"
    if f"field.{code}" not in sentences():
        return say("field.other", language, found=code)
    params = dict(params)
    if "why" in params:
        params["why"] = say(f"why.{params['why']}", language)
    return say(f"field.{code}", language, **params)


def location_words(finding: Finding, language: Language) -> str:
    """The place in the file, in words."""
    location = finding.location
    parts = []
    if location.sheet:
        parts.append(say("place.sheet", language, sheet=location.sheet))
    if location.line is not None:
        parts.append(say("place.line", language, line=location.line))
    if location.row is not None:
        parts.append(say("place.row", language, row=location.row))
    if not parts and location.path and location.path != finding.field:
        parts.append(location.path)
    return ", ".join(parts)
