"""Native records as JSON Lines: one object a line, or one JSON array, or one object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from json import JSONDecodeError
from pathlib import Path
from typing import Any, NoReturn, TextIO

from catalogue.domain.validation import Record

from .building import add_record, finish
from .findings import Finding, Location, Reading
from .native import to_native
from .source import decode

NAME = "jsonl"
LONGEST_LINE = 10_000_000
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class _Refused(ValueError):
    """JSON that says something that no record may say."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def looks_like(head: bytes) -> bool:
    """Whether a file that begins like this is JSON."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read_jsonl(content: bytes, path: Path, default_type: str | None = None) -> Reading:
    """Every record of the file, and every malformed line.

    Raises UnreadableFile for text that is in no known encoding.
    """
    text = decode(content, path)
    reading = Reading()
    lines = text.splitlines()
    whole = _whole(text)
    if whole is not None:
        items = whole if isinstance(whole, list) else [whole]
        for position, item in enumerate(items, start=1):
            add_record(reading, item, Location(row=position), default_type)
        return finish(reading)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            _read_line(reading, line, number, default_type)
    return finish(reading)


def _whole(text: str) -> Any:
    """The document where the file is one over several lines; None where it is lines."""
    start = text.lstrip()
    if not start.startswith("[") and not re.match(r"\{\s*\n", start):
        return None
    try:
        return _parse(text)
    except (ValueError, RecursionError):
        return None


def _read_line(reading: Reading, line: str, number: int, default_type: str | None) -> None:
    location = Location(line=number)
    try:
        if len(line) > LONGEST_LINE:
            raise _Refused("line_too_long", limit=LONGEST_LINE)
        add_record(reading, _parse(line), location, default_type)
    except JSONDecodeError as error:
        where = Location(line=number, column=error.colno)
        reading.add(Finding(where, "", "bad_json", {"column": error.colno}))
    except _Refused as error:
        reading.add(Finding(location, "", error.code, error.params))
    except RecursionError:
        reading.add(Finding(location, "", "too_deep"))
    except ValueError:
        reading.add(Finding(location, "", "bad_json", {"column": 1}))


def _parse(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise _Refused("key_twice", key=key)
        if _SURROGATE.search(key):
            raise _Refused("forbidden_character", character="D800")
        data[key] = value
    return data


def _constant(name: str) -> NoReturn:
    raise _Refused("not_json_number", value=name)


def write_jsonl(records: Iterable[Record], stream: TextIO) -> None:
    """One object a line, only what is set."""
    for record in records:
        stream.write(json.dumps(to_native(record), ensure_ascii=False) + "\n")
