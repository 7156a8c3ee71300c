"""Fields and values of files by the names that people know, beside what stands in the file."""

from __future__ import annotations

import re
from dataclasses import replace

from catalogue.domain.text import Language
from catalogue.formats.findings import Finding

from .sentences import say, sentences

_OF_FIELDS = ("component", "proposal", "file")
"""Where a field's label is looked for, in this order."""

_ITEM = re.compile(r"\[\d+\]")


def labelled(finding: Finding, language: Language) -> Finding:
    """The finding with its field, and the values that it asks for, under their labels."""
    params = dict(finding.params)
    if isinstance(expected := params.get("expected"), str):
        values = [value_words(finding.field, one, language) for one in expected.split(", ")]
        params["expected"] = ", ".join(values)
    return replace(finding, field=field_words(finding.field, language), params=params)


def field_words(field: str, language: Language) -> str:
    """« État (lifecycle) » for ``lifecycle``; the field alone where people have no name for it."""
    label = _label([f"{kind}.{_ITEM.sub('', field)}" for kind in _OF_FIELDS], language)
    if label is None:
        return field
    return label if label.casefold() == field.casefold() else f"{label} ({field})"


def value_words(field: str, value: str, language: Language) -> str:
    """« available (Offerte) » for a value of ``lifecycle``; the value alone without a name."""
    name = _ITEM.sub("", field)
    last = "relation" if name == "relations.type" else name.rpartition(".")[2]
    label = _label([f"{last}.{value}", f"body_{last}.{value}"], language)
    return f"{value} ({label})" if label and label.casefold() != value.casefold() else value


def _label(codes: list[str], language: Language) -> str | None:
    known = next((code for code in codes if code in sentences()), None)
    return say(known, language) if known else None
