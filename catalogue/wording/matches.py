"""Matches in words, for tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.domain.text import Language
from catalogue.formats.writing import MATCH_COLUMNS

from .sentences import number, say

_SIGNALS = 4
_WORDS = 4


def match_headings(language: Language) -> dict[str, str]:
    """Headings of a table of matches, and the name of its sheet."""
    return {code: say(f"column.{code}", language) for code in (*MATCH_COLUMNS, "sheet")}


def evidence_sentence(match: Mapping[str, Any], language: Language) -> str:
    """The strongest signals with their points and words, on one line.

    ``match`` is as machines get it.
    """
    parts = []
    for evidence in match["evidence"][:_SIGNALS]:
        label = say(f"signal.{evidence['signal']}", language)
        points = number(evidence["contribution"], language, 1)
        words = ", ".join(evidence["terms"][:_WORDS])
        parts.append(f"{label} +{points}" + (f" ({words})" if words else ""))
    return "; ".join(parts)
