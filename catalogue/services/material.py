"""What a record says, as far as being compared goes: a change of anything else is no change."""

from __future__ import annotations

import hashlib
import json
import re

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.language.folding import fold
from catalogue.matching.variant import Variant, variants_of


def material_digest(record: Component | Proposal) -> str:
    """A digest of the words, names, capabilities and addresses that matching reads.

    Case, accents, spaces and punctuation do not count, nor do status, costs,
    dates and contacts.
    """
    said = [_said(variant) for variant in variants_of(record)]
    return hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest()


def _said(variant: Variant) -> list[object]:
    return [
        variant.language,
        _bare(variant.body),
        sorted(_bare(name) for name in variant.names),
        sorted(_bare(acronym) for acronym in variant.acronyms),
        sorted(variant.capabilities),
        sorted(variant.links),
    ]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
