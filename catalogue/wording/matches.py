"""Matches in words, for tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.domain.text import Language
from catalogue.formats.writing import MATCH_COLUMNS

from .reasons import reasons, told_by_machine
from .sentences import number, say

_REASONS = 4
_WORDS = 4


def match_headings(language: Language) -> dict[str, str]:
    """Headings of a table of matches."""
    return {code: say(f"column.{code}", language) for code in MATCH_COLUMNS}


def evidence_sentence(match: Mapping[str, Any], language: Language) -> str:
    """The strongest reasons with their points and words, on one line.

    ``match`` is as machines get it.
    """
    parts = []
    for reason in reasons(told_by_machine(match))[:_REASONS]:
        label = say(f"group.{reason.group}", language)
        points = number(reason.points, language, 1)
        words = ", ".join(reason.words[:_WORDS])
        parts.append(f"{label} +{points}" + (f" ({words})" if words else ""))
    return "; ".join(parts)
