"""Accents, ligatures and letter case out of the way."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans(
    {
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "ß": "ss",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "™": "",
        "℠": "",
        "\u00ad": "",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\u2060": "",
        "\ufeff": "",
    }
)


def fold(text: str) -> str:
    """The text in lower case without accents, with plain apostrophes and hyphens.

    Folding a folded text changes nothing.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    # signs such as № come apart into capitals
    return unicodedata.normalize("NFKD", bare.casefold()).translate(_LIGATURES)
