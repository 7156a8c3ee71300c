"""A component as publiccode.yml, which its owner can put beside the source code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalogue.domain.component import Component
from catalogue.domain.errors import CatalogueError, FieldError
from catalogue.domain.text import LANGUAGES, Language

from .publiccode_rules import LONGEST_LONG, SHORTEST_LONG, broken_rules
from .publiccode_words import CATEGORIES, STATUS_OF
from .sketching import shortened
from .yaml_text import documents
from .yaml_writing import filled, yaml_text

VERSION = "0"
"""The whole series 0.x, of which only what all versions from 0.2 on know is written."""

COMMENT = ("Metadata of public software: https://yml.publiccode.tools",)

_OURS = {
    "url": "links.source",
    "legal": "licence",
    "description": "description",
    "name": "name",
    "landingURL": "links.website",
    "maintenance": "contacts",
    "usedBy": "used_by",
}
"""What must be mended in a component for a part of the file."""


class NotPublishable(CatalogueError):
    """A component lacks what publiccode.yml requires; ``errors`` says what."""

    code = "not_publishable"

    def __init__(self, component_id: str, errors: list[FieldError]) -> None:
        super().__init__(id=component_id, count=len(errors))
        self.errors = errors


def publiccode_text(component: Component, bodies: Mapping[str, str] | None = None) -> str:
    """The file of a component; ``bodies`` are names of public bodies by identifier.

    Raises NotPublishable where the component has no web address of source
    code, no SPDX licence, or says too little of itself for the standard.
    """
    text = yaml_text(_data(component, bodies or {}), comment=COMMENT)
    [written] = documents(text)
    if broken := broken_rules(written):
        raise NotPublishable(component.id, _in_our_words(broken, component.languages()[0]))
    return text


def _in_our_words(broken: list[FieldError], language: Language) -> list[FieldError]:
    """What is broken, by the fields of a component; each field once."""
    found: dict[str, FieldError] = {}
    for error in broken:
        head = str(error.path[0]) if error.path else ""
        field = _OURS.get(head, error.dotted)
        if head in ("description", "name"):
            field = f"{field}.{language}"
        found.setdefault(field, FieldError((field,), error.code, error.params))
    return list(found.values())


def _data(component: Component, bodies: Mapping[str, str]) -> dict[str, Any]:
    links = component.links
    told = {language: text for language in LANGUAGES if (text := _description(component, language))}
    data = {
        "publiccodeYmlVersion": VERSION,
        "name": component.name.fr or component.name.en,
        "url": links.source,
        "landingURL": links.website,
        "platforms": ["web"],
        "categories": _categories(component),
        "usedBy": [bodies.get(use.organization, use.organization) for use in component.used_by],
        "developmentStatus": STATUS_OF[component.lifecycle],
        "softwareType": "standalone/other",
        "description": told,
        "legal": filled(
            {
                "license": component.licence,
                "mainCopyrightOwner": bodies.get(component.owner or "", component.owner),
            }
        ),
        "maintenance": _maintenance(component),
        "localisation": {
            "localisationReady": len(told) > 1,
            "availableLanguages": [*told] or [*component.languages()],
        },
    }
    return filled(data)


def _categories(component: Component) -> list[str]:
    words = [re.sub(r"\s+", "-", word.lower()) for word in component.keywords.en]
    return [word for word in dict.fromkeys(words) if word in CATEGORIES]


def _description(component: Component, language: Language) -> dict[str, Any]:
    """What is told in a language; nothing where it has neither a summary nor a description."""
    summary: str | None = getattr(component.summary, language, None)
    description: str | None = getattr(component.description, language, None)
    if not summary and not description:
        return {}
    return filled(
        {
            "localisedName": getattr(component.name, language),
            "shortDescription": summary or shortened(" ".join((description or "").split())),
            "longDescription": _long(component, language, summary, description),
            "features": [*getattr(component.features, language)],
            "documentation": component.links.documentation,
            "apiDocumentation": component.links.api,
        }
    )


def _long(
    component: Component, language: Language, summary: str | None, description: str | None
) -> str | None:
    """The description; where none is long enough, with what else the component says of itself."""
    text = description or ""
    described = component.description
    if described and any(len(getattr(described, one) or "") >= SHORTEST_LONG for one in LANGUAGES):
        return text[:LONGEST_LONG] or None
    how = component.onboarding.how if component.onboarding else None
    more = (summary, getattr(how, language, None) if how else None)
    for piece in more:
        if len(text) < SHORTEST_LONG and piece and piece not in text:
            text = f"{text}\n\n{piece}".strip()
    return text[:LONGEST_LONG]


def _maintenance(component: Component) -> dict[str, Any]:
    if not component.contacts:
        return {"type": "none"}
    contacts = [
        filled(
            {
                "name": contact.name,
                "email": contact.email,
                "phone": contact.phone,
                "affiliation": contact.role,
            }
        )
        for contact in component.contacts
    ]
    return {"type": "internal", "contacts": contacts}
