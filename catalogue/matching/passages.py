"""The sentences by which a variant is compared."""

from __future__ import annotations

from catalogue.language.tokens import sentences

from .variant import Variant

MOST = 16
"""Sentences of a text that are kept; what comes later rarely says what a thing is."""


def sentences_of(variant: Variant) -> list[str]:
    """The sentences of the variant's text, else its title; at least one, at most ``MOST``."""
    return (sentences(variant.text) or [variant.title])[:MOST]
