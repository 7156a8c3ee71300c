"""Open Resource Exchange (Canada): code, software, standards, designs, partnerships and bodies."""

from __future__ import annotations

import re
from pathlib import Path

from catalogue.domain.component import ComponentKind
from catalogue.domain.identifiers import slug
from catalogue.domain.proposal import ProposalStatus
from catalogue.domain.text import LANGUAGES, Language

from .codejson_words import STATUSES
from .findings import Finding, Location, Reading, Severity
from .places import Place
from .registry import Format
from .sketching import Sketch
from .source import head_text
from .tongue import tongue_of
from .uniqueness import finish
from .yaml_files import ENDINGS, places_of, top_keys
from .yaml_text import LARGEST

_UNKNOWN_DAY = "1900-01-01"
_NOBODY = "noreply@"
_BODIES = re.compile(r"^- +code[ \t]*:", re.MULTILINE)
_WHOLES = {"releases", "projects", "administrations"}


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this is a resource of the exchange."""
    keys = top_keys(head)
    told = bool({"schemaVersion", "adminCode"} & keys) and bool(
        (_WHOLES | {"adminCode", "specURL", "licences", "homepageURL"}) & keys
    )
    listed = not keys and bool(_BODIES.search(head_text(head)))
    return told or listed


def read_ore(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """Components of releases, software, standards and designs; proposals of partnerships.

    Public bodies that a file lists, or that use something, come along. Raises
    UnreadableFile.
    """
    reading = Reading(lenient=True)
    places = places_of(reading, content, path)
    if not places and not reading.left_out:
        reading.add(Finding(Location(line=1), "", "no_document"))
    for file in places:
        if isinstance(file.value, list):
            for body in file.items():
                _read_body(reading, body)
        elif file["releases"].is_set:
            for release in file["releases"].items():
                _read_release(reading, file["adminCode"], release)
        elif empty := next((key for key in ("releases", "projects") if key in file.keys), None):
            if not file["projects"].is_set:
                reading.add(file[empty].finding("empty", Severity.error))
            for project in file["projects"].items():
                _read_project(reading, file["adminCode"], project)
        else:
            _read_resource(reading, file)
    return finish(reading)


def _is_object(reading: Reading, place: Place) -> bool:
    """Whether there is a mapping to read; that there is none is said."""
    if not isinstance(place.value, dict):
        reading.add(place.finding("not_an_object", Severity.error))
    return isinstance(place.value, dict)


def _told(place: Place) -> dict[Language, Place]:
    """A text in each of its languages; one that names none is taken for what it looks like."""
    if place.keys:
        return {language: place[language] for language in LANGUAGES if place[language].is_set}
    return {tongue_of(place.text): place} if place.is_set else {}


def _either(place: Place) -> Place:
    """A text in French, else in English."""
    return next(iter(_told(place).values()), place["fr"])


def _component(reading: Reading, resource: Place, kind: ComponentKind) -> Sketch:
    """What all resources have in common."""
    sketch = Sketch(reading, "component", resource)
    sketch.put(kind.value, resource, "kind")
    for language, place in _told(resource["name"]).items():
        sketch.text(place, "name", language)
    description = resource["description"]
    what = description["whatItDoes"] if description["whatItDoes"].is_set else description
    how = _told(description["howItWorks"])
    for language, place in _told(what).items():
        more = how[language].text if language in how else None
        full = Place(f"{place.text}\n\n{more}", place.path, place.line) if more else place
        short = place if more and len(place.text or "") <= 150 else Place(None)
        sketch.describe(language, short, full)
    tags = resource["tags"]
    for language in LANGUAGES:
        sketch.tags(tags[language], "keywords", language)
    if not tags.keys:
        sketch.tags(tags, "keywords", sketch.language)
    for key, link in (("repositoryURL", "source"), ("homepageURL", "website")):
        sketch.text(_either(resource[key]), "links", link)
    for licence in list(resource["licences"].items())[:1]:
        sketch.text(licence if licence.text else licence["spdxID"], "licence")
    return sketch


def _read_release(reading: Reading, owner: Place, release: Place) -> None:
    if not _is_object(reading, release):
        return
    sketch = _component(reading, release, ComponentKind.software)
    status = release["status"]
    lifecycle = STATUSES.get((status.text or "").lower())
    if lifecycle is None and status.text:
        sketch.warn(status, "unknown_lifecycle", value=status.text)
    sketch.put(lifecycle, status, "lifecycle")
    sketch.text(owner, "owner")
    sketch.identify(owner.text, _either(release["name"]).text)
    for contact in release["contact"].items():
        _add_contact(sketch, contact, None)
    sketch.add()


def _read_resource(reading: Reading, file: Place) -> None:
    standard = file["specURL"].is_set or file["designTypes"].is_set
    kind = ComponentKind.standard if standard else ComponentKind.software
    sketch = _component(reading, file, kind)
    sketch.text(_either(file["specURL"]), "links", "website")
    sketch.tags(file["standardAcronym"], "acronyms")
    for user in file["administrations"].items():
        uses = list(user["uses"].items()) or [user]
        code = user.text or sketch.text_of(user["adminCode"])
        if not isinstance(code, str):
            continue
        since = uses[0].at("date", "started").text
        use = {"organization": slug(code), "since": since if since != _UNKNOWN_DAY else None}
        sketch.add_to("used_by", use, user)
        for one in uses:
            _add_contact(sketch, one["contact"], code)
    sketch.add()


def _add_contact(sketch: Sketch, contact: Place, role: str | None) -> None:
    name, email = contact["name"].text, contact["email"].text or contact.text
    if not email or email.lower().startswith(_NOBODY):
        return
    who = name if name and not name.startswith("http") else email
    sketch.add_to("contacts", {"name": who, "email": email, "role": role}, contact)


def _read_project(reading: Reading, owner: Place, project: Place) -> None:
    """A partnership is a project under way, or one that has ended."""
    if not _is_object(reading, project):
        return
    sketch = Sketch(reading, "proposal", project)
    names = _told(project["name"])
    language: Language = next(iter(names), "fr")
    description = project["description"]
    what = description["whatItDoes"]
    texts = _told(what if what.is_set else description)
    sketch.text(names.get(language, project["name"]), "title")
    sketch.text(texts.get(language, _either(description)), "description")
    sketch.put(language, project, "language")
    sketch.text(owner, "organization")
    started, closed = project.at("date", "started"), project.at("date", "closed")
    if started.text != _UNKNOWN_DAY:
        sketch.text(started, "start")
    sketch.text(closed, "end")
    status = ProposalStatus.delivered if closed.text else ProposalStatus.in_delivery
    sketch.put(status.value, closed, "status")
    sketch.identify(owner.text, _either(project["name"]).text)
    _add_people(sketch, project["contact"])
    sketch.add()


def _add_people(sketch: Sketch, contact: Place) -> None:
    sketch.texts(
        [place for place in (contact["name"], contact["email"]) if place.is_set][:1], "people"
    )


def _read_body(reading: Reading, body: Place) -> None:
    if not _is_object(reading, body):
        return
    sketch = Sketch(reading, "organization", body)
    if body["code"].text:
        sketch.name_id(slug(body["code"].text), body["code"])
    else:
        sketch.identify(_either(body["name"]).text)
    for language, place in _told(body["name"]).items():
        sketch.text(place, "name", language)
    sketch.add(provisional=True)


FORMAT = Format("ore", ENDINGS, looks_like, read_ore, largest=LARGEST)
