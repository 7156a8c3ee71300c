"""Commands about the instance itself."""

from __future__ import annotations

from pathlib import Path

import click

from catalogue.services.founding import found
from catalogue.services.syncing import catch_up
from catalogue.services.syncing import reindex as reindex_all
from catalogue.services.workspace import DATABASE, opened

from .progress import watching
from .speech import tell


@click.command()
@click.pass_obj
def init(home: Path) -> None:
    """Make a new, empty catalogue with the list of capabilities that ships.

    \b
    Example:
      catalogue --home /srv/catalogue init
    """
    there = (home / DATABASE).exists()
    with opened(home, create=True) as workspace, watching() as watch:
        found(workspace)
        catch_up(workspace, watch)
    tell("init.exists" if there else "init.done", path=home)


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
