"""Text as spreadsheets save it under Windows in Western Europe and America: Windows-1252.

It is told from what else is no UTF-8 by what it holds: accented letters and
the signs of French and English typography. Bytes of DOS or Macintosh files
make other signs of them, and broken UTF-8 makes pairs that no text has.
"""

from __future__ import annotations

import re

NAME = "windows-1252"

_SIGNS = "€…‘’“”•–—™œŒŸ\u00a0«»°§®©²³½¼¾¢£·ªº‹›¿¡"
_USUAL = frozenset([*range(0xC0, 0x100), *(sign.encode(NAME)[0] for sign in _SIGNS)]) - {0xD7, 0xF7}
_PAIRS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_ODD = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MOST_ODD = 0.05
"""Share of bytes beyond ASCII that may be other signs: a name from elsewhere, a currency."""


def from_windows(content: bytes) -> bytes | None:
    """The text in UTF-8 where the bytes read as Windows-1252; None where they do not.

    For bytes that are no UTF-8 already.
    """
    if content.startswith(_MARKS) or _ODD.search(content):
        return None
    counts = _counted(content)
    high = sum(counts.values())
    unusual = sum(count for byte, count in counts.items() if byte not in _USUAL)
    paired = sum(len(pair[0]) for pair in _PAIRS.finditer(content))
    if not high or unusual > _MOST_ODD * high or 2 * paired > high:
        return None
    try:
        return content.decode(NAME).encode("utf-8")
    except UnicodeDecodeError:
        return None  # five bytes mean nothing there


def _counted(content: bytes) -> dict[int, int]:
    """How often each byte beyond ASCII occurs."""
    return {byte: found for byte in range(0x80, 0x100) if (found := content.count(byte))}
