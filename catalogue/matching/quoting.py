"""The words of a text where they stand, so that they can be shown as it writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.domain.text import Language
from catalogue.language.stopwords import stop_words
from catalogue.language.tokens import spoken, words

_BREAK = re.compile(r"[.,;:!?()\n\[\]]")
_PIECE = re.compile(r"\w+")


class Quoting:
    """A text's telling words in order, folded, and how it writes them.

    Words are quoted in lower case, but for those that stand in capitals.
    """

    def __init__(self, text: str, language: Language) -> None:
        stops = stop_words(language)
        self.words: list[str] = []
        self._text = text
        self._spans: list[tuple[int, int]] = []
        self._places: dict[str, list[int]] = {}
        for word, span in _placed(text):
            if word not in stops:
                self._places.setdefault(word, []).append(len(self.words))
                self.words.append(word)
                self._spans.append(span)

    def quote(self, said: Sequence[str]) -> str:
        """How the text writes these words where they first stand in a row.

        With the stop words between them, unless a sentence or a clause ends
        there. The words themselves where they stand nowhere in a row.
        """
        size, wanted = len(said), list(said)
        for start in self._places.get(wanted[0], ()) if wanted else ():
            if self.words[start : start + size] == wanted:
                return self._between(start, start + size - 1)
        return " ".join(wanted)

    def _between(self, first: int, last: int) -> str:
        quoted = self._text[self._spans[first][0] : self._spans[last][1]]
        if _BREAK.search(quoted):
            pieces = (self._text[start:end] for start, end in self._spans[first : last + 1])
            quoted = " … ".join(pieces)
        return " ".join(_PIECE.sub(lambda piece: _plain(piece.group()), quoted).split())


def _placed(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The text's folded words, each with where what it comes from begins and ends."""
    said = spoken(text)
    at = end = 0
    while at < len(said):
        piece = said[at][1]
        start = text.index(piece, end)
        end = start + len(piece)
        alone = at + 1 == len(said) or said[at + 1][1] != piece
        for word in [said[at][0]] if alone else words(piece):
            yield word, (start, end)
            at += 1


def _plain(piece: str) -> str:
    return piece if piece.isupper() else piece.lower()
