"""In which of our two languages a text of a few words is, where its file does not say."""

from __future__ import annotations

import re

from catalogue.domain.text import Language

_FRENCH = frozenset(
    re.findall(
        r"\S+",
        "le la les un une des du de et est à au aux pour par dans sur avec qui que ce cette vos nos"
        " l d s en ou sont plus leurs permet",
    )
)
_ENGLISH = frozenset(
    re.findall(
        r"\S+",
        "the a an of and is to for by in on with that which this your our from or are it its as"
        " allows can more their",
    )
)
_WORD = re.compile(r"[^\W\d_]+")


def tongue_of(*texts: str | None) -> Language:
    """French where its small words are the more frequent ones, else English."""
    words = _WORD.findall(" ".join(text for text in texts if text)[:2000].lower())
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    return "fr" if french > english else "en"
