"""Addresses of pages that other parts of the site bring, where they are there."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for


def place(endpoint: str, **values: Any) -> str | None:
    """The address of a page; None where no such page is served."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None
