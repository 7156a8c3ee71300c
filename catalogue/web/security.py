"""What every answer tells the browser not to do."""

from __future__ import annotations

from flask import Response, request

from . import resources

_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",  # Bootstrap draws its check marks so
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_A_YEAR = 365 * 24 * 3600


def protect(response: Response) -> Response:
    """After a request: the headers that keep a page from being framed, sniffed or scripted."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if resources.actor().signed_in:
        response.headers.setdefault("Cache-Control", "private, no-cache")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
    return response
