"""Answers: JSON with the version by which it can be asked for, or changed, conditionally."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Response, request

from .errors import PreconditionRequired, UnknownVersion

JSON = "application/json"


@dataclass(frozen=True)
class Reply:
    """What an operation answers.

    ``body`` is plain data, None for an answer without one. ``version`` is what
    a change of the resource names as the state that it was made from, None
    where it cannot be changed; ``changed`` is when it came to be. ``location``
    is the address of what was made, below that of the API.
    """

    body: Any
    status: int = 200
    version: str | None = None
    changed: datetime | None = None
    location: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def respond(reply: Reply) -> Response:
    """The reply as an HTTP response; 304 where the client holds it already (RFC 9110, 13.1)."""
    text = "" if reply.body is None else as_json(reply.body)
    response = Response(text, reply.status, reply.headers, mimetype=JSON)
    if reply.body is None:
        response.headers.pop("Content-Type")
        response.status_code = 204 if reply.status == 200 else reply.status
    if reply.location:
        response.headers["Location"] = f"{request.script_root}/v1/{reply.location}"
    if reply.version or reply.body is not None:
        digest = hashlib.sha256(text.encode()).hexdigest()[:24]
        response.set_etag(f"{reply.version}-{digest}" if reply.version else digest)
    if reply.changed:
        response.last_modified = reply.changed
    if request.method in ("GET", "HEAD"):
        response.make_conditional(request.environ)
    return response


def as_json(body: Any) -> str:
    """Plain data as JSON text, letters as they are."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def version(kind: str, revision: int) -> str:
    """The version of a resource at a revision: ``r7``."""
    return f"{kind}{revision}"


def expected(kind: str) -> int:
    """The revision that ``If-Match`` names, of a version made by ``version``.

    Raises PreconditionRequired where it names none, and UnknownVersion where it
    cannot be one of this kind of resource.
    """
    named = [tag for tag in request.if_match.as_set() if tag]
    if request.if_match.star_tag or not named:
        raise PreconditionRequired()
    for tag in named:
        number = tag.removeprefix(kind).partition("-")[0]
        if tag.startswith(kind) and number.isascii() and number.isdecimal() and len(number) < 10:
            return int(number)
    raise UnknownVersion()
