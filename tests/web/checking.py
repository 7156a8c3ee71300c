"""A test client that looks at every page it gets, whatever the test is about."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from .messages import french

_LABELLED = {"input", "select", "textarea"}
_SELF_EVIDENT = {"hidden", "submit", "button", "reset", "image"}
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|%\(\w+\)s|^None$|Undefined|^\w+\.\w+(?: \{.*\})?$")
"""Traces of a template, of a value that is missing, or of a code without its sentence."""


class BadPage(AssertionError):
    """A page that no reader should get."""


class Client(FlaskClient):
    """Checks each HTML answer; ``raw=True`` in a request leaves one unchecked."""

    def open(self, *args: Any, raw: bool = False, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if not raw and response.mimetype == "text/html" and response.status_code not in _MOVED:
            text = response.get_data(as_text=True)
            where = f"{response.status} {response.request.path}"
            begins = response.request.path[1:4]
            language = begins[:2] if begins in ("fr/", "en/") else None
            if faults := faults_met(text, language):
                raise BadPage(f"{where}: " + "; ".join(faults))
        return response


_MOVED = {301, 302, 303, 307, 308}


_TOKEN = re.compile(r'(name="(?:csrf_token|_once)" value=")[^"]*')
"""What differs between two pages that are the same."""

_MET: dict[tuple[bytes, str | None], list[str]] = {}


def faults_met(text: str, language: str | None) -> list[str]:
    """What is wrong with an answer at an address in a language, or in none.

    The same page is looked at once in a process, whoever it was sent to.
    """
    key = sha256(_TOKEN.sub(r"\1", text).encode()).digest(), language
    if key not in _MET:
        in_general = faults_of(text, whole=is_whole(text))
        _MET[key] = [*in_general, *(faults_of_language(text, language) if language else ())]
    return _MET[key]


def is_whole(text: str) -> bool:
    """Whether it is a page rather than a part of one."""
    return text.lstrip().startswith("<!doctype")


Tree = ElementTree.Element


@lru_cache(maxsize=8)
def parsed(text: str, whole: bool = True) -> tuple[Tree, list[Any]]:
    """The tree of a page, which is shared and not to be changed, and errors in its HTML."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(text) if whole else parser.parseFragment(text)
    return tree, parser.errors


def faults_of(text: str, whole: bool = True) -> Iterator[str]:
    """What is wrong with a page, or with a part of one that a script asks for."""
    tree, errors = parsed(text, whole)
    for position, code, params in errors:
        yield f"not valid HTML at {position}: {code} {params}"
    yield from _double_ids(tree)
    yield from _pointing_nowhere(tree) if whole else ()
    yield from _unlabelled(tree)
    yield from _unnamed(tree)
    yield from _inline(tree)
    if whole:
        yield from _outline(tree)
    for text in spoken(tree):
        if _LEFT_OVER.search(text):
            yield f"left over: {text!r}"


def faults_of_language(text: str, language: str) -> Iterator[str]:
    """A page says in which language it is, and speaks no other."""
    whole = is_whole(text)
    tree, _ = parsed(text, whole)
    if whole and tree.get("lang") != language:
        yield f"the page says {tree.get('lang')!r}, its address {language!r}"
    if language == "fr":
        for said_so in [one for one in tree.iter() if one.get("lang") == "en"]:
            tail = said_so.tail
            said_so.clear()
            said_so.tail = tail
        yield from (f"not in French: {said!r}" for said in spoken(tree) if said in english_only())


def spoken(tree: Tree) -> Iterator[str]:
    """The texts of a page as they are read: no code, nothing that somebody typed or sought."""
    for element in tree.iter():
        if element.tag not in ("script", "style", "code", "textarea", "mark"):
            yield from _said(element.text)
        yield from _said(element.tail)


def _said(text: str | None) -> Iterator[str]:
    if text and text.strip():
        yield " ".join(text.split())


@cache
def english_only() -> frozenset[str]:
    """Texts of the pages that are written otherwise in French."""
    return frozenset(
        message.id for message in french() if message.id and message.id != message.string
    )


def _double_ids(tree: Tree) -> Iterator[str]:
    counts = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    for name, count in counts.items():
        if count > 1:
            yield f"the id {name!r} stands {count} times"


def _pointing_nowhere(tree: Tree) -> Iterator[str]:
    ids = {element.get("id") for element in tree.iter()}
    for element in tree.iter():
        for attribute in ("for", "form", "aria-labelledby", "aria-describedby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} points nowhere"
        target = element.get("href") or ""
        if element.tag == "a" and target.startswith("#") and target[1:] not in ids:
            yield f"the link {target!r} leads nowhere"


def _unlabelled(tree: Tree) -> Iterator[str]:
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {id(field) for label in tree.iter("label") for field in label.iter()}
    for field in tree.iter():
        if field.tag not in _LABELLED or field.get("type") in _SELF_EVIDENT:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not named and field.get("id") not in labelled and id(field) not in inside:
            yield f"the field {field.get('name')!r} has no label"


def _unnamed(tree: Tree) -> Iterator[str]:
    for element in tree.iter():
        if element.tag in ("a", "button", "th", "legend", "h1", "h2", "h3", "h4"):
            said = "".join(element.itertext()).strip() or element.get("aria-label")
            if not said and not any(image.get("alt") for image in element.iter("img")):
                yield f"an empty <{element.tag}>"
        if element.tag == "img" and element.get("alt") is None:
            yield "an image without alt"


def _inline(tree: Tree) -> Iterator[str]:
    """The content security policy keeps these from working."""
    for element in tree.iter():
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"an inline <{element.tag}>"
        for attribute in element.attrib:
            if attribute == "style" or (isinstance(attribute, str) and attribute.startswith("on")):
                yield f"the attribute {attribute!r} on <{element.tag}>"


def _outline(tree: Tree) -> Iterator[str]:
    headings = [" ".join("".join(h1.itertext()).split()) for h1 in tree.iter("h1")]
    title = " ".join("".join(next(tree.iter("title")).itertext()).split())
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    elif not title.startswith(headings[0]):
        yield f"the title {title!r} does not begin with {headings[0]!r}"
    levels = [int(element.tag[1]) for element in tree.iter() if element.tag in _HEADINGS]
    for above, below in itertools.pairwise(levels):
        if below > above + 1:
            yield f"a h{below} after a h{above}"
    if len(list(tree.iter("main"))) != 1:
        yield "not one <main>"


_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
