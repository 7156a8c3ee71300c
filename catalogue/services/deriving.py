"""Computing what the matcher needs to know of each record, and keeping it."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.domain.text import LANGUAGES
from catalogue.matching.corpus import Entry, Vectors
from catalogue.matching.packing import digest_of, entry_of, pack, same_vectors, unpack
from catalogue.matching.passages import sentences_of
from catalogue.matching.variant import Variant, variants_of
from catalogue.meaning.encoder import Encoder
from catalogue.storage import derived
from catalogue.storage.derived import DerivedRow
from catalogue.storage.errors import DerivedDamaged

from .concept_vectors import derive_concepts
from .progress import Watch, unwatched
from .second_vectors import Known, derive_seconds, encode_seconds, known_seconds
from .word_vectors import derive_words, known_words
from .workspace import Workspace

Record = Component | Proposal

_BATCH = 64
_SLOW_BATCH = 8
"""With a second encoder, which takes long over each text."""


def derive(
    workspace: Workspace, records: Iterable[Record], total: int, watch: Watch = unwatched
) -> None:
    """Compute and keep the derived data of the records; what has not changed is left as it is."""
    known = {
        (record_type, language): derived.digests(workspace.derived, record_type, language)
        for record_type in ("component", "proposal")
        for language in ("fr", "en")
    }
    derive_concepts(workspace, watch)
    words, seconds = known_words(workspace), known_seconds(workspace)
    done = 0
    stream = iter(records)
    while batch := list(islice(stream, _SLOW_BATCH if workspace.second else _BATCH)):
        fresh = _not_yet_derived(workspace, batch, known, seconds)
        # First what goes with a record: one that is there then has all of it.
        derive_words(workspace, [one.variant for one in fresh], words)
        derive_seconds(workspace, [v for record in batch for v in variants_of(record)], seconds)
        _keep(workspace, fresh)
        done += len(batch)
        watch("deriving", done, total)


@dataclass(frozen=True)
class _Fresh:
    """A variant to derive, under a digest; ``reread`` says that its kept vectors still stand."""

    variant: Variant
    digest: str
    reread: bool


def _not_yet_derived(
    workspace: Workspace,
    batch: Sequence[Record],
    known: Mapping[tuple[str, str], Mapping[str, str]],
    seconds: Known,
) -> list[_Fresh]:
    """The batch's variants whose derived data is missing or outdated.

    Records that lost a language are forgotten first, in ``seconds`` too.
    """
    name = workspace.encoder.name if workspace.encoder else None
    fresh: list[_Fresh] = []
    for record in batch:
        digests = {
            language: ids[record.id]
            for (kind, language), ids in known.items()
            if kind == record.type and record.id in ids
        }
        wanted = {
            variant.language: (variant, digest_of(variant, name, workspace.lexicon))
            for variant in variants_of(record)
        }
        if digests.keys() - wanted.keys():
            derived.forget(workspace.derived, record.type, [record.id])
            digests = {}
            for language in LANGUAGES:
                seconds[record.type, language].pop(record.id, None)
        fresh.extend(
            _Fresh(variant, digest, same_vectors(digests.get(language, ""), digest))
            for language, (variant, digest) in wanted.items()
            if digests.get(language) != digest
        )
    return fresh


def _keep(workspace: Workspace, fresh: Sequence[_Fresh]) -> None:
    vectors = {one: _kept_vectors(workspace, one.variant) for one in fresh if one.reread}
    strange = [one for one in fresh if not one.reread]
    made = _vectors([one.variant for one in strange], workspace.encoder)
    vectors.update(zip(strange, made, strict=True))
    derived.put(
        workspace.derived,
        [
            DerivedRow(
                one.variant.record_type,
                one.variant.record_id,
                one.variant.language,
                one.digest,
                pack(entry_of(one.variant, vectors[one], workspace.lexicon)),
            )
            for one in fresh
        ],
    )


def _kept_vectors(workspace: Workspace, variant: Variant) -> Vectors | None:
    """The variant's vectors as they were kept. Raises DerivedDamaged."""
    key = variant.record_id
    held = derived.fetch(workspace.derived, variant.record_type, [key], variant.language)
    if key not in held:
        raise DerivedDamaged(reason="a value went missing")
    return unpacked(key, held[key]).vectors


def unpacked(record_id: str, raw: bytes) -> Entry:
    """A kept entry. Raises DerivedDamaged."""
    try:
        return unpack(record_id, raw)
    except (LookupError, TypeError, ValueError, struct.error) as error:
        raise DerivedDamaged(reason=str(error)) from error


def entries_of(
    variants: Sequence[Variant], workspace: Workspace, second: Encoder | None = None
) -> list[Entry]:
    """The variants with their features and raw sentence vectors.

    No vectors where the workspace has no encoder, and none by ``second`` where it is None.
    """
    wholes = encode_seconds(second, variants) if second else [None] * len(variants)
    vectors = _vectors(variants, workspace.encoder)
    return [
        replace(entry_of(variant, own, workspace.lexicon), second=whole)
        for variant, own, whole in zip(variants, vectors, wholes, strict=True)
    ]


def _vectors(variants: Sequence[Variant], encoder: Encoder | None) -> list[Vectors | None]:
    if encoder is None or not variants:
        return [None] * len(variants)
    titles = encoder.encode([variant.title for variant in variants])
    bodies = encoder.encode([variant.body for variant in variants])
    sentences = [sentences_of(variant) for variant in variants]
    rows = encoder.encode([sentence for own in sentences for sentence in own])
    vectors: list[Vectors | None] = []
    start = 0
    for position, own in enumerate(sentences):
        end = start + len(own)
        vectors.append(Vectors(titles[position], bodies[position], rows[start:end]))
        start = end
    return vectors
