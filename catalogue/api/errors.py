"""What can be wrong with a request itself."""

from __future__ import annotations

from typing import Any

from catalogue.domain.errors import CatalogueError, InvalidRecord


class UnreadableBody(CatalogueError):
    """The body is not JSON, or has no such media type."""

    code = "unreadable_body"


class UnsupportedMedia(CatalogueError):
    """The body is of another media type than JSON: ``type`` names it."""

    code = "unsupported_media"


class InvalidQuery(InvalidRecord):
    """What follows ``?`` in the address breaks the rules of its parameters."""

    code = "invalid_query"


class BadCursor(CatalogueError):
    """A cursor that was not given out, or for another list."""

    code = "bad_cursor"


class PreconditionRequired(CatalogueError):
    """A change has to say in ``If-Match`` which version it was made from."""

    code = "precondition_required"


class UnknownVersion(CatalogueError):
    """``If-Match`` names something that was never a version of this resource."""

    code = "unknown_version"


class BadToken(CatalogueError):
    """The token is unknown, at its end, or revoked."""

    code = "bad_token"


class ScopeMissing(CatalogueError):
    """The token is good, but not for this: ``scope`` names what it lacks."""

    code = "scope_missing"


class NoSuchAddress(CatalogueError):
    """Nothing is at this address."""

    code = "no_such_address"


class MethodNotAllowed(CatalogueError):
    """The address cannot be used with this method."""

    code = "method_not_allowed"


class BodyTooLarge(CatalogueError):
    """The body has more than ``megabytes``."""

    code = "body_too_large"


class BadRequest(CatalogueError):
    """The request breaks a rule of HTTP."""

    code = "bad_request"


class Unforeseen(CatalogueError):
    """A fault of the software; ``reference`` is what the log names it by."""

    code = "unforeseen"


class LikelyDuplicate(CatalogueError):
    """The component resembles registered ones, of which the request says nothing.

    ``matches`` are those, as plain data.
    """

    code = "likely_duplicate"

    def __init__(self, matches: list[dict[str, Any]]) -> None:
        super().__init__(count=len(matches))
        self.more = {"matches": matches}
