"""Commands about the systems that are told of what happens."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from catalogue.services.delivering import deliver_due
from catalogue.services.reaching import reach_from
from catalogue.services.webhooks import Overseen, overseen
from catalogue.services.workspace import opened

from .options import administrator, as_json, print_json
from .speech import say, tell


@click.group()
def webhooks() -> None:
    """Other systems that are told of what happens in the catalogue.

    \b
    Example:
      catalogue webhooks deliver
    """


@webhooks.command()
@as_json
@click.pass_obj
def deliver(home: Path, json_: bool) -> None:
    """Send the messages that are due, and stop.

    `catalogue serve` does so by itself every few seconds; this is for those
    who would rather have a scheduler do it as well. Both together send
    nothing twice.

    \b
    Example:
      catalogue webhooks deliver --json
    """
    with opened(home) as workspace:
        done = deliver_due(administrator(), workspace, reach_from())
    if json_:
        print_json(asdict(done))
    else:
        tell("webhooks.done", **asdict(done))


@webhooks.command(name="list")
@as_json
@click.pass_obj
def list_(home: Path, json_: bool) -> None:
    """Show every receiver, and what waits for it.

    \b
    Example:
      catalogue webhooks list
    """
    with opened(home) as workspace:
        found = overseen(administrator(), workspace)
    if json_:
        print_json([_for_machines(one) for one in found])
        return
    if not found:
        tell("webhooks.none")
    for one in found:
        target = one.webhook.target
        state = say("webhooks.active" if target.active else "webhooks.paused")
        counted = {"waiting": one.waiting, "dead": one.dead}
        tell("webhooks.line", address=target.address, state=state, **counted)


def _for_machines(one: Overseen) -> dict[str, object]:
    document = one.webhook.target.model_dump(mode="json")
    events = sorted(document["events"])
    return {**document, "events": events, "waiting": one.waiting, "dead": one.dead}
