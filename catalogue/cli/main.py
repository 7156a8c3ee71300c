"""The command ``catalogue``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from .failures import Command
from .speech import speak_anywhere

COMMANDS: Mapping[str, str] = {
    "calibrate": "quality:calibrate",
    "check": "ask:check",
    "demo": "demonstration:demo",
    "evaluate": "quality:evaluate",
    "export": "taking_out:export",
    "import": "files:import_",
    "init": "instance:init",
    "lexicon": "vocabulary:lexicon",
    "reindex": "instance:reindex",
    "screen": "screening:screen",
    "search": "ask:search",
    "serve": "serving:serve",
    "take-in": "taking_in:take_in",
    "thesaurus": "vocabulary:thesaurus",
    "token": "tokens:token",
    "user": "people:user",
    "webhooks": "webhooks:webhooks",
}
"""Where each command is defined: a module of this package, and a name in it."""


class Commands(Command):
    """Commands of which each is read when it is asked for: most need only a part of the house."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f".{module}", __package__), name)
        return found


def _version() -> str:
    try:
        return version("foundations-catalogue")
    except PackageNotFoundError:
        return "not installed"  # runs from a checkout


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version(), message="%(version)s")
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    envvar="CATALOGUE_HOME",
    default=Path("instance"),
    show_default=True,
    help="The instance's folder; also CATALOGUE_HOME.",
)
@click.pass_context
def main(ctx: click.Context, home: Path) -> None:
    """The catalogue of shared digital foundations.

    Says what a proposed project duplicates before it is paid for. Speaks
    French or English as the system does, or as CATALOGUE_LANG (fr, en) says.

    \b
    Example:
      catalogue demo --no-serve
    """
    speak_anywhere()
    ctx.obj = home
