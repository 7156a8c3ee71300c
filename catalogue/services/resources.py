"""What ships with the software: where its data and templates are."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped(package: str) -> Path:
    """The folder of ``data`` or ``templates``.

    In an installed wheel they are packages of their own; in a checkout they
    stand beside the package.
    """
    beside = Path(__file__).resolve().parents[2] / package
    if beside.is_dir():
        return beside
    return Path(str(files(f"catalogue.{package}")))
