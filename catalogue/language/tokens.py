"""Texts into folded words."""

from __future__ import annotations

import re

from .folding import fold

_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|presqu|puisqu|quelqu|quoiqu)'(?=\w)")
_POSSESSIVE = re.compile(r"'s\b")
_NUMBER = re.compile(r"\d{4}|[2-9]11|988")
_WORD = re.compile(r"[a-z0-9]+(?:\+\+|[+#]+(?![a-z0-9+#]))?")
_WRITTEN = re.compile(r"\b[Rr]endez[-‐‑ ][Vv]ous\b|\w+(?:\+\+|[+#]+(?![\w+#]))?")
_COMPOUND = re.compile(r"\brendez[-‐‑ ]vous\b")
"""« Rendez-vous » is one word: its parts mean something else."""
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+|(?<!\s)\s+[•*–—-]\s+")


def words(text: str) -> list[str]:
    """The text's words in order: folded, elided articles and possessives removed.

    Single letters and numbers are left out, but for years and for numbers that
    are names of services (811, 911); names like ``c++`` and ``c#`` stay.
    """
    plain = _COMPOUND.sub("rendezvous", _POSSESSIVE.sub(" ", _ELIDED.sub("", fold(text))))
    return [word for word in _WORD.findall(plain) if _is_word(word)]


def spoken(text: str) -> list[tuple[str, str]]:
    """The text's words, each folded and as it is written."""
    pieces = (match.group() for match in _WRITTEN.finditer(text))
    return [(word, piece) for piece in pieces for word in words(piece)]


def _is_word(word: str) -> bool:
    if word.isdigit():
        return _NUMBER.fullmatch(word) is not None
    return len(word) > 1


def sentences(text: str, at_least: int = 15) -> list[str]:
    """The text's sentences and list items, of at least so many characters each.

    A text with none that long is returned whole; an empty one gives no sentence.
    """
    pieces = [piece.strip(" -•*") for piece in _SENTENCE.split(text)]
    long_enough = [piece for piece in pieces if len(piece) >= at_least]
    if long_enough:
        return long_enough
    return [text.strip()] if text.strip() else []
