"""What ships with the software: where its data and templates are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(folder: str) -> Path:
    """The folder of ``data`` or ``templates``.

    An installed wheel keeps them inside the package; in a checkout they stand
    beside it.
    """
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder
