"""Commands that read and write files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR, ENOENT
from os import strerror
from pathlib import Path

import click

from catalogue.formats.detect import FORMATS
from catalogue.formats.findings import UnreadableFile
from catalogue.formats.writing import format_for
from catalogue.services.founding import found
from catalogue.services.importing import Importer, ImportReport, import_file
from catalogue.services.syncing import catch_up
from catalogue.services.taking_in import unchecked
from catalogue.services.workspace import DATABASE, Workspace, opened
from catalogue.wording.errors import error_sentence

from .failures import BAD_INPUT, show_findings
from .options import actor, made
from .progress import watching
from .speech import language, remark, say, tell

_PATH = click.Path(path_type=Path)


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=_PATH)
@click.option("--format", "format_name", type=click.Choice(tuple(FORMATS)), help="Else guessed.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored, and store nothing.")
@click.option(
    "--keep/--theirs",
    "keep",
    default=True,
    help="What people changed here since the last import: keep it, or take what the file says.",
)
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[Path, ...],
    format_name: str | None,
    dry_run: bool,
    keep: bool,
) -> None:
    """Register the components, proposals and public bodies that files hold.

    Read are JSON Lines, CSV and XLSX of our own, and publiccode.yml,
    catalog-info.yaml (Backstage), code.json, Open Resource Exchange YAML and
    the UK API catalogue; content tells which.

    Each file of our own is stored as a whole, or not at all where anything in
    it is wrong. Of another format's file a record that is wrong is left out
    alone, and named. Makes the catalogue where there is none. Exit status 2
    where a file was refused.

    A file that comes again changes what differs. What people changed in the
    catalogue since stays as they made it, and each such record is named;
    --theirs takes the file's instead. A proposal that is being written,
    reviewed or was decided here is never changed by a file.

    \b
    Example:
      catalogue import components.jsonl proposals.csv
    """
    with _trial(ctx.obj) if dry_run else made(ctx.obj) as workspace:
        sound = [_import_one(workspace, path, format_name, dry_run, keep) for path in files]
        with watching() as watch:
            catch_up(workspace, watch)
        if not dry_run and (waiting := unchecked(workspace)):
            remark("import.unchecked", count=len(waiting))
    ctx.exit(0 if all(sound) else BAD_INPUT)


@contextmanager
def _trial(home: Path) -> Iterator[Workspace]:
    """The instance; where there is none, one that is thrown away afterwards."""
    if (home / DATABASE).exists():
        with made(home) as workspace:
            yield workspace
        return
    with (
        tempfile.TemporaryDirectory(prefix="catalogue-trial-") as folder,
        opened(Path(folder), create=True) as workspace,
    ):
        found(workspace)
        yield workspace


def _import_one(
    workspace: Workspace, path: Path, format_name: str | None, dry_run: bool, keep: bool
) -> bool:
    try:
        with watching() as watch:
            report = import_file(
                workspace,
                path,
                actor=Importer(actor(), overrule=lambda _conflict: not keep),
                format_name=format_name,
                dry_run=dry_run,
                watch=watch,
            )
    except UnreadableFile as error:
        click.echo(error_sentence(error, language()), err=True)
        return False
    _show(report, dry_run)
    return report.stored


def _show(report: ImportReport, dry_run: bool) -> None:
    show_findings(report.warnings, "warning")
    show_findings(report.errors, "error", report.error_count)
    show_findings(report.left_out, "left_out", report.left_out_count)
    if report.errors:
        code = "import.refused_one" if report.error_count == 1 else "import.refused"
        remark(code, path=report.path, count=report.error_count)
        return
    tell("import.dry" if dry_run else "import.done", path=report.path)
    if report.left_out:
        remark("import.left_out", count=report.left_out_count)
    if not report.counts:
        remark("import.only_bodies" if report.bodies else "import.empty", count=report.bodies)
    for record_type in dict.fromkeys(name for name, _ in sorted(report.counts)):
        counts = {
            outcome: report.counts[record_type, outcome]
            for outcome in ("created", "changed", "unchanged")
        }
        tell("import.count", type=_type_name(record_type), **counts)
    if report.met:
        remark("import.met", count=len(report.met))
    if report.conflicts:
        remark("import.kept", count=len(report.conflicts))
        show_findings([one.finding for one in report.conflicts], "warning")
    if any(not one.closed for one in report.conflicts):
        remark("import.theirs")


def _type_name(record_type: str) -> str:
    return say(f"records.{record_type}")


def writable(out: Path) -> None:
    """Say at once, not after an hour of work, that its result cannot be written.

    Raises UnreadableFile for an ending that names no format, and OSError.
    """
    format_for(out)
    has_room(out)


def has_room(out: Path) -> None:
    """Let a file pass that can be made where it stands. Raises OSError."""
    if out.is_dir():
        raise IsADirectoryError(EISDIR, strerror(EISDIR), str(out))
    if not out.parent.is_dir():
        raise FileNotFoundError(ENOENT, strerror(ENOENT), str(out))
