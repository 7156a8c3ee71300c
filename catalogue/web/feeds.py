"""Atom feeds of what is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from flask import Blueprint, Response, make_response, render_template

from catalogue.services.browsing import find
from catalogue.services.shelf import Sort

from . import asking
from .addresses import page
from .resources import readers_only, workspace

feeds = Blueprint("feeds", __name__)
feeds.before_request(readers_only)

_ENTRIES = 50

_NOT_OF_XML = dict.fromkeys((0xFFFE, 0xFFFF))
"""What texts here may hold and XML 1.0 may not (its production 2, Char)."""


@page(feeds, "/feed.atom")
def components() -> Response:
    """The newest components that answer the address's words and filters (RFC 4287)."""
    search = replace(asking.asked(), sort=Sort.newest, page=1, size=_ENTRIES)
    found = find(workspace(), search)
    updated = max((hit.changed for hit in found.hits), default=datetime.now(timezone.utc))
    return atom("feeds/components.xml", search=search, found=found, updated=updated)


def atom(template: str, **values: Any) -> Response:
    """An answer that feed readers take; without the two characters that no XML may hold."""
    response = make_response(render_template(template, **values).translate(_NOT_OF_XML))
    response.content_type = "application/atom+xml; charset=utf-8"
    return response
