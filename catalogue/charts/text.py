"""Text for drawings: escaped, since the drawing library writes it as it comes."""

from __future__ import annotations

import re
import textwrap
from html import escape

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def written(text: str) -> str:
    """The text as it may stand between two tags or inside an attribute."""
    return escape(_NOT_XML.sub("", text))


def fitted(text: str, width: float, letter: float, most: int = 1) -> list[str]:
    """The text in lines that fit ``width``, where a letter takes ``letter``; escaped.

    What would take more than ``most`` lines is cut at a word's end.
    """
    room = max(int(width / letter), 2)
    lines = textwrap.wrap(text, room, max_lines=most, placeholder=" …", break_on_hyphens=False)
    return [written(line) for line in lines]
