"""Style sheets, scripts and icons, all served from here."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

import flask_bootstrap
from flask import current_app, url_for
from markupsafe import Markup

_SPRITE = Path(flask_bootstrap.__file__).parent / "static/bootstrap5/icons/bootstrap-icons.svg"
_SYMBOL = re.compile(r'<symbol[^>]*viewBox="([^"]+)"[^>]*id="([^"]+)"[^>]*>(.*?)</symbol>', re.S)


def asset(filename: str) -> str:
    """The address of a file of ours, which changes when the file does."""
    return url_for("static", filename=filename, v=_digest(filename))


@cache
def _digest(filename: str) -> str:
    content = (Path(current_app.static_folder or "") / filename).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]


def icon(name: str, css: str = "") -> Markup:
    """One of Bootstrap's icons, drawn in the page; the word beside it says what it means.

    Raises KeyError for a name that Bootstrap does not have.
    """
    box, drawing = _drawings()[name]
    return Markup(
        '<svg class="icon {}" viewBox="{}" width="16" height="16" fill="currentColor"'
        ' aria-hidden="true" focusable="false">{}</svg>'
    ).format(css, box, Markup(drawing))  # noqa: S704 - the package's own drawing


@cache
def _drawings() -> dict[str, tuple[str, str]]:
    text = _SPRITE.read_text(encoding="utf-8")
    return {name: (box, drawing.strip()) for box, name, drawing in _SYMBOL.findall(text)}
