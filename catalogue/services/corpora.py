"""The matcher's view of the whole catalogue, loaded once and kept warm."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from catalogue.domain.match import BANDS
from catalogue.domain.text import LANGUAGES
from catalogue.matching.concepts import Concepts
from catalogue.matching.corpus import Corpus, Entry, Rarity
from catalogue.matching.model import MatchingModel, ModelUnusable, read_model
from catalogue.matching.telling import Lookup
from catalogue.matching.variant import Variant
from catalogue.meaning.centering import Means
from catalogue.meaning.encoder import Encoder
from catalogue.storage import derived
from catalogue.storage.derived import DerivedState
from catalogue.storage.errors import DerivedDamaged

from .deriving import entries_of, unpacked
from .genre_means import centered, means_of, second_means_of
from .resources import shipped
from .second_vectors import load_seconds, second_in_force
from .surroundings import Surroundings
from .syncing import renew
from .word_vectors import all_words, word_means
from .workspace import Workspace

TYPES = ("component", "proposal")

MODEL, MEANS = "matching_model.json", "meaning_means.json"
SECOND_MODEL, SECOND_MEANS = "matching_model_e5.json", "meaning_means_e5.json"
"""Those where a second encoder reads every record."""


@cache
def shipped_model() -> MatchingModel:
    """The matching model that comes with the software. Raises ModelUnusable."""
    return _model(MODEL)


@cache
def second_model() -> MatchingModel:
    """The matching model for two encoders. Raises ModelUnusable."""
    return _model(SECOND_MODEL)


def model_in_force(workspace: Workspace) -> MatchingModel:
    """The matching model for the encoders that have read every record. Raises ModelUnusable."""
    return second_model() if second_in_force(workspace) else shipped_model()


def _model(name: str) -> MatchingModel:
    path = shipped("data") / name
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
    return _means(MEANS)


@cache
def second_means() -> Means:
    """The second encoder's mean vectors. Raises ModelUnusable."""
    return _means(SECOND_MEANS)


def _means(name: str) -> Means:
    path = shipped("data") / name
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
        self.second = _reader_of_all(workspace, raw)
        come = entries_of(visiting, workspace, self.second)
        words, vectors = all_words(workspace, visiting)
        seen = {
            **means_of("component", raw["component"]),
            **means_of("proposal", [*raw["proposal"], *come]),
            **word_means(words, vectors),
        }
        self.means = shipped_means().blended_with(seen)
        self._second_means = self._blended(raw, come)
        self.of = {kind: Corpus(self._centered(raw[kind], kind)) for kind in TYPES}
        self.visitors = Corpus(self._centered(come, "proposal"))
        held = [*self.of.values(), self.visitors]
        self.rarity = Rarity([corpus.columns for corpus in held])
        self.lookup = Lookup(self.rarity, workspace.lexicon, workspace.thesaurus)
        self.with_meaning = workspace.encoder is not None
        self._workspace = workspace
        self._around = Surroundings(workspace, self.means, self.of, words, vectors, held)
        self._known = dict(zip(visiting, self.visitors.entries, strict=True))

    @property
    def model(self) -> MatchingModel:
        """The matching model for the encoders at hand."""
        return second_model() if self.second else shipped_model()

    @property
    def encoders(self) -> tuple[str, ...]:
        """Names of the sentence encoders that everything was read with."""
        held = [self._workspace.encoder, self.second]
        return tuple(encoder.name for encoder in held if encoder is not None)

    @property
    def concepts(self) -> Concepts:
        """The thesaurus's concepts, as far as they have vectors."""
        return self._around.concepts

    def prepared(self, variants: Sequence[Variant]) -> list[Entry]:
        """The variants of a draft, ready to be compared with the corpora."""
        strange = [variant for variant in variants if variant not in self._known]
        raw = entries_of(strange, self._workspace, self.second)
        read = {
            variant: self._centered([entry], variant.record_type)[0]
            for variant, entry in zip(strange, raw, strict=True)
        }
        return [
            self._around.read(variant, self._known.get(variant) or read[variant])
            for variant in variants
        ]

    def read_again(self, variant: Variant, held: Entry) -> Entry:
        """A corpus's entry, ready to be compared as a draft's is."""
        return self._around.read(variant, held)

    def _blended(self, raw: Mapping[str, Sequence[Entry]], come: Sequence[Entry]) -> Means | None:
        """The second encoder's means, those of what is seen among them."""
        if self.second is None:
            return None
        seen = {
            **second_means_of("component", raw["component"]),
            **second_means_of("proposal", [*raw["proposal"], *come]),
        }
        return second_means().blended_with(seen)

    def _centered(self, entries: Sequence[Entry], kind: str) -> list[Entry]:
        return list(centered(entries, kind, self.means, self._second_means))


def _reader_of_all(workspace: Workspace, raw: Mapping[str, Sequence[Entry]]) -> Encoder | None:
    """The second encoder, where it has read every record.

    Where one record is missing, none counts: a comparison with it would come
    out lower than with the others.
    """
    missing = any(entry.second is None for entries in raw.values() for entry in entries)
    return None if missing else workspace.second


def stored_entries(workspace: Workspace, kind: str) -> list[Entry]:
    """Every variant of a type of record, its vectors as the encoders made them.

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
        seconds = load_seconds(workspace, kind, language)
        for record_id, raw in derived.load(workspace.derived, kind, language):
            yield replace(unpacked(record_id, raw), second=seconds.get(record_id))
