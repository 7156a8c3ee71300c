"""Records that are the same thing registered twice, to be told to people as one."""

from __future__ import annotations

from catalogue.domain.match import Alike, Match

from .corpus import Entry

ALIKE = 0.95
"""Cosine of two texts that say the same. Of 2,730 real components, eight pairs reach it: editions
of one product (Android and iOS), versions and tables of one interface; below 0.92 other products
of the same kind come in. The same name, folded, was never borne by two different things there."""


def near_identical(one: Entry, other: Entry) -> bool:
    """Whether two records bear the same name or alias, or their texts say the same."""
    if not set(one.names.names).isdisjoint(other.names.names):
        return True
    if one.vectors is None or other.vectors is None or one.bare or other.bare:
        return False
    return float(one.vectors.body @ other.vectors.body) >= ALIKE


class Folding:
    """Matches in the order in which they are told; what is near-identical goes with the first.

    Only components are folded: a proposal is somebody's, and always told for itself.
    """

    def __init__(self) -> None:
        self._told: list[tuple[Entry, Match, list[Alike]]] = []

    def add(self, entry: Entry, match: Match) -> None:
        """Tell a match by itself."""
        self._told.append((entry, match, []))

    def takes(self, entry: Entry, one: Alike) -> bool:
        """Whether the record goes with a match that was told before."""
        if one.type != "component":
            return False
        for other, match, alike in self._told:
            if match.type == one.type and near_identical(entry, other):
                alike.append(one)
                return True
        return False

    def matches(self) -> list[Match]:
        """The matches that are told, each with what goes with it."""
        return [match.model_copy(update={"alike": tuple(alike)}) for _, match, alike in self._told]
