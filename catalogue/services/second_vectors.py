"""What a second sentence encoder reads in records, where one is installed, kept beside the first's.

What is kept does not go away when the second encoder is turned off, so
nothing is encoded twice when it is turned on again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

import numpy as np

from catalogue.domain.text import LANGUAGES
from catalogue.matching.corpus import Whole
from catalogue.matching.variant import Variant
from catalogue.meaning.encoder import Encoder
from catalogue.storage import derived
from catalogue.storage.derived import DerivedRow
from catalogue.storage.errors import DerivedDamaged
from catalogue.storage.tables import RECORD_TYPES

from .workspace import Workspace

STAMP = "second"
"""Under which the derived data names the second encoder that read every record."""

Known = dict[tuple[str, str], dict[str, str]]
"""Digests of what is kept, by type of record and language, then by identifier."""


def second_in_force(workspace: Workspace) -> Encoder | None:
    """The second encoder, where it has read every record."""
    second = workspace.second
    if second is None or derived.stamp(workspace.derived).get(STAMP) != second.name:
        return None
    return second


def known_seconds(workspace: Workspace) -> Known:
    """What is kept already."""
    return {
        (record_type, language): derived.digests(workspace.derived, record_type, _part(language))
        for record_type in RECORD_TYPES
        for language in LANGUAGES
    }


def derive_seconds(workspace: Workspace, variants: Iterable[Variant], known: Known) -> None:
    """Compute and keep the vectors of variants whose texts are not ``known``."""
    second = workspace.second
    if second is None:
        return
    digests = {variant: _digest(variant, second) for variant in variants}
    fresh = [
        variant
        for variant, digest in digests.items()
        if known[variant.record_type, variant.language].get(variant.record_id) != digest
    ]
    derived.put(
        workspace.derived,
        [
            DerivedRow(
                variant.record_type,
                variant.record_id,
                _part(variant.language),
                digests[variant],
                np.vstack([whole.title, whole.body]).astype("<f2").tobytes(),
            )
            for variant, whole in zip(fresh, encode_seconds(second, fresh), strict=True)
        ],
    )


def encode_seconds(second: Encoder, variants: Sequence[Variant]) -> list[Whole]:
    """The variants as the second encoder reads them, in half precision, as they are kept."""
    texts = [text for variant in variants for text in (variant.title, variant.body)]
    rows = second.encode(texts).astype(np.float16).astype(np.float32)
    return [Whole(*pair) for pair in rows.reshape(len(variants), 2, second.dimensions)]


def load_seconds(workspace: Workspace, record_type: str, language: str) -> dict[str, Whole]:
    """What is kept of a type of record in a language, by identifier.

    Nothing where no second encoder is in force. Raises DerivedDamaged.
    """
    second = second_in_force(workspace)
    if second is None:
        return {}
    held: dict[str, Whole] = {}
    for record_id, raw in derived.load(workspace.derived, record_type, _part(language)):
        rows = np.frombuffer(raw, dtype=np.uint8)
        if rows.size != 4 * second.dimensions:
            raise DerivedDamaged(reason="vectors of another length")
        held[record_id] = Whole(*rows.view("<f2").astype(np.float32).reshape(2, -1))
    return held


def _part(language: str) -> str:
    return f"{language} second"


def _digest(variant: Variant, second: Encoder) -> str:
    said = repr((second.name, variant.title, variant.body))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
