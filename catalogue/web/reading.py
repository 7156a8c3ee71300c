"""How records, dates and codes are told to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

from flask import Flask, url_for
from flask_babel import format_date, format_datetime, to_user_timezone
from markupsafe import Markup

from catalogue.domain.component import Component
from catalogue.domain.organization import Capability, Organization
from catalogue.domain.text import AnyBilingual, BilingualList, Language, in_language
from catalogue.services.extracts import Extract, Sought, extract, marked
from catalogue.wording import sentences

from .addresses import language

LOCALES = {"fr": "fr_CA", "en": "en_CA"}
_TAG = re.compile(r"<[^>]*>")
_ITEM = re.compile(r"\s*[-*•–]\s+")


@dataclass(frozen=True)
class Told:
    """A text, and the language it stands in where that is not the reader's."""

    text: str
    foreign: Language | None = None

    def __str__(self) -> str:
        return self.text


def told(text: AnyBilingual | None) -> Told | None:
    """A text in the reader's language, else in the other one; None where there is none."""
    found = in_language(text, language())
    if found is None:
        return None
    return Told(found[0], found[1] if found[1] != language() else None)


def told_list(texts: BilingualList) -> tuple[list[str], Language | None]:
    """A list in the reader's language, else in the other one, which is then named."""
    own: list[str] = list(getattr(texts, language()))
    if own:
        return own, None
    other: Language = "en" if language() == "fr" else "fr"
    return list(getattr(texts, other)), other


def name_of(one: Component | Organization | Capability) -> Told:
    """What something is called, which is its identifier where nothing else is known."""
    return told(one.name) or Told(one.id)


def say(code: str, /, **params: object) -> str:
    """The sentence or the label of a code, in the reader's language."""
    return sentences.say(code, language(), **params)


def number(value: float) -> str:
    """A whole number as the reader's language writes it."""
    return sentences.number(value, language())


def money(value: float) -> str:
    """Canadian dollars, as the reader's language writes them."""
    return sentences.money(value, language())


def day(value: date | datetime) -> str:
    """A day in words: « 23 novembre 2026 »; the day of a time is the one of the readers."""
    return _first(str(format_date(value, "long")))


def moment(value: datetime) -> str:
    """A day and a time of day where the readers are: « 0 h 47 », "12:47 a.m."."""
    pattern = "d MMMM y, H\u00a0'h'\u00a0mm" if language() == "fr" else "MMMM d, y, h:mm\u00a0a"
    return _first(str(format_datetime(value, pattern)))


def _first(said: str) -> str:
    """The day as it is said, where French has the first of a month otherwise than the others."""
    return re.sub(r"^1 ", "1er ", said) if language() == "fr" else said


def today() -> date:
    """The day that it is where the readers are."""
    now: datetime = to_user_timezone(datetime.now(timezone.utc))
    return now.date()


@dataclass(frozen=True)
class Block:
    """Lines of a text that belong together, as a paragraph or as the items of a list."""

    lines: tuple[str, ...]
    items: bool


def blocks(text: str) -> list[Block]:
    """The paragraphs and the lists of a text: lines that begin with a dash or a bullet."""
    return [block for part in re.split(r"\n\s*\n", text) for block in _blocks(part.splitlines())]


def _blocks(lines: Iterable[str]) -> list[Block]:
    found: list[tuple[bool, list[str]]] = []
    for line in (line for line in lines if line.strip()):
        item = _ITEM.match(line) is not None
        if not found or found[-1][0] is not item:
            found.append((item, []))
        found[-1][1].append(_ITEM.sub("", line, count=1) if item else line.strip())
    return [Block(tuple(held), item) for item, held in found]


def colon() -> str:
    """What stands between a label and what it says."""
    return "\u00a0: " if language() == "fr" else ": "


def untagged(text: str) -> str:
    """A text for where no tags may stand; Jinja's ``striptags`` would break spaces that do not."""
    if not isinstance(text, Markup):
        return text
    return Markup(_TAG.sub("", str(text)))  # noqa: S704 - what is left was escaped before


def extracted(component: Component, looked_for: Sought) -> Extract:
    """What to show of a component among results, to this reader."""
    return extract(component, looked_for, language())


def component_address(component: Component, **values: Any) -> str:
    """Where a component is shown."""
    return url_for("components.show", component_id=component.id, **values)


def teach(app: Flask) -> None:
    """Let templates say all this."""
    app.jinja_env.filters.update(
        told=told, told_list=told_list, number=number, money=money, day=day, moment=moment
    )
    app.jinja_env.filters.update(
        blocks=blocks, untagged=untagged, extract=extracted, marked=marked, name_of=name_of
    )
    app.jinja_env.globals.update(colon=colon, say=say, component_address=component_address)
