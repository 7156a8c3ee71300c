"""Commands by which administrators revise the lexicon and the thesaurus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from catalogue.domain.concept import Concept
from catalogue.domain.text import in_language
from catalogue.formats.listing import refuse_other_endings
from catalogue.services.revising import (
    LEXICON_LIST,
    THESAURUS_LIST,
    Difference,
    Revisable,
    Revision,
    export_list,
    import_list,
    reset_list,
)
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import Workspace, opened

from .failures import BAD_INPUT, show_findings
from .files import writable
from .options import administrator
from .progress import watching
from .speech import language, remark, say, tell

_PATH = click.Path(path_type=Path)
_MOST_SHOWN = 5


def _group(kind: Revisable[Any], what: str, columns: str) -> click.Group:
    """The commands of one list: ``what`` it is, and the ``columns`` of its file."""
    name = kind.name
    group = click.Group(
        name,
        help=f"{what}\n\nEdited as CSV: export it, change it, import it.\n\n"
        f"\b\nExample:\n  catalogue {name} export {name}.csv",
    )

    @group.command(
        help=f"Write the {name} in force to a CSV file.\n\nIts columns: {columns}.\n\n"
        f"\b\nExample:\n  catalogue {name} export {name}.csv"
    )
    @click.argument("file", type=_PATH)
    @click.pass_obj
    def export(home: Path, file: Path) -> None:
        refuse_other_endings(file)
        writable(file)
        with opened(home) as workspace:
            count = export_list(workspace, kind, file)
            own = kind.in_force.is_own(workspace.db)
        remark("vocabulary.exported", list=_name(kind), count=count, path=file)
        remark("vocabulary.is_own" if own else "vocabulary.ships")

    @group.command(
        name="import",
        help=f"Let a CSV file be the {name} from now on.\n\nThe file is the whole list: what it "
        "lacks is removed. It is stored whole, or not at all where anything in it is wrong "
        f"(exit status 2).\n\n\b\nExample:\n  catalogue {name} import {name}.csv --dry-run",
    )
    @click.argument("file", type=_PATH)
    @click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
    @click.pass_context
    def import_(ctx: click.Context, file: Path, dry_run: bool) -> None:
        with opened(ctx.obj) as workspace:
            revision = import_list(administrator(), workspace, kind, file, dry_run=dry_run)
            _show(kind, revision, file, dry_run)
            if not revision.errors and not dry_run:
                _follow(workspace)
        ctx.exit(BAD_INPUT if revision.errors else 0)

    @group.command(
        help=f"Go back to the {name} that ships with the software.\n\n"
        f"\b\nExample:\n  catalogue {name} reset"
    )
    @click.pass_obj
    def reset(home: Path) -> None:
        with opened(home) as workspace:
            revision = reset_list(administrator(), workspace, kind)
            tell("vocabulary.reset" if revision else "vocabulary.ships_already", list=_name(kind))
            if revision:
                _show_difference(kind, revision)
            _follow(workspace)

    return group


lexicon = _group(
    LEXICON_LIST,
    "French and English words that say the same, by which texts are compared.",
    "fr, en, domain",
)
thesaurus = _group(
    THESAURUS_LIST,
    "What shared digital services are about, and the terms that name it.",
    "id, preferred_fr, preferred_en, alternative_fr, alternative_en, broader, capabilities; "
    "items of a list stand between semicolons",
)


def _follow(workspace: Workspace) -> None:
    with watching() as watch:
        catch_up(workspace, watch)


def _show(kind: Revisable[Any], revision: Revision[Any], path: Path, dry_run: bool) -> None:
    """Tell what came of an import, or would come of it."""
    show_findings(revision.warnings, "warning")
    show_findings(revision.errors, "error", revision.error_count)
    if revision.errors:
        code = "import.refused_one" if revision.error_count == 1 else "import.refused"
        remark(code, path=path, count=revision.error_count)
        return
    if not revision.difference:
        tell("vocabulary.unchanged", path=path)
        return
    tell("import.dry" if dry_run else "import.done", path=path)
    _show_difference(kind, revision)
    if not dry_run:
        remark("vocabulary.now_own", name=kind.name)


def _show_difference(kind: Revisable[Any], revision: Revision[Any]) -> None:
    difference = revision.difference
    counts = {part: len(entries) for part, entries in vars(difference).items()}
    tell("vocabulary.summary", list=_name(kind), total=revision.total, **counts)
    for lines in _lines(kind, difference):
        for line in lines[:_MOST_SHOWN]:
            click.echo(f"  {line}")
        if len(lines) > _MOST_SHOWN:
            click.echo(f"  {say('import.more', count=len(lines) - _MOST_SHOWN)}")


def _lines(kind: Revisable[Any], difference: Difference[Any]) -> Iterator[Sequence[str]]:
    yield [f"+ {_told(entry)}" for entry in difference.added]
    yield [f"- {_told(entry)}" for entry in difference.removed]
    yield [
        f"~ {_told(new)} [{', '.join(kind.format.differing(old, new))}]"
        for old, new in difference.changed
    ]


def _told(entry: Any) -> str:
    if isinstance(entry, Concept):
        preferred = in_language(entry.preferred, language())
        return f"{entry.id} ({preferred[0] if preferred else ''})"
    return f"{entry.fr} = {entry.en}"


def _name(kind: Revisable[Any]) -> str:
    return say(f"vocabulary.{kind.name}")
