"""The matcher's view of the whole catalogue, loaded once and kept warm."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from catalogue.domain.match import BANDS
from catalogue.domain.text import LANGUAGES
from catalogue.matching.concepts import Concepts
from catalogue.matching.corpus import Corpus, Entry, Rarity, Vectors
from catalogue.matching.model import MatchingModel, ModelUnusable, read_model
from catalogue.matching.telling import Lookup
from catalogue.matching.variant import Variant
from catalogue.meaning.centering import Genre, Mean, Means, mean_of
from catalogue.storage import derived
from catalogue.storage.derived import DerivedState
from catalogue.storage.errors import DerivedDamaged

from .deriving import entries_of, unpacked
from .resources import shipped
from .surroundings import Surroundings
from .syncing import renew
from .word_vectors import all_words, word_means
from .workspace import Workspace

TYPES = ("component", "proposal")


@cache
def shipped_model() -> MatchingModel:
    """The matching model that comes with the software. Raises ModelUnusable."""
    path = shipped("data") / "matching_model.json"
    try:
        model = read_model(path)
    except (OSError, AttributeError) as error:
        raise ModelUnusable(path=str(path)) from error
    if set(model.thresholds) != set(BANDS):
        raise ModelUnusable(path=str(path))
    return model


@cache
def shipped_means() -> Means:
    """The mean vectors that come with the software. Raises ModelUnusable."""
    path = shipped("data") / "meaning_means.json"
    try:
        return Means.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelUnusable(path=str(path)) from error


class Corpora:
    """Components and proposals as corpora, with the rarity of words and the means of vectors.

    ``visiting`` are proposals of a file that is being screened: they count in
    rarity and means, and only each other can find them, in ``visitors``.
    """

    def __init__(self, workspace: Workspace, visiting: Sequence[Variant] = ()) -> None:
        raw = {kind: stored_entries(workspace, kind) for kind in TYPES}
        come = entries_of(visiting, workspace)
        words, vectors = all_words(workspace, visiting)
        seen = {
            **means_of("component", raw["component"]),
            **means_of("proposal", [*raw["proposal"], *come]),
            **word_means(words, vectors),
        }
        self.means = shipped_means().blended_with(seen)
        self.of = {kind: Corpus(centered(raw[kind], kind, self.means)) for kind in TYPES}
        self.visitors = Corpus(centered(come, "proposal", self.means))
        held = [*self.of.values(), self.visitors]
        self.rarity = Rarity([corpus.columns for corpus in held])
        self.lookup = Lookup(self.rarity, workspace.lexicon, workspace.thesaurus)
        self.with_meaning = workspace.encoder is not None
        self._workspace = workspace
        self._around = Surroundings(workspace, self.means, self.of, words, vectors, held)
        self._known = dict(zip(visiting, self.visitors.entries, strict=True))

    @property
    def concepts(self) -> Concepts:
        """The thesaurus's concepts, as far as they have vectors."""
        return self._around.concepts

    def prepared(self, variants: Sequence[Variant]) -> list[Entry]:
        """The variants of a draft, ready to be compared with the corpora."""
        strange = [variant for variant in variants if variant not in self._known]
        raw = dict(zip(strange, entries_of(strange, self._workspace), strict=True))
        return [
            self._around.read(
                variant,
                self._known.get(variant)
                or _centered(raw[variant], variant.record_type, self.means),
            )
            for variant in variants
        ]

    def read_again(self, variant: Variant, held: Entry) -> Entry:
        """A corpus's entry, ready to be compared as a draft's is."""
        return self._around.read(variant, held)


def stored_entries(workspace: Workspace, kind: str) -> list[Entry]:
    """Every variant of a type of record, its vectors as the encoder made them.

    Damaged ones are computed anew first.
    """
    try:
        return list(_stored(workspace, kind))
    except DerivedDamaged:
        renew(workspace)
        return list(_stored(workspace, kind))


def derived_state(workspace: Workspace) -> DerivedState:
    """How the derived data stand, for who keeps what was made of them; damaged ones are renewed."""
    try:
        return derived.state(workspace.derived)
    except DerivedDamaged:
        renew(workspace)
        return derived.state(workspace.derived)


def _stored(workspace: Workspace, kind: str) -> Iterator[Entry]:
    for language in LANGUAGES:
        for record_id, raw in derived.load(workspace.derived, kind, language):
            yield unpacked(record_id, raw)


def means_of(kind: str, entries: Sequence[Entry]) -> dict[Genre, Mean]:
    """Mean vectors of the entries, by language and part."""
    means: dict[Genre, Mean] = {}
    for language in LANGUAGES:
        held = [e.vectors for e in entries if e.language == language and e.vectors is not None]
        if held:
            means[kind, language, "title"] = mean_of(np.vstack([v.title for v in held]))
            means[kind, language, "body"] = mean_of(np.vstack([v.body for v in held]))
            means[kind, language, "sentence"] = mean_of(np.vstack([v.sentences for v in held]))
    return means


def centered(entries: Iterable[Entry], kind: str, means: Means) -> list[Entry]:
    """The entries with their genre's mean removed from each vector."""
    return [_centered(entry, kind, means) for entry in entries]


def _centered(entry: Entry, kind: str, means: Means) -> Entry:
    vectors = entry.vectors
    if vectors is None:
        return entry
    language = entry.language
    return replace(
        entry,
        vectors=Vectors(
            title=means.center(vectors.title, (kind, language, "title")),
            body=means.center(vectors.body, (kind, language, "body")),
            sentences=means.center(vectors.sentences, (kind, language, "sentence")),
        ),
    )
