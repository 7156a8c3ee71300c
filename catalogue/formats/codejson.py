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
    r'"(releases|measurementType|repositoryURL|permissions|laborHours|usageType'
    r'|openSourceProject|governmentWideReuseProject)"\s*:'
)
_LINKS = {("repositoryURL", "repository"): "source", ("homepageURL", "homepage"): "website"}
"""Each link, and what it is called in 2.0.0 and in 1.0.1."""

_NATIVE = re.compile(r'"type"\s*:\s*"(component|proposal|organization|capability)"')


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this is an inventory of code."""
    text = head_text(head)
    if text[:1] not in ("{", "[") or _NATIVE.search(text):
        return False
    keys = set(_TELLING.findall(text))
    return "releases" in keys or "measurementType" in keys or len(keys) >= 2


def read_codejson(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """A component for each release that says what it does. Raises UnreadableFile."""
    reading = Reading(lenient=True)
    try:
        root = Place(parse(decode(content, path), strict=False))
    except BadJson as bad:
        reading.add(Finding(bad.location, "", bad.code, bad.params))
        return finish(reading)
    listed = _listed(root)
    if isinstance(listed.value, list) and len(listed.value) > MOST_RELEASES:
        raise UnreadableFile("too_many_records", path=str(path), limit=MOST_RELEASES)
    releases = list(listed.items())
    if not releases:
        reading.add(root["releases"].finding("no_releases", Severity.error))
    for release in releases:
        _read(reading, root, release)
        if reading.hopeless:
            break
    return finish(reading)


def _listed(root: Place) -> Place:
    """The releases of an agency's file (« projects » before 2.0.0), a list, or the file itself."""
    told = next((root[key] for key in ("releases", "projects") if root[key].is_set), None)
    if told is not None or isinstance(root.value, list):
        return told or root
    return root if root["name"].is_set else root["releases"]


def _read(reading: Reading, root: Place, release: Place) -> None:
    sketch = Sketch(reading, "component", release)
    if not isinstance(release.value, dict):
        sketch.refuse(release, "not_an_object")
        return
    short, long = release["description"], release["longDescription"]
    if not any(place.is_set and (place.text or place.broken) for place in (short, long)):
        sketch.refuse(short, "no_description")
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
    agencies = [release["agency"], root["agency"]]
    named = [agency[key] for agency in agencies for key in ("acronym", "name")]
    return [*agencies, *named, release["organization"]]


def _set_facts(sketch: Sketch, release: Place, language: str) -> None:
    status = release["status"]
    lifecycle = STATUSES.get((status.text or "").lower())
    if lifecycle is None and status.text:
        sketch.warn(status, "unknown_lifecycle", value=status.text)
    sketch.put(lifecycle, status, "lifecycle")
    sketch.tags(release["tags"], "keywords", language)
    for keys, link in _LINKS.items():
        told = (release[key] for key in keys if release[key].is_set)
        sketch.text(next(told, release[keys[0]]), "links", link)
    _set_licence(sketch, release)
    for contact in release["contact"].items():
        email = contact["email"].text or (contact.text if "@" in (contact.text or "") else None)
        who = contact["name"].text or contact.text or email
        if who:
            said = {"name": who, "email": email, "phone": contact["phone"].text}
            sketch.add_to("contacts", said, contact)


def _set_licence(sketch: Sketch, release: Place) -> None:
    """The first licence that is named, else the address of one."""
    permissions = release["permissions"]
    told = (permissions["licenses"], permissions["license"], release["license"])
    licences = list(next((one for one in told if one.is_set), release["license"]).items())
    named = [name for one in licences for name in (one["name"], one) if name.text]
    addressed = [one["URL"] for one in licences if (one["URL"].text or "").startswith("http")]
    for place in (*named, *addressed)[:1]:
        sketch.text(place, "licence")


FORMAT = Format("codejson", (".json",), looks_like, read_codejson, largest=LARGEST_DOCUMENT)
