"""French–English equivalents, and through them synonyms within a language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from catalogue.domain.text import Language

from .stems import content_words, stem
from .tokens import words

Phrase = tuple[str, ...]
"""Stems of a word or of a set expression."""

LONGEST_PHRASE = 4


@dataclass(frozen=True)
class Rendering:
    """A word or expression of a text as terms that both languages share.

    ``term`` is an English stem, or a French one marked ``fr:`` that nothing
    translates; ``weight`` is 1 for a word as it stands, less for one of
    several equivalents; ``words`` are the text's own. ``whole`` says that the
    term alone is their equivalent, not as a part of an expression.
    """

    term: str
    weight: float
    words: Phrase
    whole: bool = True


class Lexicon:
    """Pairs of equivalent French and English words or expressions.

    ``version`` changes whenever the pairs do.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._listed = listed = sorted(set(pairs))
        self.version = sha256(repr(listed).encode()).hexdigest()[:16]
        to_english: defaultdict[Phrase, dict[Phrase, None]] = defaultdict(dict)
        to_french: defaultdict[Phrase, dict[Phrase, None]] = defaultdict(dict)
        for french, english in listed:
            left, right = phrase(french, "fr"), phrase(english, "en")
            if 0 < len(left) <= LONGEST_PHRASE and 0 < len(right) <= LONGEST_PHRASE:
                to_english[left][right] = None
                to_french[right][left] = None
        self.to_english: Mapping[Phrase, Mapping[Phrase, None]] = dict(to_english)
        self.to_french: Mapping[Phrase, Mapping[Phrase, None]] = dict(to_french)

    def __len__(self) -> int:
        return sum(len(equivalents) for equivalents in self.to_english.values())

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the pairs in either language, folded."""
        return frozenset(word for pair in self._listed for text in pair for word in words(text))

    def knows(self, root: str, language: Language) -> bool:
        """Whether a stem stands in the lexicon by itself."""
        return (root,) in (self.to_english if language == "fr" else self.to_french)

    def render(self, words: Sequence[str], language: Language) -> Iterator[Rendering]:
        """The words (folded, without stop words) as terms that both languages share.

        French is translated; English stands as it is, and words that share a
        French equivalent come with it at a lower weight.
        """
        stems = [stem(word, language) for word in words]
        if language == "fr":
            yield from self._from_french(words, stems)
        else:
            yield from self._from_english(words, stems)

    def _from_french(self, words: Sequence[str], stems: Sequence[str]) -> Iterator[Rendering]:
        for start, end, known in _segments(stems, self.to_english):
            said = tuple(words[start:end])
            if not known:
                yield Rendering(f"fr:{stems[start]}", 1.0, said)
                continue
            equivalents = self.to_english[tuple(stems[start:end])]
            for english in equivalents:
                for term in english:
                    whole = len(english) == 1
                    yield Rendering(term, len(equivalents) ** -0.5, said, whole)

    def _from_english(self, words: Sequence[str], stems: Sequence[str]) -> Iterator[Rendering]:
        for word, term in zip(words, stems, strict=True):
            yield Rendering(term, 1.0, (word,))
        for start, end, known in _segments(stems, self.to_french):
            if known:
                said = tuple(words[start:end])
                for english, weight in self._synonyms(tuple(stems[start:end])):
                    for term in english:
                        yield Rendering(term, weight, said, len(english) == 1)

    def _synonyms(self, english: Phrase) -> Iterator[tuple[Phrase, float]]:
        """English phrases that share a French equivalent, likelier ones with more weight."""
        bridges = self.to_french[english]
        for french in bridges:
            back = self.to_english[french]
            for other in back:
                if other != english:
                    yield other, 1 / (len(bridges) * len(back))


NO_LEXICON = Lexicon(())
"""Translates nothing."""


def phrase(text: str, language: Language) -> Phrase:
    """The stems of a word or expression, without stop words."""
    return tuple(stem(word, language) for word in content_words(text, language))


def _segments(
    stems: Sequence[str], table: Mapping[Phrase, object]
) -> Iterator[tuple[int, int, bool]]:
    """The text cut from left to right into the longest phrases that the table holds.

    Yields start, end, and whether the table holds the phrase; others are single words.
    """
    start = 0
    while start < len(stems):
        longest = min(LONGEST_PHRASE, len(stems) - start)
        for length in range(longest, 0, -1):
            if tuple(stems[start : start + length]) in table:
                yield start, start + length, True
                start += length
                break
        else:
            yield start, start + 1, False
            start += 1
