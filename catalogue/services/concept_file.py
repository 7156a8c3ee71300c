"""Vectors of the shipped thesaurus's concepts, computed once and for all."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from .resources import shipped

NAME = "concept_vectors.npz"

_log = logging.getLogger(__name__)


@cache
def shipped_vectors() -> Mapping[str, bytes]:
    """What ships, by the digest of concept and encoder: little-endian float16.

    A new catalogue need not read thousands of terms before its first record.
    Where the file is missing or damaged nothing comes back, with a warning in
    the log, and the vectors are computed.
    """
    path = shipped("data") / NAME
    try:
        with np.load(path, allow_pickle=False) as held:
            digests, vectors = held["digests"], held["vectors"].astype("<f2")
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        _log.warning("%s cannot be read, concepts are read anew: %s", path, error)
        return {}
    return {str(digest): row.tobytes() for digest, row in zip(digests, vectors, strict=True)}


def write_vectors(vectors: Mapping[str, bytes], folder: Path) -> Path:
    """Write vectors under the name that they will be read by; where they stand comes back."""
    path = folder / NAME
    held = [np.frombuffer(vectors[digest], dtype="<f2") for digest in sorted(vectors)]
    rows = np.vstack(held) if held else np.empty((0, 0), dtype="<f2")
    np.savez_compressed(path, digests=np.array(sorted(vectors), dtype=str), vectors=rows)
    return path
