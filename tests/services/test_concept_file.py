"""Vectors of concepts that ship with the software."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from catalogue.meaning.encoder import available_encoder
from catalogue.services import concept_file
from catalogue.services.concept_file import shipped_vectors, write_vectors
from catalogue.services.concept_vectors import _digest, _made
from catalogue.services.vocabulary import shipped_concepts


def test_each_shipped_concept_has_the_vector_that_the_encoder_gives_it() -> None:
    encoder = available_encoder()
    assert encoder is not None
    concepts, held = shipped_concepts(), shipped_vectors()
    assert {_digest(one, encoder.name) for one in concepts} == held.keys()
    some = concepts[:: len(concepts) // 12]
    for concept, raw in _made(some, encoder):
        shipped, made = (
            np.frombuffer(one, "<f2") for one in (held[_digest(concept, encoder.name)], raw)
        )
        assert shipped.astype(float) == pytest.approx(made.astype(float), abs=2e-3)


@pytest.mark.parametrize("count", [0, 3])
def test_vectors_survive_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    vectors = {f"{n:064x}": np.full(4, n, "<f2").tobytes() for n in range(count)}
    write_vectors(vectors, tmp_path)
    monkeypatch.setattr(concept_file, "shipped", lambda folder: tmp_path)
    assert shipped_vectors.__wrapped__() == vectors


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 not a list of arrays"])
def test_a_damaged_file_is_said_and_done_without(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    content: bytes | None,
) -> None:
    if content is not None:
        (tmp_path / concept_file.NAME).write_bytes(content)
    monkeypatch.setattr(concept_file, "shipped", lambda folder: tmp_path)
    with caplog.at_level(logging.WARNING):
        assert shipped_vectors.__wrapped__() == {}
    assert concept_file.NAME in caplog.text
