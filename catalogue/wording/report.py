"""The answer of a check as plain text."""

from __future__ import annotations

import textwrap
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from catalogue.domain.match import CheckResult, Evidence, Match, Passage
from catalogue.domain.text import Language

from .sentences import number, percent, say

_WIDTH = 96
_LABEL = 44
_WORDS = 5
_SLIGHT = 0.25
"""Signals that add less than this are told in one line together."""


def check_report(result: CheckResult, title: str, language: Language, templates: Path) -> str:
    """Every match with its evidence, for a terminal or a log.

    ``templates`` is the folder that ships; ``title`` is the checked draft's.
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
        say=lambda code, /, **params: say(code, language, **params),
        percent=lambda value: percent(value, language),
        waterfall=lambda match: waterfall(match, language),
        passages_of=passages_of,
        shortened=_shortened,
        colon="\u00a0: " if language == "fr" else ": ",
    )
    return text


def waterfall(match: Match, language: Language) -> list[str]:
    """From the prior to the total, one line a signal, with the words that caused it."""
    rows = [_row(match.prior, say("check.prior", language), language)]
    strong = [evidence for evidence in match.evidence if evidence.contribution >= _SLIGHT]
    for evidence in strong:
        label = say(f"signal.{evidence.signal}", language)
        row = _row(evidence.contribution, label, language)
        caused = _caused_by(evidence)
        rows.append(f"{row:<{_LABEL}}{caused}".rstrip() if caused else row)
    slight = sum(e.contribution for e in match.evidence if e.contribution < _SLIGHT)
    if slight:
        rows.append(_row(slight, say("check.slight", language), language))
    return [*rows, _row(match.log_odds, say("check.total", language), language)]


def _row(points: float, label: str, language: Language) -> str:
    sign = "-" if points < 0 else "+"
    return f"  {sign}{number(abs(points), language, 2):>5}  {label}"


def _caused_by(evidence: Evidence) -> str:
    words = [f"{pair.left} = {pair.right}" for pair in evidence.pairs] + list(evidence.terms)
    return "  " + ", ".join(words[:_WORDS]) if words else ""


def passages_of(match: Match) -> list[Passage]:
    """The passages that answer each other, the titles left out."""
    return [
        passage
        for evidence in match.evidence
        if evidence.signal == "meaning_sentences"
        for passage in evidence.passages
    ]


def _shortened(text: str) -> str:
    return textwrap.shorten(text, _WIDTH, placeholder=" …")
