"""YAML text into plain data: scalars keep the text they are written as, and nothing is built.

PyYAML's parser gives events only; what they mean is decided here. So no tag
makes an object, ``no`` and ``2024-01-01`` stay what they are, every value
knows its line, and what aliases stand for is counted before it is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from .findings import Location
from .flaws import Flaw

LARGEST = 10 * 1024 * 1024
"""Bytes of a YAML file that are accepted; real ones have a few thousand."""

MOST_VALUES = 200_000
"""Values of a file, counted as often as aliases repeat them."""

DEEPEST = 40

_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
) | {"!", "tag:yaml.org,2002:js/undefined"}
_NULL_TAGS = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:js/undefined")
"""The second is what programs in JavaScript write for a value that is not set."""

_MOST_SPOILED = 20
"""Documents of a file that are passed over; more are no slip of the hand."""

_START = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_NULLS = ("", "~", "null", "Null", "NULL")
_MERGE = "<<"
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its events are used; the second is slower, where libyaml was not built in."""


class BadYaml(ValueError):
    """Text that is no YAML, or more of it than is accepted; ``code`` says which."""

    def __init__(self, location: Location, code: str, **params: object) -> None:
        super().__init__(code)
        self.location, self.code, self.params = location, code, params


class Mapped(dict[str, Any]):
    """A mapping, and the line of each of its keys."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Worded(str):
    """A document that is a text, and its line."""

    line: int = 1


class Listed(list[Any]):
    """A sequence, and the line of each of its items."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


@dataclass
class _Open:
    """A collection that is still being read; ``key`` waits for its value."""

    value: Mapped | Listed
    anchor: str | None
    weight: int = 1
    key: str | None = None
    key_line: int = 0
    waiting: bool = False


