"""publiccode.yml: software that a public body publishes, in any version 0.x."""

from __future__ import annotations

from pathlib import Path

from .column_contents import LANGUAGE_WORDS
from .findings import Reading
from .places import Place
from .publiccode_rules import broken_rules
from .publiccode_words import STATUSES
from .registry import Format
from .sketching import Sketch
from .tongue import tongue_of
from .uniqueness import finish
from .yaml_files import ENDINGS, only_mappings, places_of, top_keys
from .yaml_text import LARGEST

_TELLING = {"developmentStatus", "softwareType", "localisation", "maintenance", "legal"}
_OWNERS = (("organisation", "name"), ("legal", "mainCopyrightOwner"), ("legal", "repoOwner"))


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this has the keys of publiccode.yml."""
    keys = top_keys(head)
    return "publiccodeYmlVersion" in keys or len(keys & _TELLING) >= 3


def read_publiccode(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """The component that the file describes, and each rule of the standard that it breaks.

    Broken rules are warnings unless the record cannot do without: a name, and
    a description in French or in English. Raises UnreadableFile.
    """
    reading = Reading(lenient=True)
    for place in only_mappings(reading, places_of(reading, content, path)):
        _read(reading, place)
        _add_broken_rules(reading, place)
    return finish(reading)


def _read(reading: Reading, file: Place) -> None:
    sketch = Sketch(reading, "component", file)
    told = _languages(file["description"])
    if not told and (plain := file["description"].text):
        told = {tongue_of(plain): file["description"]}
    if not told:
        _refuse_silence(sketch, file["description"])
        return
    _name_others(sketch, file["description"], told)
    for language, text in told.items():
        named = text["localisedName"]
        sketch.text(named if named.is_set else file["name"], "name", language)
        short = text if text.text else text["shortDescription"]
        sketch.describe(language, short, text["longDescription"])
        sketch.texts(text["features"].items(), "features", language)
    _set_facts(sketch, file, told)
    sketch.add()


def _languages(description: Place) -> dict[str, Place]:
    """The texts in each of our languages, the plainest tag of each."""
    found: dict[str, Place] = {}
    for tag in sorted(description.keys, key=len):
        if (language := _language(tag)) and (description[tag].keys or description[tag].text):
            found.setdefault(language, description[tag])
    return found


def _language(tag: str) -> str | None:
    primary = tag.lower().replace("_", "-").partition("-")[0]
    return LANGUAGE_WORDS.get(primary)


def _refuse_silence(sketch: Sketch, description: Place) -> None:
    others = [tag for tag in description.keys if not _language(tag)]
    if others:
        sketch.refuse(description, "no_language_of_ours", languages=", ".join(others))
    else:
        sketch.refuse(description, "no_description")


def _name_others(sketch: Sketch, description: Place, told: dict[str, Place]) -> None:
    used = {place.path for place in told.values()}
    for tag in description.keys:
        if description[tag].path not in used:
            sketch.warn(description[tag], "language_left_out", language=tag)


def _set_facts(sketch: Sketch, file: Place, told: dict[str, Place]) -> None:
    status = file["developmentStatus"]
    lifecycle = STATUSES.get((status.text or "").lower())
    sketch.put(lifecycle.value if lifecycle else None, status, "lifecycle")
    categories = [
        Place((one.text or "").replace("-", " "), one.path, one.line)
        for one in file["categories"].items()
    ]
    sketch.texts(categories, "keywords", "en")
    owners = [file.at(*keys) for keys in _OWNERS]
    sketch.text(next((owner for owner in owners if owner.is_set), owners[0]), "owner")
    for contact in file.at("maintenance", "contacts").items():
        if contact.keys:
            said = {key: sketch.text_of(contact[key]) for key in ("name", "email", "phone")}
            said["name"] = said["name"] or said["email"]
            sketch.add_to(
                "contacts", {**said, "role": sketch.text_of(contact["affiliation"])}, contact
            )
    sketch.text(file["url"], "links", "source")
    sketch.text(file["landingURL"], "links", "website")
    for key, link in (("documentation", "documentation"), ("apiDocumentation", "api")):
        pages = [text[key] for text in told.values() if text[key].is_set]
        if pages:
            sketch.text(pages[0], "links", link)
    legal = file["legal"] if file["legal"].text else file.at("legal", "license")
    sketch.text(next(legal.items(), legal), "licence")
    for user in file["usedBy"].items():
        sketch.use(user)
    if file["isBasedOn"].is_set:
        sketch.warn(file["isBasedOn"], "based_on_left_out")


def _add_broken_rules(reading: Reading, file: Place) -> None:
    """Rules of the standard that are broken, unless the reading says so of the same place."""
    said = {finding.field for finding in (*reading.left_out, *reading.warnings)}
    for error in broken_rules(file.value):
        place = file
        for part in error.path:
            items = list(place.items()) if isinstance(part, int) else []
            if isinstance(part, str):
                place = place[part]
            elif part < len(items):
                place = items[part]
        finding = place.finding(error.code, **error.params)
        if finding.field not in said:
            reading.add(finding)


FORMAT = Format("publiccode", ENDINGS, looks_like, read_publiccode, largest=LARGEST)
