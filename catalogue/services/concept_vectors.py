"""Vectors of the thesaurus's concepts, kept beside those of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.concept import Concept
from catalogue.domain.text import LANGUAGES
from catalogue.meaning.encoder import Encoder, unit
from catalogue.storage import derived
from catalogue.storage.derived import DerivedRow

from .concept_file import shipped_vectors
from .progress import Watch, unwatched
from .workspace import Workspace

Floats = NDArray[np.float32]

_KIND = "concept"
_PART = "terms"
_METHOD = "mean of terms, in half precision"
_BATCH = 64

_MOST = 4_000
_MADE: WeakKeyDictionary[Encoder, dict[str, bytes]] = WeakKeyDictionary()
"""What each encoder of the process made, by digest, 1 KB a concept: a process that opens several
instances, or makes derived data anew, reads the thousands of terms of the thesaurus once."""
_LOCK = Lock()


def derive_concepts(workspace: Workspace, watch: Watch = unwatched) -> None:
    """Compute and keep the vectors of concepts that are new or changed, forget those gone."""
    encoder = workspace.encoder
    if encoder is None:
        return
    held = derived.digests(workspace.derived, _KIND, _PART)
    concepts = workspace.thesaurus.concepts
    if gone := held.keys() - concepts.keys():
        derived.forget(workspace.derived, _KIND, gone)
    wanted = {key: _digest(concept, encoder.name) for key, concept in concepts.items()}
    fresh = [concepts[key] for key, digest in wanted.items() if held.get(key) != digest]
    for start in range(0, len(fresh), _BATCH):
        batch = fresh[start : start + _BATCH]
        derived.put(workspace.derived, _rows(batch, encoder, wanted))
        watch("concepts", start + len(batch), len(fresh))


def _rows(
    concepts: Sequence[Concept], encoder: Encoder, digests: Mapping[str, str]
) -> Iterator[DerivedRow]:
    wanted = [digests[concept.id] for concept in concepts]
    held = shipped_vectors()
    known = _recalled(encoder, wanted) | {one: held[one] for one in wanted if one in held}
    strange = [concept for concept in concepts if digests[concept.id] not in known]
    new = {digests[one.id]: value for one, value in _made(strange, encoder)}
    _remember(encoder, new)
    for concept in concepts:
        digest = digests[concept.id]
        yield DerivedRow(_KIND, concept.id, _PART, digest, (known | new)[digest])


def _made(concepts: Sequence[Concept], encoder: Encoder) -> Iterator[tuple[Concept, bytes]]:
    if concepts:
        vectors = encoder.encode([term for concept in concepts for term in _terms(concept)])
        ends = np.cumsum([len(_terms(concept)) for concept in concepts])
        for concept, rows in zip(concepts, np.split(vectors, ends[:-1]), strict=True):
            yield concept, rows.mean(axis=0).astype("<f2").tobytes()


def _recalled(encoder: Encoder, digests: Sequence[str]) -> dict[str, bytes]:
    with _LOCK:
        made = _MADE.get(encoder, {})
        return {digest: made[digest] for digest in digests if digest in made}


def _remember(encoder: Encoder, new: Mapping[str, bytes]) -> None:
    with _LOCK:
        made = _MADE.setdefault(encoder, {})
        if len(made) + len(new) > _MOST:
            made.clear()
        made.update(new)


def load_concepts(workspace: Workspace) -> tuple[list[str], Floats]:
    """Identifiers and vectors of the concepts, their mean removed, of unit length; shape (n, d)."""
    encoder = workspace.encoder
    held = list(derived.load(workspace.derived, _KIND, _PART))
    if encoder is None or not held:
        return [], np.zeros((0, encoder.dimensions if encoder else 0), dtype=np.float32)
    rows = np.vstack([np.frombuffer(raw, dtype="<f2") for _, raw in held]).astype(np.float32)
    return [key for key, _ in held], unit(rows - rows.mean(axis=0))


def vectors_at_hand(workspace: Workspace) -> dict[str, bytes]:
    """The vectors of every concept in force, by digest, to be shipped."""
    digests = derived.digests(workspace.derived, _KIND, _PART)
    return {digests[key]: raw for key, raw in derived.load(workspace.derived, _KIND, _PART)}


def _terms(concept: Concept) -> list[str]:
    return [term for language in LANGUAGES for term in concept.terms(language)]


def _digest(concept: Concept, encoder: str) -> str:
    return sha256(f"{_METHOD} {encoder} {concept.model_dump_json()}".encode()).hexdigest()