@dataclass
class _Builder:
    """Puts events together, counting as it goes."""

    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    root: Any = None
    weight: int = 0

    def begin(self) -> None:
        """Forget a document, but not what it weighed."""
        self.stack, self.anchors, self.root = [], {}, None

    def open(self, value: Mapped | Listed, anchor: str | None) -> None:
        if len(self.stack) >= DEEPEST:
            raise BadYaml(Location(line=value.line), "too_deep", limit=DEEPEST)
        self._refuse_as_key(value.line)
        self.stack.append(_Open(value, anchor))

    def close(self) -> None:
        done = self.stack.pop()
        self.put(done.value, done.weight, done.value.line, done.anchor)

    def alias(self, name: str, line: int) -> None:
        if name not in self.anchors:
            raise BadYaml(Location(line=line), "bad_yaml", why="unknown_alias")
        value, weight = self.anchors[name]
        if not isinstance(value, str):
            self._refuse_as_key(line)
        self.put(value, weight, line, None)

    def put(self, value: Any, weight: int, line: int, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = value, weight
        self.weight += 1
        if weight > MOST_VALUES or self.weight > MOST_VALUES:
            raise BadYaml(Location(line=line), "too_many_values", limit=MOST_VALUES)
        if not self.stack:
            self.root = Worded(value) if isinstance(value, str) else value
            if isinstance(self.root, Worded):
                self.root.line = line
            return
        top = self.stack[-1]
        top.weight += weight
        if top.weight > MOST_VALUES:
            raise BadYaml(Location(line=line), "too_many_values", limit=MOST_VALUES)
        if isinstance(top.value, Listed):
            top.value.append(value)
            top.value.lines.append(line)
        elif not top.waiting:
            top.key, top.key_line = "" if value is None else str(value), line
            top.waiting = True
        else:
            _set(top.value, top.key or "", value, top.key_line)
            top.waiting = False

    def _refuse_as_key(self, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, Mapped) and not top.waiting:
            raise BadYaml(Location(line=line), "bad_yaml", why="key_not_text")


def _set(target: Mapped, key: str, value: Any, line: int) -> None:
    if key == _MERGE and isinstance(value, Mapped):
        for inner, merged in value.items():
            target.setdefault(inner, merged)
        return
    if key in target.lines:
        value = Flaw("key_twice", {"key": key})
    target[key] = value
    target.lines[key] = line


def documents(text: str, spoiled: Callable[[BadYaml], None] | None = None) -> Iterator[Any]:
    """Each document of a file; empty ones are left out.

    Duplicate keys come back as flaws. Raises BadYaml, with the line, where the
    text is no YAML, has a tag that would build something, or holds more than
    is accepted; of the first two ``spoiled`` hears instead, and what follows
    the document is read.
    """
    builder, start = _Builder(), 0
    for _ in range(_MOST_SPOILED):
        try:
            # blank lines stand for what was read, so that lines keep their numbers
            yield from _documents("\n" * text.count("\n", 0, start) + text[start:], builder)
            return
        except BadYaml as bad:
            if spoiled is None or bad.code not in ("bad_yaml", "yaml_tag"):
                raise
            spoiled(_explained(bad, text))
            following = _next_document(text, start, bad.location.line)
            if following is None:
                return
            start = following


def _next_document(text: str, start: int, line: int | None) -> int | None:
    """Where the document after the one that is wrong on this line begins; None for none."""
    for found in _START.finditer(text, start + 1) if line else ():
        if text.count("\n", 0, found.start()) + 1 >= (line or 0):
            return found.start()
    return None


def _explained(bad: BadYaml, text: str) -> BadYaml:
    """The same, saying so where the line is a template's, or indented with tabs."""
    if bad.code != "bad_yaml" or bad.location.line is None:
        return bad
    line = "".join(text.split("\n")[bad.location.line - 1 : bad.location.line])
    if "{{" in line or "{%" in line:
        return BadYaml(bad.location, bad.code, why="template")
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return BadYaml(bad.location, bad.code, why="tab")
    return bad


def _documents(text: str, builder: _Builder) -> Iterator[Any]:
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            if isinstance(event, yaml.DocumentStartEvent):
                builder.begin()
            elif isinstance(event, yaml.DocumentEndEvent):
                if builder.root is not None:
                    yield builder.root
            else:
                _take(builder, event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise BadYaml(Location(line=line), "bad_yaml", why=_why(error.problem)) from error
    except yaml.YAMLError as error:
        raise BadYaml(_unreadable(text, error), "bad_yaml", why="character") from error
    except (UnicodeEncodeError, ValueError, RecursionError) as error:
        if isinstance(error, BadYaml):
            raise
        raise BadYaml(Location(), "bad_yaml", why="malformed") from error


def _take(builder: _Builder, event: yaml.Event) -> None:
    line = (event.start_mark.line if event.start_mark else 0) + 1
    if isinstance(event, yaml.CollectionEndEvent):
        builder.close()
    elif isinstance(event, yaml.AliasEvent):
        builder.alias(event.anchor or "", line)
    elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            raise BadYaml(Location(line=line), "yaml_tag", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            builder.put(_scalar(event), 1, line, event.anchor)
        else:
            mapping = isinstance(event, yaml.MappingStartEvent)
            builder.open(Mapped(line) if mapping else Listed(line), event.anchor)


def _scalar(event: yaml.ScalarEvent) -> str | None:
    plain = event.implicit[0] or event.tag in _NULL_TAGS
    return None if plain and event.value in _NULLS else str(event.value)


_WHY = {
    "mapping values are not allowed": "colon_not_allowed",
    "found unexpected ':'": "colon_not_allowed",
    "did not find expected key": "indentation",
    "did not find expected '-' indicator": "indentation",
    "did not find expected ',' or": "unclosed_bracket",
    "did not find expected node content": "unclosed_bracket",
    "found character that cannot start": "bad_start",
    "found undefined tag": "bad_start",
    "found a tab character": "tab",
    "did not find expected <document start>": "indentation",
    "found unexpected end of stream": "unclosed_quote",
    "could not find expected ':'": "missing_colon",
    "found unknown escape": "bad_escape",
    "invalid Unicode character": "character",
    "alphabetic or numeric character": "bad_start",
    "block sequence entries are not allowed": "indentation",
}


def _why(problem: str | None) -> str:
    return next((why for words, why in _WHY.items() if words in str(problem)), "malformed")


def _unreadable(text: str, error: yaml.YAMLError) -> Location:
    position = getattr(error, "position", None)
    if isinstance(position, int):
        return Location(line=text.count("\n", 0, position) + 1)
    return Location()
