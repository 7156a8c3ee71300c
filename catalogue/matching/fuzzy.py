"""Likeness of names, by RapidFuzz, with guards for what it would misjudge."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from catalogue.language.folding import fold
from catalogue.language.stems import content_words
from catalogue.language.tokens import words

from .variant import Variant

_SHORT = 4


@dataclass(frozen=True)
class Names:
    """What a variant is called, folded: whole names, and acronyms apart."""

    names: tuple[str, ...]
    acronyms: frozenset[str]


def names_of(variant: Variant) -> Names:
    """The variant's names as word sequences without stop words."""
    folded = tuple(
        dict.fromkeys(
            " ".join(content_words(name, variant.language)) or " ".join(words(name))
            for name in variant.names
        )
    )
    acronyms = {fold(acronym) for acronym in variant.acronyms}
    acronyms |= {fold(name) for name in variant.names if _is_acronym(name)}
    return Names(tuple(name for name in folded if name), frozenset(acronyms))


def _is_acronym(name: str) -> bool:
    return 3 <= len(name) <= 8 and name.isupper() and name.isalnum()


def likeness(left: str, right: str) -> float:
    """How alike two folded names are, in [0, 1]; the same both ways.

    The mean of ``token_sort_ratio``, which punishes what one name lacks, and
    ``token_set_ratio``, which does not; the latter alone would give 100 to
    "identity" against "shared identity service". Empty names are alike to
    nothing, and names shorter than four letters only to themselves.
    """
    if not left or not right:
        return 0.0
    if min(len(left), len(right)) < _SHORT:
        return float(left == right)
    whole = fuzz.token_sort_ratio(left, right)
    shared = fuzz.token_set_ratio(left, right)
    return float(whole + shared) / 200


def best_likeness(left: Names, right: Names) -> tuple[float, str, str]:
    """The likeness of the two most alike names, and these names."""
    pairs = ((likeness(a, b), a, b) for a in left.names for b in right.names)
    return max(pairs, default=(0.0, "", ""))


def shared_acronyms(left: Names, right: Names) -> frozenset[str]:
    """Acronyms that both bear as such."""
    return left.acronyms & right.acronyms
