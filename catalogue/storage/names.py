"""When two spellings of a public body's name are one."""

from __future__ import annotations

import re
import unicodedata


def folded(text: str) -> str:
    """The text without case, accents or punctuation, its words joined by one space.

    A text of nothing but punctuation stays as it is, in lower case.
    """
    lower = text.casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain)) or lower
