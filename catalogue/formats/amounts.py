"""Numbers and codes as people write them in cells."""

from __future__ import annotations

import re

_SPACES = r"[\s\u00a0\u2007\u2009\u202f]"
_DRESS = re.compile(rf"{_SPACES}|\$|CAD|(?:CA|C|CDN)(?=\$)|CDN", re.IGNORECASE)
_SCALED = re.compile(
    r"(\(?-?[\d.,'’]*\d)"
    r"(?:(k|thousands?|milliers?)|(m|mm|mio|millions?)|(b|bn|g|md|mrd|billions?|milliards?))"
    r"(?:d['’]|de|of)?(?:dollars?)?(\)?)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d{1,3})?", re.IGNORECASE)
_GROUPED = re.compile(r"(-?)(\d{1,3}(?:([.,'’])\d{3})(?:\3\d{3})*)(?:(?!\3)[.,](\d+))?")
_FRENCH = re.compile(r"(-?\d+),(\d+)")


def read_number(text: str) -> object:
    """A whole number where the text is one; else the text, for validation to refuse."""
    bare = re.sub(_SPACES, "", text)
    return int(bare) if re.fullmatch(r"-?[0-9]{1,15}", bare) else text


def read_money(text: str) -> object:
    """An amount as written in French or English: ``250 000 $``, ``$250,000.50``, ``1,5``.

    One point is always the decimal mark; one comma is unless exactly three
    digits follow a whole part that is not zero (``250,000``). Brackets are a
    minus. A unit may follow: ``1,2 M$``, ``$750K``, ``2 millions``. Anything
    else comes back as it is, for validation to refuse.
    """
    bare = _DRESS.sub("", text).replace("−", "-")
    if scaled := _SCALED.fullmatch(bare):
        amount = read_money(scaled[1] + scaled[5])
        times = next(10**power for power, one in ((3, 2), (6, 3), (9, 4)) if scaled[one])
        return round(amount * times, 2) if isinstance(amount, float) else text
    if re.fullmatch(r"\([^()-]+\)", bare):
        bare = f"-{bare[1:-1]}"
    if not bare.isascii() and "’" not in bare:
        return text
    if _PLAIN.fullmatch(bare):
        return float(bare)
    grouped = _GROUPED.fullmatch(bare)
    if grouped and not bare.lstrip("-").startswith("0"):
        sign, whole, _, decimals = grouped.groups()
        return float(f"{sign}{re.sub(r'[^0-9]', '', whole)}.{decimals or 0}")
    french = _FRENCH.fullmatch(bare)
    return float(f"{french[1]}.{french[2]}") if french else text


def has_unit(text: str) -> bool:
    """Whether an amount says itself that it is in thousands or millions."""
    return _SCALED.fullmatch(_DRESS.sub("", text)) is not None


def amount_text(value: float) -> str:
    """The inverse of ``read_money``: the shortest text of exactly this amount."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 2**53 else repr(value)


def read_code(text: str) -> str:
    """A code of a controlled list: ``In review`` and ``in-review`` are ``in_review``."""
    return re.sub(r"[\s_-]+", "_", text.strip().lower())
