"""Templates that nobody has filled in yet: ``${{ values.name }}`` is no name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.domain.errors import FieldError, Path

_PLACE = re.compile(r"\$?\{\{[^{}]*\}\}")
_NAMES = ("name", "title")
_TEXTS = ("summary", "description")


def unfilled(data: Mapping[str, Any]) -> Iterator[FieldError]:
    """Names that hold a template's place, and texts that are nothing else."""
    for field in (*_NAMES, *_TEXTS):
        for path, text in _texts(field, data.get(field)):
            found = _PLACE.search(text) if field in _NAMES else _PLACE.fullmatch(text.strip())
            if found:
                yield FieldError(path, "not_filled_in", {"value": found[0]})


def _texts(field: str, held: object) -> Iterator[tuple[Path, str]]:
    items = held.items() if isinstance(held, Mapping) else [(None, held)]
    for tongue, text in items:
        if isinstance(text, str):
            yield (field,) if tongue is None else (field, tongue), text
