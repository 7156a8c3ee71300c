"""Commands about the instance itself."""

from __future__ import annotations

from pathlib import Path

import click

from catalogue.services.founding import found
from catalogue.services.syncing import catch_up
from catalogue.services.syncing import reindex as reindex_all
from catalogue.services.workspace import DATABASE, opened

from .handing_over import Handing, handing_options
from .people import found_administrator
from .progress import watching
from .speech import tell


@click.command()
@click.option("--admin", metavar="EMAIL", help="Make the first administrator's account too.")
@handing_options
@click.pass_obj
def init(home: Path, admin: str | None, base_url: str | None, print_: bool) -> None:
    """Make a new, empty catalogue with the list of capabilities that ships.

    The first administrator types a password where this runs in a terminal,
    and gets an invitation link otherwise.

    \b
    Example:
      catalogue --home /srv/catalogue init --admin ana@ministry.example
    """
    handing = Handing.chosen(base_url, print_) if admin else None
    there = (home / DATABASE).exists()
    with opened(home, create=True) as workspace:
        with watching() as watch:
            found(workspace)
            catch_up(workspace, watch)
        tell("init.exists" if there else "init.done", path=home)
        if admin and handing:
            found_administrator(workspace, admin, handing)


@click.command()
@click.pass_obj
def reindex(home: Path) -> None:
    """Make the search index and the sentence vectors anew.

    Never needed in ordinary use: they catch up by themselves.

    \b
    Example:
      catalogue reindex
    """
    with opened(home) as workspace:
        with watching() as watch:
            count = reindex_all(workspace, watch)
        tell("reindex.done", count=count)
