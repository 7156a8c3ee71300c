"""Native records as JSON Lines: one object a line, or one JSON array, or one object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from catalogue.domain.validation import Record

from .building import add_record
from .findings import Finding, Location, Reading, UnreadableFile
from .json_text import LARGEST_DOCUMENT, BadJson, items, parse
from .native import to_native
from .registry import Format
from .source import HEAD, LONGEST_LINE, decode, head_text, opened
from .uniqueness import finish

LARGEST_ARRAY = 32 * 1024 * 1024
"""Bytes of a file that is one array, which is in memory whole."""

_BLANK = " \t\r\n"
_LOOK = 1000


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this is JSON."""
    return head_text(head)[:1] in ("{", "[")


def read_jsonl(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """Every record of the file, and every malformed line.

    Raises UnreadableFile for text that is in no known encoding, and for one
    object of no type of ours.
    """
    reading = Reading()
    if head_text(content[:HEAD]).startswith("["):
        if len(content) > LARGEST_ARRAY:
            limit = LARGEST_ARRAY // 1024 // 1024
            raise UnreadableFile("too_large", path=str(path), limit=limit)
        _read_array(reading, decode(content, path), default_type)
        return finish(reading)
    if len(content) <= LARGEST_DOCUMENT and _is_one_object(text := decode(content, path)):
        _read_value(reading, text, 1, default_type)
        if default_type is None and any(finding.field == "type" for finding in reading.errors):
            raise UnreadableFile("unknown_json", path=str(path))
        return finish(reading)
    # lines end at line feeds only: JSON allows other line separators inside strings
    for number, line in _bounded_lines(opened(content, path, newline="\n")):
        if line.strip(_BLANK):
            _read_value(reading, line, number, default_type)
        if reading.hopeless:
            break
    return finish(reading)


def _bounded_lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Numbered lines; the rest of one that is too long is passed over."""
    pieces = iter(lambda: stream.readline(LONGEST_LINE + 1), "")
    for number, line in enumerate(pieces, start=1):
        piece = line
        while len(piece) > LONGEST_LINE and not piece.endswith("\n"):
            piece = stream.readline(LONGEST_LINE + 1)
        yield number, line


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines end at line feeds only: JSON allows other line separators inside strings."""
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield number, text[start:end]
        start, number = end + 1, number + 1


def _is_one_object(text: str) -> bool:
    """Whether the first line opens an object that the next line goes on with."""
    opening = next((line.strip(_BLANK) for _, line in _lines(text) if line.strip(_BLANK)), "")
    end = text.index(opening) + len(opening)
    after = text[end : end + _LOOK].lstrip(_BLANK)
    try:
        parse(opening)
    except BadJson:
        goes_on = after[:1] in ('"', "}", ",", ":", "]")
        return goes_on or (opening.endswith((":", "[")) and after[:1] in ("{", "["))
    return False


def _read_array(reading: Reading, text: str, default_type: str | None) -> None:
    try:
        for position, (line, item) in enumerate(items(text), start=1):
            add_record(reading, item, Location(line=line, row=position), default_type)
            if reading.hopeless:
                break
    except BadJson as bad:
        reading.add(Finding(bad.location, "", bad.code, bad.params))


def _read_value(reading: Reading, text: str, line: int, default_type: str | None) -> None:
    try:
        add_record(reading, parse(text, line), Location(line=line), default_type)
    except BadJson as bad:
        reading.add(Finding(bad.location, "", bad.code, bad.params))


def write_jsonl(records: Iterable[Record], stream: TextIO) -> None:
    """One object a line, only what is set."""
    for record in records:
        stream.write(json.dumps(to_native(record), ensure_ascii=False) + "\n")


FORMAT = Format("jsonl", (".jsonl", ".ndjson", ".json"), looks_like, read_jsonl)
