"""The command ``catalogue``."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from .ask import check, search
from .demonstration import demo
from .failures import Command
from .files import import_
from .instance import init, reindex
from .people import user
from .quality import calibrate, evaluate
from .screening import screen
from .serving import serve
from .speech import speak_anywhere
from .taking_in import take_in
from .taking_out import export
from .tokens import token
from .vocabulary import lexicon, thesaurus
from .webhooks import webhooks


def _version() -> str:
    try:
        return version("foundations-catalogue")
    except PackageNotFoundError:
        return "not installed"  # runs from a checkout


@click.group(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
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


for command in (
    demo,
    init,
    import_,
    take_in,
    export,
    search,
    check,
    screen,
    evaluate,
    calibrate,
    reindex,
    serve,
    user,
    lexicon,
    thesaurus,
    webhooks,
    token,
):
    main.add_command(command)
