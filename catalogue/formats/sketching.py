"""A record in the making, out of a file that speaks of it in other words than ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from catalogue.domain.errors import FieldError
from catalogue.domain.errors import Path as FieldPath
from catalogue.domain.identifiers import slug
from catalogue.domain.text import LANGUAGES

from .building import lenient_record
from .findings import Finding, Located, Reading, Severity
from .places import Place
from .unfilled import unfilled

LONGEST_SUMMARY, LONGEST_DESCRIPTION = 150, 20_000
_NEEDED = {"component": ("name",), "proposal": ("title", "description"), "organization": ("name",)}
_OR = {"summary": "description", "description": "summary"}
_SPARE = {"contacts": ("email", "phone", "role"), "used_by": ("since",)}
"""What an item of a list can do without."""


class Sketch:
    """The data of a record, and the place in the file that each field comes from."""

    def __init__(self, reading: Reading, kind: str, origin: Place) -> None:
        self.reading, self.kind, self.origin = reading, kind, origin
        self.data: dict[str, Any] = {"type": kind}
        self._origins: dict[FieldPath, Place] = {}
        self._first: dict[FieldPath, FieldPath] = {}
        self._held: set[tuple[str, ...]] = set()
        self._note((), origin)
        self._id_made = True
        self.bodies: dict[str, Place] = {}

    def put(self, value: object, place: Place, *field: str) -> None:
        """Set a field to a value that comes from a place; nothing where there is no value."""
        if field not in self._origins:
            self._note(field, place)
        if value in (None, "", [], {}):
            return
        *outer, last = field
        inner = self.data
        for name in outer:
            inner = inner.setdefault(name, {})
        inner[last] = value
        self._note(field, place)

    def text(self, place: Place, *field: str) -> None:
        """Set a field to the text that stands in a place; warn where it is no text."""
        self.put(self.text_of(place), place, *field)

    def text_of(self, place: Place) -> Any:
        """The text, or the flaw, of a place; a warning and None where it is no text."""
        if place.flaw:
            return place.flaw
        if place.broken:
            self.warn(place, "not_text")
        return place.text

    def texts(self, places: Iterable[Place], *field: str) -> None:
        """Set a field to the texts of several places, each once."""
        texts: list[Any] = []
        first = self.origin
        for place in places:
            text = self.text_of(place)
            if text is not None and self._is_new(*field, str(text)):
                first = first if texts else place
                self._note((*field, len(texts)), place)
                texts.append(text)
        self.put(texts, first, *field)

    def tags(self, place: Place, *field: str) -> None:
        """Set a field to the words of a list, or of one text that commas divide."""
        words = place.items()
        if place.text and not isinstance(place.value, list):
            parts = re.split(r"[,;]", place.text)
            words = (Place(one.strip(), place.path, place.line, place.row) for one in parts)
        self.texts((word for word in words if word.is_set), *field)

    def add_to(self, field: str, value: Mapping[str, Any], place: Place) -> None:
        """Add an object to a list of them, unless it is there already."""
        held = self.data.setdefault(field, [])
        filled = {key: inner for key, inner in value.items() if inner is not None}
        if self._is_new(field, repr(sorted(filled.items()))):
            self._note((field, len(held)), place)
            held.append(filled)

    def _is_new(self, *words: str) -> bool:
        """Whether this was never asked before; lists may be long."""
        if words in self._held:
            return False
        self._held.add(words)
        return True

    def _note(self, field: FieldPath, place: Place) -> None:
        """Remember where a field comes from, and which field of a whole came first."""
        self._origins[field] = place
        for length in range(1, len(field)):
            self._first.setdefault(field[:length], field)

    @property
    def language(self) -> str:
        """The first language in which the record is named: French where it is named in both."""
        name = self.data.get("name", {})
        return next((language for language in LANGUAGES if language in name), LANGUAGES[0])

    def use(self, place: Place) -> None:
        """Add a public body that uses the component, and the body where nobody knows it."""
        name = self.text_of(place)
        if isinstance(name, str):
            self.bodies[slug(name)] = Place(name, place.path, place.line)
            self.add_to("used_by", {"organization": slug(name)}, place)

    def describe(self, language: str, short: Place, long: Place) -> None:
        """Set summary and description; what is too long for a summary becomes a description."""
        brief, full = self.text_of(short), self.text_of(long)
        if isinstance(full, str) and len(full) > LONGEST_DESCRIPTION:
            self.warn(long, "description_shortened", limit=LONGEST_DESCRIPTION)
            full = full[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
        if isinstance(brief, str):
            brief = " ".join(brief.split())
            if len(brief) > LONGEST_SUMMARY and not full:
                brief, full, long = None, short.text, short
            elif len(brief) > LONGEST_SUMMARY:
                self.warn(short, "summary_shortened", limit=LONGEST_SUMMARY)
                brief = shortened(brief)
        if isinstance(full, str) and brief is None and fits(full):
            brief, full, short = " ".join(full.split()), None, long
        self.put(brief, short, "summary", language)
        self.put(full, long, "description", language)

    def identify(self, *parts: str | None) -> None:
        """Make the identifier out of these words."""
        self.data["id"] = slug(" ".join(part for part in parts if part))

    def name_id(self, identifier: str, place: Place) -> None:
        """Give the identifier that the file gives."""
        self._id_made = False
        self.put(identifier, place, "id")

    def warn(self, place: Place, code: str, **params: object) -> None:
        """Say what is left aside, or understood otherwise than it is written."""
        self.reading.add(place.finding(code, Severity.warning, **params))

    def refuse(self, place: Place, code: str, **params: object) -> None:
        """Say why there is no record."""
        self.reading.add(place.finding(code, Severity.error, **params))

    def add(self, *, provisional: bool = False) -> None:
        """Add the record to the reading, or what keeps it out.

        Whatever a record can do without is left out with a warning where it
        breaks a rule.
        """
        templates = list(unfilled(self.data))
        for error in templates:
            self.reading.add(self._locate(error, Severity.error))
        if templates:
            return
        record = lenient_record(self.reading, self.data, self._forgive, self._locate)
        if record is None:
            return
        where = self._locate(FieldError((), ""), Severity.error)
        location = replace(where.location, path=where.field or None)
        self.reading.keep(Located(record, location, id_made=self._id_made, provisional=provisional))
        for identifier, place in self.bodies.items():
            self._meet(identifier, place)

    def _meet(self, identifier: str, place: Place) -> None:
        """Add a public body that is only named here, unless the file has spoken of it."""
        if identifier not in self.reading.bodies:
            self.reading.bodies.add(identifier)
            body = Sketch(self.reading, "organization", place)
            body.name_id(identifier, place)
            body.put(place.text, place, "name", self.language)
            body.add(provisional=True)

    def _forgive(self, error: FieldError) -> FieldPath | None:
        path = error.path
        head = str(path[0]) if path else ""
        if not path or head == "id":
            return None
        if head in _NEEDED.get(self.kind, ()):
            return None
        if head in _OR and not self.data.get(_OR[head]):
            return None
        inside = next((at for at, part in enumerate(path) if isinstance(part, int)), None)
        if inside is None or path[-1] in _SPARE.get(head, ()):
            return path
        return path[: inside + 1]

    def _locate(self, error: FieldError, severity: Severity) -> Finding:
        path = error.path
        while path not in self._origins and path not in self._first:
            path = path[:-1]
        place = self._origins.get(path) or self._origins[self._first[path]]
        return place.finding(error.code, severity, **error.params)


def fits(text: str) -> bool:
    """Whether a text is one paragraph that fits into a summary."""
    return len(text) <= LONGEST_SUMMARY and "\n" not in text.strip()


def shortened(text: str) -> str:
    """The beginning of a text, cut between words, as long as a summary may be."""
    if len(text) <= LONGEST_SUMMARY:
        return text
    head, mark, _ = text[: LONGEST_SUMMARY - 1].rpartition(" ")
    return (head if mark else text[: LONGEST_SUMMARY - 1]).rstrip(" ,;:.") + "…"
