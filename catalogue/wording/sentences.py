"""The sentences that people read, in French and in English.

They stand in ``catalogue/translations``, one file a subject, each sentence
under a code: ``{"code": {"fr": "…", "en": "…"}}``, with named places for
parameters. ``{count:n}`` writes a number and ``{cost:money}`` an amount as the
language does.
"""

from __future__ import annotations

import json
import math
import string
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.domain.text import Language

FOLDER = Path(__file__).resolve().parent.parent / "translations"
_NARROW = "\u202f"
_WIDE = "\u00a0"


class _Formatter(string.Formatter):
    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, str):
            return value
        if format_spec == "n":
            return number(value, self.language)
        if format_spec == "money":
            return money(value, self.language)
        if format_spec == "percent":
            return percent(value, self.language)
        return super().format_field(value, format_spec)

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), "…")


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence, by code and language."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def say(code: str, language: Language, /, **params: object) -> str:
    """The sentence of a code in a language; the code itself where none is written."""
    sentence = sentences().get(code, {}).get(language)
    if sentence is None:
        return f"{code} {dict(params)}" if params else code
    return _Formatter(language).vformat(sentence, (), params)


def number(value: float, language: Language, decimals: int = 0) -> str:
    """``1234.5`` as « 1 234,5 » or "1,234.5"; a dash for what is no number."""
    if not math.isfinite(value):
        return "–"
    english = f"{value:,.{decimals}f}"
    if not english.strip("-0."):
        english = english.lstrip("-")
    if language == "en":
        return english
    return english.replace(",", _NARROW).replace(".", ",")


def money(value: float, language: Language) -> str:
    """An amount in Canadian dollars, with cents where it has some: « 1 234,50 $ », "$1,234.50"."""
    whole = not math.isfinite(value) or round(float(value), 2).is_integer()
    text = number(value, language, 0 if whole else 2)
    if language == "fr":
        return f"{text}{_WIDE}$"
    return f"-${text[1:]}" if text.startswith("-") else f"${text}"


def percent(value: float, language: Language, decimals: int = 0) -> str:
    """A share of one as a percentage."""
    text = number(value * 100, language, decimals)
    if not math.isfinite(value):
        return text
    return f"{text}{_WIDE}%" if language == "fr" else f"{text}%"
