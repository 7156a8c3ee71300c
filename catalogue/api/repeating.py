"""Requests that were cut off can be sent again: the same key does the same thing once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import request

from catalogue.services.once import once

from .context import caller, workspace

HEADER = "Idempotency-Key"


def repeatable(act: Callable[[], str]) -> str:
    """What ``act`` returns, or returned before for the same key, caller, address and body.

    Without a key it acts each time. Raises what ``act`` raises, and StillUnderWay.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return act()
    said = [caller().key, request.method, request.path, key]
    told = "\n".join(said).encode() + b"\n" + request.get_data()
    return once(workspace(), f"api {hashlib.sha256(told).hexdigest()}", act)
