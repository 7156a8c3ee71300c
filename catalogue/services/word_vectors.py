"""Vectors of single words, kept beside those of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.text import LANGUAGES
from catalogue.language.stems import content_words
from catalogue.matching.features import read_part, word_id
from catalogue.matching.variant import Variant
from catalogue.matching.vocabulary import Word
from catalogue.meaning.centering import Genre, Mean, Means, mean_of
from catalogue.meaning.encoder import Encoder
from catalogue.storage import derived
from catalogue.storage.derived import DerivedRow
from catalogue.storage.errors import DerivedDamaged

from .workspace import Workspace

Floats = NDArray[np.float32]

_KIND = "word"


def words_of(variant: Variant) -> Iterable[Word]:
    """The distinct telling words of a variant, as its features number them."""
    said = content_words(f"{variant.title} {read_part(variant.text)}", variant.language)
    return ((variant.language, word) for word in dict.fromkeys(said))


def genre_of(word: Word) -> Genre:
    """Words of each language have their own mean."""
    return (_KIND, word[0], _KIND)


def known_words(workspace: Workspace) -> set[Word]:
    """Words whose vectors by the present encoder are kept."""
    if workspace.encoder is None:
        return set()
    return {
        (language, word)
        for language in LANGUAGES
        for word, made_by in derived.digests(workspace.derived, _KIND, language).items()
        if made_by == workspace.encoder.name
    }


def derive_words(workspace: Workspace, variants: Iterable[Variant], known: set[Word]) -> None:
    """Compute and keep the vectors of words that are not ``known``, and add them there."""
    encoder = workspace.encoder
    if encoder is None:
        return
    fresh = list(dict.fromkeys(w for v in variants for w in words_of(v) if w not in known))
    vectors = encode_words(encoder, fresh)
    derived.put(
        workspace.derived,
        [
            DerivedRow(_KIND, word, language, encoder.name, vector.astype("<f2").tobytes())
            for (language, word), vector in zip(fresh, vectors, strict=True)
        ],
    )
    known.update(fresh)


def encode_words(encoder: Encoder, words: Sequence[Word]) -> Floats:
    """Unit vectors of single words as they are kept, in half precision; shape (n, d)."""
    rows = encoder.encode([word for _, word in words])
    kept: Floats = rows.astype(np.float16).astype(np.float32)
    return kept


def load_words(workspace: Workspace) -> tuple[list[Word], Floats]:
    """Every kept word with its vector. Raises DerivedDamaged."""
    encoder = workspace.encoder
    words: list[Word] = []
    parts: list[bytes] = []
    if encoder is None:
        return words, np.zeros((0, 0), dtype=np.float32)
    for language in LANGUAGES:
        for word, raw in derived.load(workspace.derived, _KIND, language):
            words.append((language, word))
            parts.append(raw)
    flat = np.frombuffer(b"".join(parts), dtype="<f2").astype(np.float32)
    if flat.size != len(words) * encoder.dimensions:
        raise DerivedDamaged(reason="word vectors of another length")
    return words, flat.reshape(len(words), encoder.dimensions)


def all_words(workspace: Workspace, visiting: Iterable[Variant]) -> tuple[list[Word], Floats]:
    """The kept words, and those of visiting texts, which are kept nowhere."""
    words, vectors = load_words(workspace)
    if workspace.encoder is None:
        return words, vectors
    held = set(words)
    fresh = list(dict.fromkeys(w for v in visiting for w in words_of(v) if w not in held))
    if not fresh:
        return words, vectors
    return [*words, *fresh], np.vstack([vectors, encode_words(workspace.encoder, fresh)])


def word_means(words: Sequence[Word], vectors: Floats) -> Mapping[Genre, Mean]:
    """The mean vector of each language's words."""
    means: dict[Genre, Mean] = {}
    spoken = np.array([language for language, _ in words])
    for language in LANGUAGES:
        rows = vectors[spoken == language] if len(words) else vectors
        if len(rows):
            means[genre_of((language, ""))] = mean_of(rows)
    return means


def centered_words(words: Sequence[Word], vectors: Floats, means: Means) -> Floats:
    """The vectors with the mean of their language removed, of unit length."""
    rows: Floats = vectors.copy()
    spoken = np.array([language for language, _ in words])
    for language in LANGUAGES:
        chosen = np.flatnonzero(spoken == language)
        if len(chosen):
            rows[chosen] = means.center(rows[chosen], genre_of((language, "")))
    return rows


def numbers(words: Sequence[Word]) -> NDArray[np.uint32]:
    """The words' numbers, as features hold them."""
    return np.array([word_id(*word) for word in words], dtype=np.uint32)
