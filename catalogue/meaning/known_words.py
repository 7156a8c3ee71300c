"""Which words an encoder knows to be words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from .encoder import Encoder


@runtime_checkable
class KnowsWords(Protocol):
    """An encoder that met so many texts that what it reads as one word hardly ever is a slip."""

    def knows(self, word: str) -> bool:
        """Whether the word, as it is written, is one of its own."""


def knows_word(encoder: Encoder | None, word: str) -> bool:
    """Whether the encoder knows the word; False without one, and where it cannot tell."""
    return isinstance(encoder, KnowsWords) and encoder.knows(word)
