"""The command that has imported proposals checked and put before reviewers."""

from __future__ import annotations

from pathlib import Path

import click

from catalogue.services.taking_in import take_in as take_all_in

from .options import administrator, as_json, current, print_json
from .progress import watching
from .speech import tell


@click.command(name="take-in")
@as_json
@click.pass_obj
def take_in(home: Path, json_: bool) -> None:
    """Check the proposals that files brought, and put them before the reviewers.

    An import registers proposals and checks none. This compares every one that
    waits for a decision and was never checked with what exists, as if its
    sponsor had submitted it: reviewers then see its warnings and the money at
    risk. From then on no file changes it. Ctrl+C stops; the next run goes on.

    \b
    Example:
      catalogue import proposals.csv
      catalogue take-in
    """
    with current(home) as workspace, watching() as watch:
        count = take_all_in(administrator(), workspace, watch)
    if json_:
        print_json({"taken_in": count})
    elif count:
        tell("take_in.one" if count == 1 else "take_in.done", count=count)
    else:
        tell("take_in.none")
