"""JSON text into plain data, strictly, with what is odd in it marked as a flaw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any

from .findings import Location
from .flaws import Flaw
from .source import LONGEST_LINE

LARGEST_DOCUMENT = 10 * 1024 * 1024
"""Bytes of a file that is one JSON value."""

_LONGEST_NUMBER = 40
_BLANK = " \t\r\n"
_WHY = {
    "Expecting value": "expected_value",
    "Expecting ',' delimiter": "expected_comma",
    "Expecting ':' delimiter": "expected_colon",
    "Expecting property name": "expected_key",
    "Illegal trailing comma": "trailing_comma",
    "Unterminated string": "unterminated_string",
    "Invalid control character": "control_character",
    "Invalid \\": "bad_escape",
    "Extra data": "extra_data",
}


class BadJson(ValueError):
    """Text that is no JSON, or more of it than is accepted; ``code`` says which."""

    def __init__(self, location: Location, code: str, **params: object) -> None:
        super().__init__(code)
        self.location, self.code, self.params = location, code, params


def parse(text: str, line: int = 1, *, strict: bool = True) -> Any:
    """The value of a text that begins on this line.

    Duplicate keys, NaN and endless numbers come back as flaws. Texts that are
    not read strictly may hold tabs and line feeds as they are. Raises BadJson.
    """
    if len(text) > LONGEST_LINE:
        raise BadJson(Location(line=line), "line_too_long", limit=LONGEST_LINE)
    start = _skip(text, 0)
    decoder = _DECODER if strict else _PATIENT
    value, end = _value(text, start, line + text.count("\n", 0, start), decoder)
    rest = _skip(text, end)
    if rest < len(text):
        raise _bad(JSONDecodeError("Extra data", text, rest), line)
    return value


def items(text: str) -> Iterator[tuple[int, Any]]:
    """Each item of an array, with the line on which it begins.

    Raises BadJson where the text stops being an array; what came before it
    has been given by then.
    """
    at, line = _skip(text, text.index("[") + 1), 1
    counted = 0
    first = True
    while text[at : at + 1] != "]" or not first:
        line += text.count("\n", counted, at)
        counted = at
        value, end = _value(text, at, line)
        yield line, value
        at, first = _skip(text, end), False
        mark = text[at : at + 1]
        if mark == "]":
            break
        if mark != ",":
            raise _bad(JSONDecodeError("Expecting ',' delimiter", text, at), 1)
        at = _skip(text, at + 1)
    rest = _skip(text, at + 1)
    if rest < len(text):
        raise _bad(JSONDecodeError("Extra data", text, rest), 1)


def _value(
    text: str, at: int, line: int, decoder: json.JSONDecoder | None = None
) -> tuple[Any, int]:
    """The value that begins here and where it ends, looking so far and no further."""
    decoder = decoder or _DECODER
    window = text[at : at + _FIRST_LOOK]
    try:
        value, length = decoder.raw_decode(window)
        # a number at the window's end may go on behind it
        if length < len(window) or at + length == len(text):
            return value, at + length
    except (JSONDecodeError, RecursionError):
        pass
    window = text[at : at + LONGEST_LINE]
    try:
        value, length = decoder.raw_decode(window)
    except JSONDecodeError as error:
        cut = error.pos >= len(window) - _LONGEST_NUMBER or error.msg.startswith("Unterminated")
        if cut and at + len(window) < len(text):
            raise BadJson(Location(line=line), "line_too_long", limit=LONGEST_LINE) from error
        before = text.rfind("\n", 0, at)
        raise _bad(error, line, at - before - 1) from error
    except RecursionError as error:
        raise BadJson(Location(line=line), "too_deep") from error
    return value, at + length


def _bad(error: JSONDecodeError, line: int, indent: int = 0) -> BadJson:
    column = error.colno + (indent if error.lineno == 1 else 0)
    why = next((code for words, code in _WHY.items() if error.msg.startswith(words)), "malformed")
    where = Location(line=line + error.lineno - 1, column=column)
    return BadJson(where, "bad_json", column=column, why=why)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                data[key] = Flaw("key_twice", {"key": key})
            seen.add(key)
    return data


def _integer(digits: str) -> int | Flaw:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else _too_long(digits)


def _decimal(digits: str) -> float | Flaw:
    return float(digits) if len(digits) <= _LONGEST_NUMBER else _too_long(digits)


def _too_long(digits: str) -> Flaw:
    return Flaw("number_too_long", {"digits": len(digits), "limit": _LONGEST_NUMBER})


def _constant(name: str) -> Flaw:
    return Flaw("not_json_number", {"value": name})


_FIRST_LOOK = 16_384
_HOOKS: dict[str, Any] = {
    "object_pairs_hook": _object,
    "parse_constant": _constant,
    "parse_int": _integer,
    "parse_float": _decimal,
}
_DECODER = json.JSONDecoder(**_HOOKS)
_PATIENT = json.JSONDecoder(**_HOOKS, strict=False)
