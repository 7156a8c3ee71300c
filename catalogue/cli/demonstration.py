"""The demonstration: the sample, and what the check says of one of its proposals."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from catalogue.services.checking import Checker
from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.founding import found, load_sample
from catalogue.services.looking_up import counts, stored_proposal
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.resources import shipped
from catalogue.services.syncing import catch_up
from catalogue.services.taking_in import take_in
from catalogue.services.workspace import opened
from catalogue.wording.report import check_report

from .progress import watching
from .serving import listening, serve_home
from .speech import language, tell

SHOWN = "p-B15"
"""The sample's proposal that the demonstration checks."""


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop after printing.")
@listening
def demo(no_serve: bool, host: str, port: int, workers: int, threads: int) -> None:
    """Load the invented sample into a temporary folder, check one of its proposals, and serve it.

    Everything is thrown away when it stops.

    \b
    Example:
      catalogue demo --no-serve
    """
    with tempfile.TemporaryDirectory(prefix="catalogue-demo-") as folder:
        home = Path(folder)
        _demonstrate(home)
        if not no_serve:
            with opened(home) as workspace, watching() as watch:
                found_demo_accounts(workspace)
                take_in(COMMAND_LINE, workspace, watch)
            serve_home(home, host=host, port=port, workers=workers, threads=threads)


def _demonstrate(home: Path) -> None:
    with opened(home, create=True) as workspace:
        with watching() as watch:
            found(workspace)
            load_sample(workspace, watch)
            catch_up(workspace, watch)
        tell("demo.loaded", **counts(workspace))
        click.echo()
        proposal = stored_proposal(workspace, SHOWN)
        result = Checker(workspace).check(proposal)
        click.echo(check_report(result, proposal.title, language(), shipped("templates")))
