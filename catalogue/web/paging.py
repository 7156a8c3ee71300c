"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request, url_for

T = TypeVar("T")

SIZE = 50
"""Lines of a page."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """The part of a list that the request's address asks for."""

    items: Sequence[T]
    total: int
    number: int
    pages: int

    @classmethod
    def of(cls, found: Sequence[T]) -> Page[T]:
        """The page ``?page=`` of a list; the nearest one where there is no such page."""
        pages = max(1, -(-len(found) // SIZE))
        asked = request.args.get("page", "1")
        usable = asked.isascii() and asked.isdecimal() and len(asked) < 9
        number = min(max(1, int(asked) if usable else 1), pages)
        return cls(found[(number - 1) * SIZE : number * SIZE], len(found), number, pages)

    def address(self, number: int) -> str:
        """Where another page of the same list is."""
        # Not as arguments of url_for, some of which have a meaning of their own.
        query = urlencode({**request.args.to_dict(), "page": str(number)})
        return f"{url_for(request.endpoint or '', **(request.view_args or {}))}?{query}"
