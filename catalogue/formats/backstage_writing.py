"""Components as catalog-info.yaml: an entity each, and a group for each owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.domain.component import Component, ComponentKind, RelationKind
from catalogue.domain.identifiers import slug
from catalogue.domain.organization import Organization
from catalogue.domain.text import in_language

from .backstage_refs import ID_ANNOTATION, NAME, Reference
from .backstage_words import LIFECYCLE_OF, NOBODY
from .yaml_writing import filled, yaml_text

API_VERSION = "backstage.io/v1alpha1"
_LONGEST_NAME = 63
_TAG = re.compile(r"[a-z0-9:+#]+(-[a-z0-9:+#]+)*")
_NO_SLUG = slug("")
_RESOURCES = (ComponentKind.dataset, ComponentKind.infrastructure)


def backstage_text(
    components: Iterable[Component], bodies: Mapping[str, Organization] | None = None
) -> str:
    """The file of these components; ``bodies`` are public bodies by identifier.

    Each text stands in one language, French where there is French. A relation
    without a counterpart in Backstage (variant of, similar to) is left out.
    """
    chosen = list(components)
    references = {component.id: _reference(component) for component in chosen}
    owners = {_name(one.owner): one.owner for one in reversed(chosen) if one.owner}
    groups = [_group(owner, (bodies or {}).get(owner)) for owner in reversed(owners.values())]
    return yaml_text(*groups, *(_entity(component, references) for component in chosen))


def _reference(component: Component) -> Reference:
    kind = "resource" if component.kind in _RESOURCES else "component"
    if component.kind is ComponentKind.api and component.links.api:
        kind = "api"
    return Reference(kind, "default", _name(component.id))


def _name(identifier: str) -> str:
    """An identifier as Backstage allows names."""
    if NAME.fullmatch(identifier):
        return identifier
    return slug(identifier)[:_LONGEST_NAME].strip("-")


def _group(owner: str, body: Organization | None) -> dict[str, Any]:
    title, _ = (in_language(body.name, "fr") if body else None) or (owner, "fr")
    return {
        "apiVersion": API_VERSION,
        "kind": "Group",
        "metadata": {
            "name": _name(owner),
            "annotations": {ID_ANNOTATION: body.id if body else slug(owner)},
            "title": title,
        },
        "spec": {"type": "organization", "children": []},
    }


def _entity(component: Component, references: Mapping[str, Reference]) -> dict[str, Any]:
    own = references[component.id]
    title, language = in_language(component.name, "fr") or (component.id, "fr")
    told = in_language(component.description, language) or in_language(component.summary, language)
    links = component.links
    metadata = {
        "name": _name(component.id),
        "title": title,
        "description": told[0] if told else None,
        "annotations": filled(
            {
                ID_ANNOTATION: component.id,
                "backstage.io/source-location": f"url:{links.source}" if links.source else None,
            }
        ),
        "labels": filled({"license": component.licence}),
        "tags": _tags(component, language),
        "links": [
            filled({"url": url, "type": kind})
            for kind, url in (("website", links.website), ("documentation", links.documentation))
            if url
        ],
    }
    spec = {
        "type": component.kind.value,
        "lifecycle": LIFECYCLE_OF[component.lifecycle],
        "owner": f"group:{_name(component.owner or NOBODY[0])}",
        "definition": {"$text": links.api} if own.kind == "api" else None,
        "dependsOn": [
            str(references[tie.target])
            for tie in component.relations
            if tie.type is RelationKind.depends_on and tie.target in references
        ],
        "subcomponentOf": next(
            (
                str(references[tie.target])
                for tie in component.relations
                if tie.type is RelationKind.part_of and tie.target in references
            ),
            None,
        ),
    }
    kind = {"api": "API", "resource": "Resource"}.get(own.kind, "Component")
    return {
        "apiVersion": API_VERSION,
        "kind": kind,
        "metadata": filled(metadata),
        "spec": filled(spec),
    }


def _tags(component: Component, language: str) -> list[str]:
    """Keywords as Backstage allows tags: small letters, digits, + # : and hyphens between."""
    words = getattr(component.keywords, language)
    tags = [word if _TAG.fullmatch(word) else slug(word) for word in words]
    return [tag[:_LONGEST_NAME].strip("-") for tag in tags if tag != _NO_SLUG]
