"""A variant's derived data as bytes, to be kept beside the database."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from catalogue.language.lexicon import NO_LEXICON, Lexicon

from .corpus import Entry, Vectors
from .features import ANALYSIS, features_of, from_bytes, to_bytes
from .fuzzy import Names, names_of
from .passages import MOST
from .variant import Variant


def digest_of(variant: Variant, encoder: str | None, lexicon: Lexicon = NO_LEXICON) -> str:
    """Changes whenever the variant's derived data would."""
    unordered = (sorted(variant.capabilities), sorted(variant.links))
    texts = (variant.title, variant.text, variant.names, variant.acronyms)
    said = repr((ANALYSIS, MOST, encoder, variant.language, texts, unordered))
    return f"{sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()}.{lexicon.version}"


def same_vectors(digest: str, other: str) -> bool:
    """Whether, of what two digests name, only the lexicon can differ: the vectors are the same."""
    return digest.partition(".")[0] == other.partition(".")[0]


def entry_of(variant: Variant, vectors: Vectors | None, lexicon: Lexicon = NO_LEXICON) -> Entry:
    """The variant with everything that comparing it needs."""
    return Entry(
        record_id=variant.record_id,
        language=variant.language,
        names=names_of(variant),
        features=features_of(variant, lexicon),
        vectors=vectors,
        capabilities=variant.capabilities,
        links=variant.links,
        bare=variant.is_bare,
    )


@dataclass(frozen=True)
class _Shape:
    """Number of sentence vectors and their length; both 0 where there are none."""

    sentences: int
    dimensions: int


def pack(entry: Entry) -> bytes:
    """The entry as bytes: a JSON header, its features, its vectors as little-endian float32."""
    vectors = entry.vectors
    shape = _Shape(*vectors.sentences.shape) if vectors is not None else _Shape(0, 0)
    header = json.dumps(
        {
            "language": entry.language,
            "names": entry.names.names,
            "acronyms": sorted(entry.names.acronyms),
            "capabilities": sorted(entry.capabilities),
            "links": sorted(entry.links),
            "bare": entry.bare,
            "shape": [shape.sentences, shape.dimensions],
        }
    ).encode()
    features = to_bytes(entry.features)
    parts = [struct.pack("<II", len(header), len(features)), header, features]
    if vectors is not None:
        stacked = np.vstack([vectors.title, vectors.body, vectors.sentences])
        parts.append(stacked.astype("<f4").tobytes())
    return b"".join(parts)


def unpack(record_id: str, raw: bytes) -> Entry:
    """The inverse of ``pack``; the vectors are as they were packed."""
    header_length, features_length = struct.unpack_from("<II", raw, 0)
    start = 8 + header_length
    header = json.loads(raw[8:start])
    sentences, dimensions = header["shape"]
    vectors = None
    if dimensions:
        offset = start + features_length
        count = (sentences + 2) * dimensions
        flat = np.frombuffer(raw[offset:], dtype="<f4", count=count).astype(np.float32)
        rows = flat.reshape(sentences + 2, dimensions)
        vectors = Vectors(title=rows[0], body=rows[1], sentences=rows[2:])
    return Entry(
        record_id=record_id,
        language=header["language"],
        names=Names(tuple(header["names"]), frozenset(header["acronyms"])),
        features=from_bytes(raw[start : start + features_length]),
        vectors=vectors,
        capabilities=frozenset(header["capabilities"]),
        links=frozenset(header["links"]),
        bare=header["bare"],
    )
