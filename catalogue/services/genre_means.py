"""Taking from entries' vectors what all texts of their kind and language have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from catalogue.domain.text import LANGUAGES
from catalogue.matching.corpus import Entry, Vectors, Whole
from catalogue.meaning.centering import Genre, Mean, Means, mean_of


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


def second_means_of(kind: str, entries: Sequence[Entry]) -> dict[Genre, Mean]:
    """The same of what a second encoder read."""
    means: dict[Genre, Mean] = {}
    for language in LANGUAGES:
        held = [e.second for e in entries if e.language == language and e.second is not None]
        if held:
            means[kind, language, "title"] = mean_of(np.vstack([v.title for v in held]))
            means[kind, language, "body"] = mean_of(np.vstack([v.body for v in held]))
    return means


def centered(
    entries: Sequence[Entry], kind: str, means: Means, second: Means | None
) -> Iterator[Entry]:
    """The entries with their genre's mean removed from each vector.

    Without ``second``, the means of a second encoder, what one read is left out.
    """
    for entry in entries:
        genre = kind, entry.language
        vectors = _centered(entry.vectors, genre, means)
        yield replace(entry, vectors=vectors, second=_centered_second(entry.second, genre, second))


def _centered(vectors: Vectors | None, genre: tuple[str, str], means: Means) -> Vectors | None:
    if vectors is None:
        return None
    return Vectors(
        title=means.center(vectors.title, (*genre, "title")),
        body=means.center(vectors.body, (*genre, "body")),
        sentences=means.center(vectors.sentences, (*genre, "sentence")),
    )


def _centered_second(
    whole: Whole | None, genre: tuple[str, str], means: Means | None
) -> Whole | None:
    if whole is None or means is None:
        return None
    return Whole(
        title=means.center(whole.title, (*genre, "title")),
        body=means.center(whole.body, (*genre, "body")),
    )
