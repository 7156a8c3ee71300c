"""Cells of flat files: text into values, values into text.

Items of a list stand between ``;`` or ``|``. A backslash before a character
that means something makes it mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .amounts import amount_text, read_money

_ITEM = re.compile(r"(?:\\[;|\\]|[^;|])+")
_LIST_MARKS = r"([;|\\])"
_CONTACT_MARKS = r"([<>()☎\\])"
_FORMULA = r"[=+\-@\t\r＝＋－＠]"
_CONTACT = re.compile(
    r"(?P<name>(?:\\.|[^\\<(☎])*)"
    r"(?:<(?P<email>(?:\\.|[^\\>])*)>\s*)?"
    r"(?:\((?P<role>(?:\\.|[^\\)])*)\)\s*)?"
    r"(?:☎?(?P<phone>(?:\\.|[^\\<>()☎])+))?",
    re.DOTALL,
)


def _escaped(text: str, marks: str) -> str:
    return re.sub(marks, r"\\\1", text)


def _bare(text: str, marks: str) -> str:
    return re.sub(r"\\" + marks, r"\1", text)


def read_list(text: str) -> list[str]:
    """The items, without empty ones."""
    pieces = (_bare(found, _LIST_MARKS).strip() for found in _ITEM.findall(text))
    return [piece for piece in pieces if piece]


def list_text(items: Sequence[object]) -> str:
    """The inverse of ``read_list``."""
    return "; ".join(_escaped(str(item), _LIST_MARKS) for item in items)


def read_relations(text: str) -> list[dict[str, str]]:
    """Items such as ``part_of:payment``; an identifier may hold colons itself."""
    found = []
    for item in read_list(text):
        kind, mark, target = item.partition(":")
        found.append({"type": kind.strip()} | ({"target": target.strip()} if mark else {}))
    return found


def relation_text(items: Sequence[Mapping[str, Any]]) -> str:
    """The inverse of ``read_relations``."""
    return list_text([f"{item['type']}:{item['target']}" for item in items])


def read_uses(text: str) -> list[dict[str, str]]:
    """Items such as ``finances@2024-04-01``; the date may be missing."""
    found = []
    for item in read_list(text):
        who, mark, since = re.fullmatch(r"((?:\\@|[^@])*)(@?)(.*)", item, re.DOTALL).groups()  # type: ignore[union-attr]
        use = {"organization": _bare(who, "(@)").strip()}
        found.append(use | ({"since": since.strip()} if mark else {}))
    return found


def use_text(items: Sequence[Mapping[str, Any]]) -> str:
    """The inverse of ``read_uses``."""
    return list_text(
        [
            _escaped(item["organization"], "(@)")
            + (f"@{item['since']}" if item.get("since") else "")
            for item in items
        ]
    )


def read_years(text: str) -> list[dict[str, object]]:
    """Costs by fiscal year: ``2026-2027:build:run``; amounts may be missing."""
    found = []
    for item in read_list(text):
        year, *amounts = item.split(":", 2)
        cost: dict[str, object] = {"fiscal_year": year.strip()}
        for name, amount in zip(("build", "run"), amounts, strict=False):
            if amount.strip():
                cost[name] = read_money(amount)
        found.append(cost)
    return found


def year_text(items: Sequence[Mapping[str, Any]]) -> str:
    """The inverse of ``read_years``."""
    return list_text(
        [
            f"{item['fiscal_year']}:{amount_text(item.get('build', 0))}"
            f":{amount_text(item.get('run', 0))}"
            for item in items
        ]
    )


def read_contacts(text: str) -> list[dict[str, str]]:
    """Contacts as ``name <email> (role) ☎ phone``; all but the name may be missing."""
    found = []
    for item in read_list(text):
        match = _CONTACT.fullmatch(item)
        parts = match.groupdict() if match else {"name": item}
        bare = {key: _bare(value or "", _CONTACT_MARKS).strip() for key, value in parts.items()}
        found.append({key: value for key, value in bare.items() if value})
    return found


def contact_text(items: Sequence[Mapping[str, Any]]) -> str:
    """The inverse of ``read_contacts``."""
    frames = {"name": "{}", "email": "<{}>", "role": "({})", "phone": "☎ {}"}
    return list_text(
        [
            " ".join(
                frame.format(_escaped(item[key], _CONTACT_MARKS))
                for key, frame in frames.items()
                if item.get(key)
            )
            for item in items
        ]
    )


def read_labels(text: str) -> dict[str, object]:
    """Labels as ``component:2; other:1``."""
    found: dict[str, object] = {}
    for item in read_list(text):
        name, _, grade = item.rpartition(":")
        found[name.strip()] = int(grade) if grade.strip() in ("1", "2") else grade
    return found


def guarded(text: str) -> str:
    """The text, marked so that no spreadsheet takes it for a formula."""
    return f"'{text}" if re.match(f"'*{_FORMULA}", text) else text


def unguarded(text: str) -> str:
    """The inverse of ``guarded``."""
    return text[1:] if re.match(f"'+{_FORMULA}", text) else text


Read = Callable[[str], Any]
Write = Callable[[Any], str]
