"""Atom feeds of what concerns one person, at addresses that only they know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response

from catalogue.services.private_feeds import Feed, Opened, handed_in, opened_by, to_review
from catalogue.services.showing import bodies

from .addresses import language, page
from .feeds import atom
from .resources import workspace

private_feeds = Blueprint("private_feeds", __name__)

_HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@private_feeds.after_request
def _keep_to_oneself(response: Response) -> Response:
    """The address is the secret: nobody else is to keep it, or what it shows."""
    response.headers.update(_HEADERS)
    return response


@page(private_feeds, "/feeds/proposals/<token>")
def proposals(token: str) -> Response:
    """What becomes of the proposals of one's public bodies (RFC 4287)."""
    feed = opened_by(workspace(), Feed.proposals, token, language())
    found = handed_in(feed.actor, workspace())
    times = [one.updated_at for one in found]
    return _atom("feeds/proposals.xml", feed, times, found=found, token=token)


@page(private_feeds, "/feeds/reviews/<token>")
def reviews(token: str) -> Response:
    """What waits for a reviewer (RFC 4287)."""
    feed = opened_by(workspace(), Feed.reviews, token, language())
    found = to_review(feed.actor, workspace())
    times = [one.updated_at for one in found]
    known = bodies(workspace())
    return _atom("feeds/reviews.xml", feed, times, found=found, bodies=known, token=token)


def _atom(template: str, feed: Opened, times: Iterable[datetime], **values: Any) -> Response:
    return atom(template, feed=feed, updated=max(times, default=feed.created_at), **values)
