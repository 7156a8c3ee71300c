"""Vectors of the thesaurus's concepts, kept beside those of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.concept import Concept
from catalogue.domain.text import LANGUAGES
from catalogue.meaning.encoder import Encoder, unit
from catalogue.storage import derived
from catalogue.storage.derived import DerivedRow

from .progress import Watch, unwatched
from .workspace import Workspace

Floats = NDArray[np.float32]

_KIND = "concept"
_PART = "terms"
_METHOD = "mean of terms"
_BATCH = 64


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
    vectors = encoder.encode([term for concept in concepts for term in _terms(concept)])
    ends = np.cumsum([len(_terms(concept)) for concept in concepts])
    for concept, rows in zip(concepts, np.split(vectors, ends[:-1]), strict=True):
        value = rows.mean(axis=0).astype("<f4").tobytes()
        yield DerivedRow(_KIND, concept.id, _PART, digests[concept.id], value)


def load_concepts(workspace: Workspace) -> tuple[list[str], Floats]:
    """Identifiers and vectors of the concepts, their mean removed, of unit length; shape (n, d)."""
    encoder = workspace.encoder
    held = list(derived.load(workspace.derived, _KIND, _PART))
    if encoder is None or not held:
        return [], np.zeros((0, encoder.dimensions if encoder else 0), dtype=np.float32)
    rows = np.vstack([np.frombuffer(raw, dtype="<f4") for _, raw in held])
    return [key for key, _ in held], unit(rows - rows.mean(axis=0))


def _terms(concept: Concept) -> list[str]:
    return [term for language in LANGUAGES for term in concept.terms(language)]


def _digest(concept: Concept, encoder: str) -> str:
    return sha256(f"{_METHOD} {encoder} {concept.model_dump_json()}".encode()).hexdigest()
