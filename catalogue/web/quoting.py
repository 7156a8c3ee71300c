"""Words quoted from texts in sentences about them, each marked with its language."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup, escape

from catalogue.domain.match import Match
from catalogue.domain.text import Language
from catalogue.wording import reasons
from catalogue.wording.reasons import Mark, Side, Step

from .addresses import language


def why(match: Match, asked_in: Language | None, most: int = 2) -> Markup:
    """The strongest evidence in a sentence or two; ``asked_in`` is the language of the left side.

    The sentences themselves hold no signs that mean something in HTML.
    """
    said = reasons.why(match, language(), most, mark=_marking(match, asked_in))
    return Markup(said)  # noqa: S704 - words are escaped as they are marked


def steps_of(match: Match, asked_in: Language | None) -> list[Step]:
    """From what one would guess before any evidence to the total, their words marked."""
    found = reasons.steps_of(match, language(), _marking(match, asked_in))
    return [replace(one, words=Markup(one.words)) for one in found]  # noqa: S704 - the same


def _marking(match: Match, asked_in: Language | None) -> Mark:
    """Marks the words of the side, or sides, that are not in the reader's language."""
    written: dict[Side, Language | None] = {
        "left": asked_in,
        "right": match.language,
        "both": match.language,
        "neither": None,
    }

    def mark(word: str, side: Side) -> str:
        spoken = written[side]
        if spoken is None or spoken == language():
            return str(escape(word))
        return str(Markup('<span lang="{}">{}</span>').format(spoken, word))

    return mark
