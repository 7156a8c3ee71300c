"""Options and steps that several commands share."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from catalogue.services.founding import found
from catalogue.services.permissions import COMMAND_LINE, Actor
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import DATABASE, Workspace, opened

from .progress import watching
from .speech import remark

F = TypeVar("F", bound=Callable[..., Any])


def as_json(function: F) -> F:
    """The option ``--json``."""
    return click.option("--json", "json_", is_flag=True, help="Print one JSON document.")(function)


def print_json(data: object) -> None:
    """Print one JSON document."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def actor() -> str:
    """Who runs the command, for the record."""
    return f"cli:{os.environ.get('USER') or os.environ.get('USERNAME') or 'unknown'}"


def administrator() -> Actor:
    """Who runs the command, with the permissions of who has the instance's folder in hand."""
    return replace(COMMAND_LINE, person_id=actor())


@contextmanager
def current(home: Path) -> Iterator[Workspace]:
    """The instance, its copies up to date."""
    with opened(home) as workspace:
        with watching() as watch:
            catch_up(workspace, watch)
        yield workspace


@contextmanager
def made(home: Path) -> Iterator[Workspace]:
    """The instance, made where there is none."""
    new = not (home / DATABASE).exists()
    with opened(home, create=True) as workspace:
        found(workspace)
        if new:
            remark("import.home_made", path=home)
        yield workspace
