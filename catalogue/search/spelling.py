"""The words that the catalogue's own texts are written with: near ones, and those begun so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.stems import stem
from catalogue.language.stopwords import stop_words
from catalogue.language.tokens import words

_WRITTEN = re.compile(r"[^\W\d_]+")
_SHORTEST = 5
"""Letters from which on a word is looked up by likeness; shorter ones resemble too many."""
_LONG = 9
"""Letters from which on two slips are forgiven instead of one."""
_MOST_BEGUN = 8


class Spelling:
    """Known words, folded, how often each is written, and how it is written most often.

    ``also`` are words, folded, that are right though no text holds them.
    """

    def __init__(self, texts: Iterable[str], also: Iterable[str] = ()) -> None:
        written = Counter(token for text in texts for token in _WRITTEN.findall(text.lower()))
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for token, count in written.items():
            for word in words(token):
                forms[word][token] += count
        for word in frozenset(also) - forms.keys():
            forms[word][word] = 0
        self._count = {word: sum(counts.values()) for word, counts in forms.items()}
        self._written = {word: counts.most_common(1)[0][0] for word, counts in forms.items()}
        self._sorted = sorted(forms)
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in self._sorted:
            self._by_length[len(word)].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._count

    def written(self, word: str) -> str:
        """The word with its accents, as the texts have it."""
        return self._written.get(word, word)

    def accented(self, word: str, typed: str) -> str:
        """What was typed, with the accents that the texts give the word where it has none.

        Accents that were typed stay: *général* is not what an English text means by *general*.
        """
        return self._written[word] if typed.isascii() and self._count.get(word) else typed

    def nearest(self, word: str) -> str | None:
        """The known word that a slip of the keyboard makes of this one, the most frequent first.

        None for a word that is known, for an inflection of one, for a short one, and where
        nothing is near. A slip is a letter left out, put in, replaced, or changed with its
        neighbour (Damerau, 1964).
        """
        if word in self._count or len(word) < _SHORTEST or self._inflects(word):
            return None
        for slips in (1, 2) if len(word) >= _LONG else (1,):
            near = [
                (found, -self._count[found])
                for length in range(len(word) - slips, len(word) + slips + 1)
                for found, _, _ in process.extract(
                    word,
                    self._by_length.get(length, ()),
                    scorer=OSA.distance,
                    score_cutoff=slips,
                    limit=None,
                )
            ]
            if near:
                # People seldom miss the first letter.
                return min(near, key=lambda one: (one[0][0] != word[0], one[1], one[0]))[0]
        return None

    def _inflects(self, word: str) -> bool:
        """Whether the word says nothing, or has the stem of a known one, in either language."""
        return any(
            word in stop_words(language) or self._has_stem(stem(word, language), language)
            for language in LANGUAGES
        )

    def _has_stem(self, root: str, language: Language) -> bool:
        # Stemmers change a last letter at most: *autorité*, *autorit*; *study*, *studi*.
        alike = self._begun(root[:-1])
        return any(stem(known, language) == root for known in alike)

    def _begun(self, start: str) -> list[str]:
        first, last = (bisect_left(self._sorted, edge) for edge in (start, f"{start}\uffff"))
        return self._sorted[first:last]

    def beginning(self, start: str, most: int = _MOST_BEGUN) -> list[str]:
        """Known words that begin so, the most frequent first; the word itself is none of them."""
        found = [word for word in self._begun(start) if word != start and self._count[word]]
        return sorted(found, key=lambda word: (-self._count[word], word))[:most]
