"""Pages of a list that stay in step while the list changes.

A cursor names the last item that was read and how many were: where the item is
gone, reading goes on at that number.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from .errors import BadCursor

T = TypeVar("T")


def page(
    found: Sequence[T], key: Callable[[T], str], cursor: str | None, limit: int, asked: str
) -> tuple[Sequence[T], str | None]:
    """The items after the cursor, at most ``limit``, and the cursor of the next page if any.

    ``asked`` says which list it is: a cursor of another one is refused with
    BadCursor.
    """
    start = _start(found, key, cursor, asked)
    shown = found[start : start + limit]
    if not shown or start + limit >= len(found):
        return shown, None
    return shown, _written(asked, key(shown[-1]), start + limit)


def _start(found: Sequence[T], key: Callable[[T], str], cursor: str | None, asked: str) -> int:
    if cursor is None:
        return 0
    last, read = _read(cursor, asked)
    if 0 < read <= len(found) and key(found[read - 1]) == last:
        return read
    return next((n + 1 for n, one in enumerate(found) if key(one) == last), read)


def _written(asked: str, last: str, read: int) -> str:
    text = json.dumps([_digest(asked), last, read], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, asked: str) -> tuple[str, int]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        data: Any = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except ValueError as error:  # what is not ASCII, base64, UTF-8 or JSON
        raise BadCursor() from error
    match data:
        case [str(of), str(last), int(read)] if of == _digest(asked) and 0 <= read < 2**31:
            return last, read
    raise BadCursor()


def _digest(asked: str) -> str:
    return hashlib.sha256(asked.encode()).hexdigest()[:12]
