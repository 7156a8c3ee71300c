"""Names that can be begun: what a search box offers while somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from catalogue.language.folding import fold

_ALIKE = 85.0
"""RapidFuzz's partial ratio, 0 to 100, from which on a name that begins otherwise is offered."""


class Names:
    """Names of components and capabilities in both languages, to be begun."""

    def __init__(self, names: Iterable[str]) -> None:
        self.by_folded: Mapping[str, str] = {fold(name): name for name in names}

    def beginning(self, typed: str, most: int) -> list[str]:
        """Names that begin so, then those of which a later word does; short ones first."""
        wanted = fold(typed)
        first = [one for one in self.by_folded if one.startswith(wanted)]
        within = [one for one in self.by_folded if f" {wanted}" in one and one not in set(first)]
        found = [*sorted(first, key=_short_first), *sorted(within, key=_short_first)]
        return [self.by_folded[one] for one in found[:most]]

    def alike(self, typed: str, most: int) -> list[str]:
        """Names that hold something like what was typed, the likest first."""
        found = process.extract(
            fold(typed),
            self.by_folded.keys(),
            scorer=fuzz.partial_ratio,
            score_cutoff=_ALIKE,
            limit=most,
        )
        return [self.by_folded[folded] for folded, _, _ in found]


def _short_first(name: str) -> tuple[int, str]:
    return len(name), name
