"""What no record may hold, wherever it stands: found before any model sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from catalogue.domain.errors import FieldError, Path

DEEPEST = 20
MOST_VALUES = 20_000
"""Values in one record; the models would report each wrong one."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DATES = {("start",), ("end",), ("verified_on",), ("used_by", "since")}
_NUMBER = re.compile(r"\s*[-+]?[\d.]+\s*")


@dataclass(frozen=True)
class Flaw:
    """Stands in the data where the file said something that no record may say."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def find_flaws(data: object) -> list[FieldError]:
    """Flaws of an object, each with its path.

    Codes: those of ``Flaw``, forbidden_character, bad_date (a number, which
    the models would take for a moment since 1970), too_deep, too_many_values.
    """
    found: list[FieldError] = []
    waiting: list[tuple[Path, object]] = [((), data)]
    seen = 0
    while waiting:
        path, value = waiting.pop()
        seen += 1
        if seen > MOST_VALUES or (isinstance(value, (list, dict)) and len(value) > MOST_VALUES):
            return [FieldError(path[:1], "too_many_values", {"limit": MOST_VALUES})]
        if len(path) > DEEPEST:
            return [FieldError(path[:1], "too_deep", {"limit": DEEPEST})]
        error = _flaw(path, value)
        if error:
            found.append(error)
        waiting += _inside(path, value)
    return found[::-1]


def _inside(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield (*path, str(key)), inner
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield (*path, position), inner


def _flaw(path: Path, value: object) -> FieldError | None:
    if isinstance(value, Flaw):
        return FieldError(path, value.code, value.params)
    key = path[-1] if path else ""
    for text in (value, key):
        if isinstance(text, str) and (bad := _FORBIDDEN.search(text)):
            return FieldError(path, "forbidden_character", {"character": f"{ord(bad[0]):04X}"})
    if tuple(part for part in path if isinstance(part, str)) in _DATES and _numeric(value):
        return FieldError(path, "bad_date")
    return None


def _numeric(value: object) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return isinstance(value, (int, float))
