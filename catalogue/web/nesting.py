"""Names of form fields that say where a value stands: ``name.fr``, ``contacts-0.email``.

A dot leads into a group, a hyphen and a number to a row. ``roles[]`` is a list
whose items come one a field or one a line: ticked boxes, or a box to type
several lines in. A blank one says that the list is empty, which is not the same
as a list that is not on the form. Names that begin with an underscore, and any
that are not of this form, are the form's own and hold no data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from catalogue.domain.errors import Path

Data = dict[str, Any]
"""What was typed: texts, lists and groups of them."""

_PART = r"[a-z][a-z0-9_]*(?:-[0-9]{1,4})?"
_NAME = re.compile(rf"{_PART}(?:\.{_PART}){{0,5}}(?:\[\])?")
_STEP = re.compile(r"[a-z][a-z0-9_]*|(?<=-)[0-9]+")
_OWN = {"csrf_token"}
_MANY = "[]"


def nested(fields: MultiDict[str, str]) -> Data:
    """What a form sent, as the groups, rows and lists that the fields' names say.

    Rows come in the order of their numbers, without gaps. Of a name that stands
    several times the last value counts, unless it is a list; where one name
    says text and another a group at the same place, the first in the form counts.
    """
    root: dict[str | int, Any] = {}
    for name, values in fields.lists():
        if name not in _OWN and _NAME.fullmatch(name):
            _put(root, steps(name), _lines(values) if name.endswith(_MANY) else values[-1])
    found: Data = _with_rows(root)
    return found


def flat(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The fields, with their names, that send the data again: ``nested`` turned round."""
    return list(_fields("", data))


def steps(name: str) -> Path:
    """The path that a field's name says."""
    return tuple(int(step) if step.isdecimal() else step for step in _STEP.findall(name))


def named(path: Path) -> str:
    """The field's name that says the path."""
    name = ""
    for step in path:
        name += f"-{step}" if isinstance(step, int) else f".{step}" if name else step
    return name


def value_at(data: Mapping[str, Any], path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    found: Any = data
    for step in path:
        if isinstance(step, int):
            held = isinstance(found, Sequence) and not isinstance(found, str) and step < len(found)
        else:
            held = isinstance(found, Mapping) and step in found
        if not held:
            return None
        found = found[step]
    return found


def _lines(values: Sequence[str]) -> list[str]:
    lines = (line.strip() for value in values for line in value.splitlines())
    return [line for line in lines if line]


def _put(root: dict[str | int, Any], path: Path, value: Any) -> None:
    held = root
    for step in path[:-1]:
        inner = held.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        held = inner
    held.setdefault(path[-1], value)


def _with_rows(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    numbered = [step for step in value if isinstance(step, int)]
    if numbered:
        return [_with_rows(value[step]) for step in sorted(numbered)]
    return {step: _with_rows(one) for step, one in value.items()}


def _fields(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for step, one in value.items():
            yield from _fields(f"{name}.{step}" if name else step, one)
    elif isinstance(value, str):
        yield name, value
    elif isinstance(value, Sequence) and value:
        for row, one in enumerate(value):
            yield from _fields(f"{name}-{row}", one)
    elif isinstance(value, Sequence):
        yield f"{name}{_MANY}", ""
    elif value is not None:
        yield name, str(value)
