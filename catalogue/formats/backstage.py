"""Backstage catalog-info.yaml: components, APIs, resources, systems, domains and groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from .backstage_refs import ID_ANNOTATION, NAME, Reference, own_reference
from .backstage_words import KINDS, LIFECYCLES, LINK_TYPES, NOBODY, TYPES
from .findings import Reading
from .places import Place
from .registry import Format
from .sketching import Sketch
from .source import head_text
from .tongue import tongue_of
from .uniqueness import finish
from .yaml_files import ENDINGS, only_mappings, places_of, top_keys
from .yaml_text import LARGEST

_API_VERSION = re.compile(r"^[\"']?apiVersion[\"']?[ \t]*:[ \t]*[\"']?[\w.]*backstage\.io/", re.M)
_TIES = {
    "dependsOn": ("depends_on", "component"),
    "consumesApis": ("depends_on", "api"),
    "subcomponentOf": ("part_of", "component"),
    "system": ("part_of", "system"),
    "domain": ("part_of", "domain"),
}
_TIES_OF_OTHERS = {"providesApis": ("part_of", "api"), "dependencyOf": ("depends_on", "component")}
_SLUGS = {
    "github.com/project-slug": "https://github.com/",
    "gitlab.com/project-slug": "https://gitlab.com/",
}


@dataclass
class _File:
    """What entities of a file say of one another."""

    identifiers: dict[Reference, str] = field(default_factory=dict)
    ties: dict[Reference, list[tuple[str, Reference, Place]]] = field(default_factory=dict)

    def note(self, entity: Place) -> None:
        own = own_reference(entity)
        if own is None:
            return
        given = entity.at("metadata", "annotations", ID_ANNOTATION).text
        self.identifiers[own] = given or own.identifier
        for key, (tie, kind) in _TIES_OF_OTHERS.items():
            for place in entity.at("spec", key).items():
                other = Reference.read(place.text or "", kind)
                if other:
                    self.ties.setdefault(other, []).append((tie, own, place))

    def identifier(self, other: Reference) -> str:
        return self.identifiers.get(other, other.identifier)


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this speaks of entities of Backstage."""
    return "apiVersion" in top_keys(head) and bool(_API_VERSION.search(head_text(head)))


def read_backstage(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """Every entity that can be shared, and every group as a public body.

    Ties reach into other files too: whoever stores the records leaves out
    those to nothing. Raises UnreadableFile.
    """
    reading = Reading(lenient=True)
    entities = only_mappings(reading, places_of(reading, content, path))
    file = _File()
    for entity in entities:
        file.note(entity)
    for entity in entities:
        kind = (entity["kind"].text or "").lower()
        sketch = Sketch(reading, "organization" if kind == "group" else "component", entity)
        own = own_reference(entity)
        if kind == "location":
            sketch.warn(entity["kind"], "location_left_out")
        elif kind and kind != "group" and kind not in KINDS:
            sketch.warn(entity["kind"], "entity_left_out", kind=entity["kind"].text)
        elif own is None:
            sketch.refuse(entity.at("metadata", "name") if kind else entity["kind"], "bad_entity")
        elif kind == "group":
            _read_group(sketch, entity, file.identifier(own))
        else:
            _read_entity(sketch, entity, own, file)
    return finish(reading)


def _read_group(sketch: Sketch, entity: Place, identifier: str) -> None:
    metadata = entity["metadata"]
    titles = (metadata["title"], entity.at("spec", "profile", "displayName"), metadata["name"])
    title = next(place for place in titles if place.text)
    sketch.name_id(identifier.removeprefix("group:"), metadata["name"])
    sketch.text(title, "name", tongue_of(title.text))
    sketch.add(provisional=True)


def _read_entity(sketch: Sketch, entity: Place, own: Reference, file: _File) -> None:
    metadata, spec = entity["metadata"], entity["spec"]
    description = metadata["description"]
    language = tongue_of(description.text)
    sketch.name_id(file.identifier(own), metadata["name"])
    if not NAME.fullmatch(metadata["name"].text or ""):
        sketch.warn(metadata["name"], "name_taken_as", value=own.name)
    if metadata["title"].broken:
        sketch.warn(metadata["title"], "not_text")
    title = next(one for one in (metadata["title"], metadata["name"]) if one.text)
    sketch.text(title, "name", language)
    sketch.describe(language, Place(None), description)
    sketch.put(_nature(own.kind, spec["type"]), spec["type"], "kind")
    sketch.tags(metadata["tags"], "keywords", language)
    sketch.text(metadata.at("labels", "license"), "licence")
    _set_lifecycle(sketch, spec["lifecycle"])
    _set_owner(sketch, spec["owner"], file)
    _set_links(sketch, entity)
    for key, (tie, kind) in _TIES.items():
        for place in spec[key].items():
            other = Reference.read(sketch.text_of(place) or "", kind)
            if other:
                _tie(sketch, tie, file.identifier(other), place)
            elif place.text:
                sketch.warn(place, "bad_reference", value=place.text)
    for tie, other, place in file.ties.get(own, ()):
        _tie(sketch, tie, file.identifier(other), place)
    if not description.is_set:
        sketch.refuse(metadata, "no_description")
        return
    sketch.add(provisional=True)


def _nature(kind: str, told: Place) -> str:
    more = TYPES.get((told.text or "").lower())
    return more if more and kind in ("component", "resource") else KINDS[kind]


def _set_lifecycle(sketch: Sketch, told: Place) -> None:
    lifecycle = LIFECYCLES.get((told.text or "").lower())
    if lifecycle is None and told.text:
        sketch.warn(told, "unknown_lifecycle", value=told.text)
    sketch.put(lifecycle, told, "lifecycle")


def _set_owner(sketch: Sketch, told: Place, file: _File) -> None:
    owner = Reference.read(sketch.text_of(told) or "", "group")
    if owner is None:
        sketch.put(told.text, told, "owner")
    elif owner.kind == "user":
        sketch.add_to("contacts", {"name": owner.name}, told)
    elif owner.name not in NOBODY:
        known = file.identifiers.get(owner, owner.name)
        sketch.put(known.removeprefix("group:"), told, "owner")


def _tie(sketch: Sketch, tie: str, target: str, place: Place) -> None:
    if target != sketch.data["id"]:
        sketch.add_to("relations", {"type": tie, "target": target}, place)


def _set_links(sketch: Sketch, entity: Place) -> None:
    annotations = entity.at("metadata", "annotations")
    located = annotations["backstage.io/source-location"]
    if (located.text or "").startswith("url:http"):
        sketch.put((located.text or "").removeprefix("url:"), located, "links", "source")
    for key, host in _SLUGS.items():
        slug = annotations[key]
        if slug.text and "source" not in sketch.data.get("links", {}):
            sketch.put(host + slug.text, slug, "links", "source")
    for place in entity.at("metadata", "links").items():
        told = (place["type"].text or place["icon"].text or "").lower()
        link = LINK_TYPES.get(told, "website")
        address = place if place.text else place["url"]
        if address.is_set and link not in sketch.data.get("links", {}):
            sketch.text(address, "links", link)
    definition = entity.at("spec", "definition")
    for key in ("$text", "$json", "$yaml"):
        if (definition[key].text or "").startswith("http"):
            sketch.text(definition[key], "links", "api")


FORMAT = Format("backstage", ENDINGS, looks_like, read_backstage, largest=LARGEST)
