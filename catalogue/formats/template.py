"""An empty workbook to fill in, with a sheet that explains each column."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from catalogue.domain.text import Language
from catalogue.domain.validation import MODELS

from .columns import Column
from .fields import COLUMNS, RecordType
from .replacing import replacing
from .xlsx_writing import NOTES, write_sheets

_TITLES: dict[Language, dict[RecordType, str]] = {
    "fr": {
        "component": "Composantes",
        "proposal": "Propositions",
        "organization": "Organismes",
        "capability": "Capacités",
    },
    "en": {
        "component": "Components",
        "proposal": "Proposals",
        "organization": "Organizations",
        "capability": "Capabilities",
    },
}
_HEADINGS: dict[Language, list[str]] = {
    "fr": ["Colonne", "Obligatoire", "Ce qu’on y écrit", "Valeurs acceptées"],
    "en": ["Column", "Required", "What to write", "Accepted values"],
}
_REQUIRED: dict[Language, dict[str, str]] = {
    "fr": {"yes": "oui", "one": "une langue au moins", "some": "résumé ou description", "no": ""},
    "en": {
        "yes": "yes",
        "one": "one language at least",
        "some": "summary or description",
        "no": "",
    },
}
_HOW: dict[Language, dict[str, str]] = {
    "fr": {
        "text": "Un texte",
        "code": "Une valeur de la liste",
        "codes": "Des valeurs de la liste, séparées par ;",
        "date": "AAAA-MM-JJ, ou une date d’Excel",
        "number": "Un nombre entier",
        "money": "Un montant en dollars : 250 000 $",
        "list": "Des éléments séparés par ; (\\; pour un point-virgule dans un élément)",
        "address": "Une adresse complète : https://…",
        "contacts": "Nom <courriel> (rôle) ☎ téléphone; le contact suivant…",
        "relations": "lien:identifiant, séparés par ;",
        "uses": "organisme@AAAA-MM-JJ, séparés par ; (la date est facultative)",
        "years": "2026-2027:réalisation:exploitation, séparés par ;",
    },
    "en": {
        "text": "A text",
        "code": "A value of the list",
        "codes": "Values of the list, with ; between them",
        "date": "YYYY-MM-DD, or a date of Excel",
        "number": "A whole number",
        "money": "An amount in dollars: $250,000",
        "list": "Items with ; between them (\\; for a semicolon within an item)",
        "address": "A full address: https://…",
        "contacts": "Name <email> (role) ☎ phone; the next contact…",
        "relations": "relation:identifier, with ; between them",
        "uses": "organization@YYYY-MM-DD, with ; between them (the date is optional)",
        "years": "2026-2027:build:run, with ; between them",
    },
}


def write_template(record_type: RecordType, language: Language, path: Path) -> None:
    """A workbook with a header in this language and a sheet that explains it. Raises OSError."""
    columns = COLUMNS[record_type]
    header = [_label(column, language) for column in columns]
    notes = [_HEADINGS[language], *_notes(record_type, language)]
    sheets = [(_TITLES[language][record_type], [header]), (NOTES[language], notes)]
    with replacing(path) as target:
        write_sheets(sheets, target)


def _notes(record_type: RecordType, language: Language) -> Iterator[list[str]]:
    for column in COLUMNS[record_type]:
        yield [
            _label(column, language),
            _REQUIRED[language][_need(record_type, column)],
            _HOW[language][column.cell.name],
            ", ".join(_values(MODELS[record_type], column.path)),
        ]


def _label(column: Column, language: Language) -> str:
    return column.fr if language == "fr" else column.en


def _need(record_type: RecordType, column: Column) -> str:
    field = MODELS[record_type].model_fields[column.path[0]]
    if record_type == "component" and column.path[0] in ("summary", "description"):
        return "some"
    made = column.path == ("id",) and record_type in ("component", "proposal")
    if made or not field.is_required():
        return "no"
    return "one" if len(column.path) > 1 else "yes"


def _values(model: type[BaseModel], path: tuple[str, ...]) -> list[str]:
    """The controlled list of a field, where it has one."""
    options = list(_leaves(model.model_fields[path[0]].annotation))
    for option in options:
        if isinstance(option, type) and issubclass(option, Enum):
            return [str(member.value) for member in option]
        if isinstance(option, type) and issubclass(option, BaseModel):
            inner = path[1] if len(path) > 1 else "type"
            return _values(option, (inner, *path[2:])) if inner in option.model_fields else []
    return [option for option in options if isinstance(option, str)]


def _leaves(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from _leaves(part)
