"""The catalogue as JSON-LD by DCAT-AP 3: datasets, data services, and everything else.

Source: https://semiceu.github.io/DCAT-AP/releases/3.0.0/. Datasets and data
services are what the profile speaks of; other components are resources of
DCAT 3, which DCAT-AP readers pass over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from catalogue.domain.component import Component, ComponentKind
from catalogue.domain.organization import Organization
from catalogue.domain.text import LANGUAGES, AnyBilingual

from .yaml_writing import filled

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TITLE = {
    "fr": "Catalogue des fondations numériques communes",
    "en": "The catalogue of shared digital foundations",
}
ABOUT = {
    "fr": "Les composantes numériques que les organismes publics peuvent utiliser au lieu d’en"
    " construire d’autres.",
    "en": "The digital components that public bodies can use instead of building others.",
}
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_CODES = {"fr": "FRA", "en": "ENG"}
_NOT_IN_IRIS = re.compile(r'[\x00-\x20"<>\\^`{|}]')
_URN = "urn:foundations-catalogue:"


def dcat_text(
    components: Iterable[Component],
    bodies: Mapping[str, Organization],
    base_url: str | None = None,
) -> str:
    """The catalogue as one JSON-LD document.

    With the address at which the catalogue is served, everything is named by
    its page there; without it, by a URN.
    """
    names = _Names(base_url)
    graph: dict[str, list[Any]] = {"dcat:dataset": [], "dcat:service": [], "dcat:resource": []}
    owners: dict[str, Any] = {}
    for component in components:
        place, node = _node(component, names)
        graph[place].append(node)
        if component.owner and component.owner in bodies:
            owners[component.owner] = _agent(bodies[component.owner], names)
    catalogue = {
        "@context": CONTEXT,
        "@id": names.catalogue,
        "@type": "dcat:Catalog",
        "dct:title": _tagged(TITLE),
        "dct:description": _tagged(ABOUT),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _tagged(TITLE)},
        "dct:language": [{"@id": _LANGUAGE + _CODES[language]} for language in LANGUAGES],
        **filled(graph),
    }
    if owners:
        catalogue["@included"] = list(owners.values())
    return json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n"


class _Names:
    """What things are called on the web."""

    def __init__(self, base_url: str | None) -> None:
        self.base = base_url.rstrip("/") if base_url else None

    @property
    def catalogue(self) -> str:
        return f"{self.base}/" if self.base else f"{_URN}catalogue"

    def component(self, identifier: str) -> str:
        name = quote(identifier, safe="")
        return f"{self.base}/en/components/{name}" if self.base else f"{_URN}component:{name}"

    def body(self, identifier: str) -> str:
        return f"{_URN}organization:{quote(identifier, safe='')}"


def _node(component: Component, names: _Names) -> tuple[str, dict[str, Any]]:
    """Where a component belongs in the catalogue, and what is said of it."""
    links = component.links
    endpoint = links.website or links.api
    common = {
        "@id": names.component(component.id),
        "dct:identifier": component.id,
        "dct:title": _texts(component.name),
        "dct:description": _texts(component.description or component.summary),
        "dct:publisher": _link(names.body(component.owner)) if component.owner else None,
        "dcat:keyword": [
            {"@value": word, "@language": language}
            for language in LANGUAGES
            for word in getattr(component.keywords, language)
        ],
        "dcat:landingPage": _link(links.website or links.documentation),
    }
    if component.kind is ComponentKind.dataset:
        return "dcat:dataset", filled({**common, "@type": "dcat:Dataset"})
    if component.kind is ComponentKind.api and endpoint:
        more = {
            "@type": "dcat:DataService",
            "dcat:endpointURL": _link(endpoint),
            "dcat:endpointDescription": _link(links.api),
        }
        return "dcat:service", filled({**common, **more})
    return "dcat:resource", filled({**common, "@type": "dcat:Resource"})


def _agent(body: Organization, names: _Names) -> dict[str, Any]:
    return {"@id": names.body(body.id), "@type": "foaf:Agent", "foaf:name": _texts(body.name)}


def _link(address: str | None) -> dict[str, str] | None:
    """The address as an IRI, in which some signs cannot stand that browsers take."""
    return {"@id": _NOT_IN_IRIS.sub(lambda sign: quote(sign[0]), address)} if address else None


def _texts(text: AnyBilingual | None) -> list[dict[str, str]]:
    if text is None:
        return []
    return _tagged({language: getattr(text, language) for language in text.languages()})


def _tagged(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]
