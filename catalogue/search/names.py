"""Names that can be begun: what a search box offers while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.language.folding import fold

_SHORTEST = 5
"""Letters from which on a slip in a word is forgiven."""
_LONG = 9
"""Letters from which on two are."""

Distances = Mapping[int, int]
"""Names by their place, and how many slips away they are."""


class _Begun:
    """Texts in alphabetical order, each leading to a name."""

    def __init__(self, texts: Iterable[tuple[str, int]], ranks: NDArray[np.intp]) -> None:
        listed = sorted(texts)
        self._texts = [text for text, _ in listed]
        self._names = np.array([name for _, name in listed], dtype=np.intp)
        self._ranks = ranks[self._names]

    def first(self, start: str, most: int) -> list[int]:
        """The names of texts that begin so, those of lowest rank."""
        edges = (bisect_left(self._texts, edge) for edge in (start, f"{start}\U0010ffff"))
        found = slice(*edges)
        names, ranks = self._names[found], self._ranks[found]
        if len(ranks) > most:
            best = np.argpartition(ranks, most)[:most]
            names, ranks = names[best], ranks[best]
        ordered: list[int] = names[np.argsort(ranks)].tolist()
        return ordered


class Names:
    """Names of components and capabilities in both languages, to be begun.

    Finding some takes as long for a hundred thousand names as for a thousand, or nearly so.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.by_folded: Mapping[str, str] = {fold(name): name for name in names}
        self._folded = list(self.by_folded)
        order = sorted(range(len(self._folded)), key=lambda at: _short_first(self._folded[at]))
        self._ranks = np.empty(len(order), dtype=np.intp)
        self._ranks[order] = np.arange(len(order))
        whole = ((name, at) for at, name in enumerate(self._folded))
        self._whole = _Begun(whole, self._ranks)
        self._later = _Begun(self._later_words(), self._ranks)
        with_word: defaultdict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self._folded):
            for word in set(name.split()):
                with_word[word].append(at)
        self._with_word = dict(with_word)
        self._by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for word in with_word:
            self._by_letter[word[0]].append(word)

    def beginning(self, typed: str, most: int) -> list[str]:
        """Names that begin so, then those of which a later word does; short ones first."""
        wanted = fold(typed)
        found = dict.fromkeys(self._whole.first(wanted, most))
        if len(found) < most:
            # As many again may be those found already, and a name may go on so several times.
            found |= dict.fromkeys(self._later.first(wanted, 4 * most))
        return self._written(list(found)[:most])

    def alike(self, typed: str, most: int) -> list[str]:
        """Names with words that begin as those typed, but for slips; the likest first."""
        near = [self._near(word) for word in fold(typed).split()]
        if not near:
            return []
        both = reduce(_added, near)
        ordered = sorted(both, key=lambda at: (both[at], self._ranks[at]))
        return self._written(ordered[:most])

    def _near(self, typed: str) -> Distances:
        slips = 0 if len(typed) < _SHORTEST else 1 if len(typed) < _LONG else 2
        found: dict[int, int] = {}
        # Of the first letter people miss no more than its place.
        words = [word for letter in {*typed[:2]} for word in self._by_letter.get(letter, ())]
        for length in {len(typed), len(typed) + (slips > 0)}:
            beginnings = [word[:length] for word in words]
            for _, distance, place in process.extract(
                typed, beginnings, scorer=OSA.distance, score_cutoff=slips, limit=None
            ):
                for at in self._with_word[words[place]]:
                    found[at] = min(int(distance), found.get(at, slips))
        return found

    def _later_words(self) -> Iterable[tuple[str, int]]:
        for at, name in enumerate(self._folded):
            for place, sign in enumerate(name):
                if sign == " ":
                    yield name[place + 1 :], at

    def _written(self, places: Sequence[int]) -> list[str]:
        return [self.by_folded[self._folded[at]] for at in places]


def _added(left: Distances, right: Distances) -> Distances:
    return {at: left[at] + right[at] for at in left.keys() & right.keys()}


def _short_first(name: str) -> tuple[int, str]:
    return len(name), name
