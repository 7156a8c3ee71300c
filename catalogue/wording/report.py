"""The answer of a check as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from catalogue.domain.match import Alike, CheckResult, Identity, Match, Passage
from catalogue.domain.pair import Matched
from catalogue.domain.text import Language, in_language

from .chances import chances, in_percent
from .reasons import steps_of, why
from .sentences import say

WIDTH = 92
_INDENT = 3
_LABEL = 27
"""Columns of a step's name; the words that caused it stand after it."""


def check_report(
    result: CheckResult,
    title: str,
    language: Language,
    templates: Path,
    known: Mapping[Matched, Identity] | None = None,
    asked: str = "proposal",
) -> str:
    """Every match with its evidence, for a terminal or a log, at most ``WIDTH`` columns wide.

    ``templates`` is the folder that ships; ``title`` is the checked draft's;
    ``known`` tells whose the matched records are; ``asked`` is the type of what was checked.
    """
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=False,  # noqa: S701 - plain text, no markup
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    template = environment.get_template("cli/check.txt")
    text: str = template.render(
        result=result,
        title=title,
        asked=asked,
        say=lambda code, /, **params: say(code, language, **params),
        percent=lambda value: in_percent(value, language),
        chances=lambda value: chances(value, language),
        described=lambda match: described(match, (known or {}).get(_pair(match)), language),
        why=lambda match: why(match, language),
        waterfall=lambda match: waterfall(match, language),
        passages_of=passages_of,
        named=named,
        wrapped=wrapped,
        colon="\u00a0: " if language == "fr" else ": ",
    )
    return text


def described(match: Match, known: Identity | None, language: Language) -> str:
    """Whose a matched record is, what it is, its identifier, and in which language it is shown."""
    owner = in_language(known.owner, language) if known else None
    kind = f"kind.{known.kind}" if known and known.kind else f"type.{match.type}"
    shown = say("check.shown_in", language, language=say(f"lang.{match.language}", language))
    parts = (owner[0] if owner else None, say(kind, language), match.id, shown)
    return " · ".join(part for part in parts if part)


def named(alike: Iterable[Alike]) -> str:
    """Records by name and identifier, since what is alike often bears one name."""
    return ", ".join(f"{one.name} ({one.id})" for one in alike)


def waterfall(match: Match, language: Language) -> list[str]:
    """From the start to the total, a line a step and more where its words need them."""
    rows: list[str] = []
    for step in steps_of(match, language):
        label = textwrap.shorten(step.label, _LABEL, placeholder=" …") if step.words else step.label
        row = f"  {step.said:>6}  {label:<{_LABEL}}  {_joined(step.words)}".rstrip()
        rows += wrapped(row, _INDENT, 12 + _LABEL)
    return rows


def _joined(words: str) -> str:
    """The words, so that no line ends beside an equals sign."""
    return words.replace(" = ", "\u00a0=\u00a0")


def passages_of(match: Match) -> list[Passage]:
    """The passages that answer each other, the titles left out."""
    return [
        passage
        for evidence in match.evidence
        if evidence.signal == "meaning_sentences"
        for passage in evidence.passages
    ]


def wrapped(text: str, indent: int, hanging: int = 0) -> list[str]:
    """The text in lines that fit beside ``indent`` columns; all but the first one hang."""
    return textwrap.wrap(
        text,
        WIDTH - indent,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [""]


def _pair(match: Match) -> Matched:
    return Matched(match.type, match.id)
