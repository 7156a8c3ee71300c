"""The part of a text that answers a search, with the words that answer marked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from catalogue.domain.component import Component
from catalogue.domain.text import LANGUAGES, Language, in_language
from catalogue.language.stems import content_words, stem
from catalogue.language.tokens import spoken
from catalogue.language.tokens import words as words_of
from catalogue.search.asked import take_apart

_LENGTH = 220
_BEFORE = 60


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is one of the words looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Extract:
    """Pieces that together make a text, and the language it stands in."""

    pieces: tuple[Piece, ...]
    language: Language


Sought = frozenset[str]


def sought(words: str) -> Sought:
    """The stems that a search looks for: of its content words, in both languages."""
    said = take_apart(words).words
    telling = [(word, lang) for lang in LANGUAGES for word in content_words(said, lang)]
    asked = telling or [(word, lang) for lang in LANGUAGES for word in words_of(said)]
    return frozenset(stem(word, language) for word, language in asked)


def marked(text: str, looked_for: Collection[str]) -> tuple[Piece, ...]:
    """The text cut into pieces, its words of the same stem marked, whatever accents and case."""
    pieces: list[Piece] = []
    end = 0
    for word, written in spoken(text) if looked_for else ():
        start = text.find(written, end)
        if start >= 0 and any(stem(word, language) in looked_for for language in LANGUAGES):
            pieces += [Piece(text[end:start]), Piece(written, marked=True)]
            end = start + len(written)
    return tuple(piece for piece in [*pieces, Piece(text[end:])] if piece.text)


def extract(component: Component, looked_for: Collection[str], language: Language) -> Extract:
    """What to show of a component among results.

    Its summary, or where only the description answers, the part of it that
    does; in the reader's language where that answers or nothing else does,
    else in the other one.
    """
    held = _texts(component, language)
    for text, stands_in in held:
        pieces = marked(text, looked_for)
        if any(piece.marked for piece in pieces):
            return Extract(_around_first(pieces), stands_in)
    text, stands_in = held[0]
    return Extract((Piece(_cut(text)),), stands_in)


def _texts(component: Component, language: Language) -> list[tuple[str, Language]]:
    """Summaries and descriptions that there are, the reader's language first."""
    first = [in_language(text, language) for text in (component.summary, component.description)]
    other: Language = "en" if language == "fr" else "fr"
    then = [in_language(text, other) for text in (component.summary, component.description)]
    return list(dict.fromkeys(held for held in [*first, *then] if held is not None))


def _around_first(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces from a little before the first mark on, cut to the length of an extract."""
    lead = pieces[0].text if not pieces[0].marked else ""
    whole = sum(len(piece.text) for piece in pieces)
    if whole > _LENGTH and len(lead) > _BEFORE:
        tail = lead[-_BEFORE:]
        pieces = (Piece("… " + tail.partition(" ")[2]), *pieces[1:])
    kept: list[Piece] = []
    room = _LENGTH
    for piece in pieces:
        if len(piece.text) > room:
            kept.append(Piece(_cut(piece.text, room), piece.marked))
            break
        kept.append(piece)
        room -= len(piece.text)
    return tuple(piece for piece in kept if piece.text)


def _cut(text: str, length: int = _LENGTH) -> str:
    """The text's beginning, cut between words where it is too long."""
    if len(text) <= length:
        return text
    beginning, space, _ = text[: length + 1].rpartition(" ")
    return f"{beginning if space else text[:length]} …"
