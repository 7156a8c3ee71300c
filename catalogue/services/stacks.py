"""What search reads of every component, kept warm: terms, meanings, names and spelling."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.text import Language
from catalogue.language.tokens import words
from catalogue.matching.corpus import Column, Entry
from catalogue.search.latent import Latent
from catalogue.search.postings import Postings
from catalogue.search.spelling import Spelling
from catalogue.storage import overview
from catalogue.storage.derived import DerivedState
from catalogue.storage.overview import Said

from .corpora import derived_state, shipped_means, stored_entries
from .genre_means import centered, means_of
from .kept import Kept
from .name_postings import name_postings
from .understanding import named_in
from .workspace import Workspace

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]

READ_VIEWS = ("stems", "lexicon", "ngrams")


class Stacks:
    """Every component in each of its languages, a row each, ready to be searched.

    ``component_of`` gives a row's place in ``ids``; ``titles`` and ``bodies``
    are unit vectors with the mean of their genre removed, None without an encoder.
    ``names``, ``lifecycles`` and ``verified`` (the day of the last confirmation,
    or not a time) are a row a component, as ``ids``.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._lexicon, self._thesaurus = workspace.lexicon, workspace.thesaurus
        self.said: Mapping[str, Said] = {one.id: one for one in overview.said(workspace.db)}
        raw = [one for one in stored_entries(workspace, "component") if one.record_id in self.said]
        self.means = shipped_means().blended_with(means_of("component", raw))
        entries = list(centered(raw, "component", self.means, None))
        self.ids = sorted({entry.record_id for entry in entries})
        places = {component: place for place, component in enumerate(self.ids)}
        self.component_of = np.array([places[one.record_id] for one in entries], dtype=np.intp)
        self.languages = np.array([entry.language for entry in entries])
        columns = {view: _column(entries, view) for view in READ_VIEWS}
        self.postings = {
            view: Postings(column.starts, column.ids, column.weights)
            for view, column in columns.items()
        }
        self.postings["concepts"] = self._concepts()
        self.names = name_postings([self.said[one] for one in self.ids], self._lexicon)
        stems = columns["stems"]
        self.latent = Latent(stems.starts, stems.ids, stems.weights)
        self.titles, self.bodies = _vectors(entries)
        self.rows_named = _named(entries)
        standing = [self.said[one] for one in self.ids]
        self.lifecycles = np.array([one.lifecycle for one in standing])
        self.verified = np.array([one.verified_on or "NaT" for one in standing], "datetime64[D]")

    def __len__(self) -> int:
        return len(self.ids)

    def _concepts(self) -> Postings:
        """The concepts that each row's component names, as a reader of its language finds them."""
        texts = {one: " . ".join(self.said[one].texts) for one in self.ids}
        return Postings.of(
            [
                Counter(named_in(texts[self.ids[place]], language, self._thesaurus))
                for place, language in zip(self.component_of, self.languages, strict=True)
            ]
        )

    @cached_property
    def spelling(self) -> Spelling:
        """The components' words, and those of the lexicon and the thesaurus."""
        texts = (text for one in self.said.values() for text in one.texts)
        return Spelling(texts, self._lexicon.words | self._thesaurus.words)

    def saying(self, expression: str, among: Collection[str] | None = None) -> Mask:
        """Which components, if any are named of those, say the words of an expression in a row."""
        wanted = f" {' '.join(words(expression))} "

        def says(component: str) -> bool:
            return any(
                wanted in f" {' '.join(words(text))} " for text in self.said[component].texts
            )

        return np.array(
            [(among is None or one in among) and says(one) for one in self.ids], dtype=bool
        )

    def best_of(self, rows: Floats) -> Floats:
        """Of each component the score of its best row."""
        best = np.full(len(self.ids), -np.inf, dtype=np.float32)
        np.maximum.at(best, self.component_of, rows)
        return best


def _column(entries: Sequence[Entry], view: str) -> Column:
    return Column([entry.features for entry in entries], view)


def _vectors(entries: Sequence[Entry]) -> tuple[Floats | None, Floats | None]:
    held = [entry.vectors for entry in entries if entry.vectors is not None]
    if not held or len(held) < len(entries):
        return None, None
    return np.vstack([one.title for one in held]), np.vstack([one.body for one in held])


def _named(entries: Iterable[Entry]) -> Mapping[tuple[Language | str, str], list[int]]:
    """Rows by language and by what they are called, folded; acronyms are names too."""
    named: defaultdict[tuple[Language | str, str], list[int]] = defaultdict(list)
    for row, entry in enumerate(entries):
        for name in {*entry.names.names, *entry.names.acronyms}:
            named[entry.language, name].append(row)
    return dict(named)


def _version(workspace: Workspace) -> tuple[str, int, DerivedState, str, str]:
    return (
        workspace.index.database,
        overview.version(workspace.db),
        derived_state(workspace),
        workspace.lexicon.version,
        workspace.thesaurus.version,
    )


STACKS = Kept(_version, Stacks)
"""The stacks of a workspace, kept until a component, or what it is read with, changes."""
