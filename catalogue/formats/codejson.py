"""code.json: inventories of code of United States agencies, and the flat form for one of them."""

from __future__ import annotations

import re
from pathlib import Path

from .codejson_words import STATUSES
from .findings import Finding, Reading, Severity, UnreadableFile
from .json_text import LARGEST_DOCUMENT, BadJson, parse
from .places import Place
from .registry import Format
from .sketching import Sketch
from .source import decode, head_text
from .tongue import tongue_of
from .uniqueness import finish

MOST_RELEASES = 20_000
"""The largest inventories that agencies publish have a few thousand."""

_TELLING = re.compile(
    r'"(releases|measurementType|repositoryURL|permissions|laborHours|usageType)"\s*:'
)
_NATIVE = re.compile(r'"type"\s*:\s*"(component|proposal|organization|capability)"')


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this is an inventory of code."""
    text = head_text(head)
    if text[:1] not in ("{", "[") or _NATIVE.search(text):
        return False
    keys = set(_TELLING.findall(text))
    return "releases" in keys or "measurementType" in keys or len(keys) >= 2


def read_codejson(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """A component for each release.

    One that says nothing of what it does is left out of an inventory, and an
    error where the file has no other. Raises UnreadableFile.
    """
    reading = Reading()
    try:
        root = Place(parse(decode(content, path)))
    except BadJson as bad:
        reading.add(Finding(bad.location, "", bad.code, bad.params))
        return reading
    listed = root["releases"].value if root.keys else root.value
    if isinstance(listed, list) and len(listed) > MOST_RELEASES:
        raise UnreadableFile("too_many_records", path=str(path), limit=MOST_RELEASES)
    releases = _releases(root)
    if not releases:
        reading.add(root["releases"].finding("no_releases", Severity.error))
    for release in releases:
        _read(reading, root, release, alone=len(releases) == 1)
        if reading.hopeless:
            break
    return finish(reading)


def _releases(root: Place) -> list[Place]:
    """Those of an agency's file, the items of a list, or the file itself."""
    if isinstance(root.value, list):
        return list(root.items())
    if root["releases"].is_set:
        return list(root["releases"].items())
    return [root] if root["name"].is_set else []


def _read(reading: Reading, root: Place, release: Place, alone: bool) -> None:
    sketch = Sketch(reading, "component", release)
    if not isinstance(release.value, dict):
        sketch.refuse(release, "not_an_object")
        return
    short, long = release["description"], release["longDescription"]
    told = [place for place in (short, long) if place.is_set and (place.text or place.broken)]
    if not told:
        (sketch.refuse if alone else sketch.warn)(
            short, "no_description" if alone else "release_left_out"
        )
        return
    language = tongue_of(short.text, long.text)
    owner = next((one for one in _owners(root, release) if one.text), root["agency"])
    sketch.identify(owner.text, release["name"].text)
    sketch.text(release["name"], "name", language)
    sketch.describe(language, short, long)
    sketch.text(owner, "owner")
    _set_facts(sketch, release, language)
    sketch.add()


def _owners(root: Place, release: Place) -> list[Place]:
    return [release["agency"], root["agency"], release["organization"]]


def _set_facts(sketch: Sketch, release: Place, language: str) -> None:
    status = release["status"]
    lifecycle = STATUSES.get((status.text or "").lower())
    if lifecycle is None and status.text:
        sketch.warn(status, "unknown_lifecycle", value=status.text)
    sketch.put(lifecycle, status, "lifecycle")
    tags = [tag for tag in release["tags"].items() if tag.is_set]
    sketch.texts(tags, "keywords", language)
    for key, link in (("repositoryURL", "source"), ("homepageURL", "website")):
        sketch.text(release[key], "links", link)
    _set_licence(sketch, release["permissions"])
    contact = release["contact"]
    who = contact["name"].text or contact["email"].text
    if who:
        said = {key: contact[key].text for key in ("email", "phone")}
        sketch.add_to("contacts", {"name": who, **said}, contact)


def _set_licence(sketch: Sketch, permissions: Place) -> None:
    """The first licence that is named, else the address of one."""
    listed = permissions["licenses"]
    licences = list((listed if listed.is_set else permissions["license"]).items())
    named = [one["name"] for one in licences if one["name"].text]
    addressed = [one["URL"] for one in licences if (one["URL"].text or "").startswith("http")]
    for place in (*named, *addressed)[:1]:
        sketch.text(place, "licence")


FORMAT = Format("codejson", (".json",), looks_like, read_codejson, largest=LARGEST_DOCUMENT)
