"""Cells of flat files: text into values, values into text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_ITEM = re.compile(r"(?:\\.|[^;|\\])+")
_CONTACT = re.compile(
    r"(?P<name>[^<(]*?)\s*(?:<(?P<email>[^>]*)>)?\s*(?:\((?P<role>(?:\\.|[^()\\])*)\))?"
    r"\s*(?:☎\s*(?P<phone>.*))?"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_list(text: str) -> list[str]:
    """Items split on ``;`` or ``|``; a backslash keeps the next character as it is."""
    pieces = (re.sub(r"\\(.)", r"\1", found, flags=re.S) for found in _ITEM.findall(text))
    return [piece.strip() for piece in pieces if piece.strip()]


def list_text(items: Sequence[object]) -> str:
    """The inverse of ``read_list``."""
    return "; ".join(re.sub(r"([;|\\])", r"\\\1", str(item)) for item in items)


def read_number(text: str) -> object:
    """A whole number where the text is one; else the text, for validation to refuse."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text)
    return int(bare) if re.fullmatch(r"-?\d{1,15}", bare) else text


def read_money(text: str) -> object:
    """An amount as written in French or English: ``250 000 $``, ``$250,000.50``, ``1,5``.

    A last comma or point followed by one or two digits is the decimal mark;
    other commas, points and spaces group thousands. Anything else comes back
    as it is, for validation to refuse.
    """
    bare = re.sub(r"[\s\u00a0\u202f$]|CAD", "", text)
    match = re.fullmatch(r"(-?)(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?", bare)
    if not match:
        return _plain_number(bare, text)
    sign, whole, cents = match.groups()
    return float(f"{sign}{re.sub('[.,]', '', whole)}.{cents or 0}")


def _plain_number(bare: str, text: str) -> object:
    return float(bare) if re.fullmatch(r"-?\d+(\.\d+)?(e\+?\d{1,2})?", bare) else text


def read_pairs(first: str, second: str, mark: str) -> Callable[[str], list[dict[str, str]]]:
    """A reader of items such as ``part_of:payment``; the second half may be missing."""

    def read(text: str) -> list[dict[str, str]]:
        found = []
        for item in read_list(text):
            left, found_mark, right = item.partition(mark)
            found.append({first: left.strip()} | ({second: right.strip()} if found_mark else {}))
        return found

    return read


def pair_text(first: str, second: str, mark: str) -> Callable[[Sequence[Mapping[str, Any]]], str]:
    """The inverse of ``read_pairs``."""

    def write(items: Sequence[Mapping[str, Any]]) -> str:
        return list_text(
            [
                f"{item[first]}{mark}{item[second]}" if item.get(second) else item[first]
                for item in items
            ]
        )

    return write


def read_years(text: str) -> list[dict[str, object]]:
    """Costs by fiscal year: ``2026-2027:build:run``."""
    found = []
    for item in read_list(text):
        year, _, amounts = item.partition(":")
        build, _, run = amounts.partition(":")
        found.append(
            {"fiscal_year": year.strip(), "build": read_money(build or "0")}
            | ({"run": read_money(run)} if run else {})
        )
    return found


def year_text(items: Sequence[Mapping[str, Any]]) -> str:
    """The inverse of ``read_years``."""
    return list_text(
        [f"{item['fiscal_year']}:{item.get('build', 0)}:{item.get('run', 0)}" for item in items]
    )


_CONTACT_FIELDS = ("name", "email", "role", "phone")


def read_contacts(text: str) -> list[dict[str, str]]:
    """Contacts as ``name <email> (role) ☎ phone``; all but the name may be missing."""
    found = []
    for item in read_list(text):
        match = _CONTACT.fullmatch(item)
        parts = match.groupdict() if match else {"name": item}
        found.append({key: value.strip() for key, value in parts.items() if value})
    return found


def contact_text(items: Sequence[Mapping[str, Any]]) -> str:
    """The inverse of ``read_contacts``."""
    written = []
    for item in items:
        text = str(item["name"])
        text += f" <{item['email']}>" if item.get("email") else ""
        text += f" ({item['role']})" if item.get("role") else ""
        text += f" ☎ {item['phone']}" if item.get("phone") else ""
        written.append(text)
    return list_text(written)


def guarded(text: str) -> str:
    """The text, marked so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def unguarded(text: str) -> str:
    """The inverse of ``guarded``."""
    marked = text.startswith("'") and text[1:].startswith((*_FORMULA, "'"))
    return text[1:] if marked else text
