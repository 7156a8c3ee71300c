"""Commands that ask the catalogue."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from catalogue.domain.match import BANDS, Band
from catalogue.domain.proposal import Proposal
from catalogue.domain.text import LANGUAGES, Language, in_language
from catalogue.domain.validation import validate
from catalogue.formats.detect import read
from catalogue.services.checking import Checker
from catalogue.services.finding import Found, search_components
from catalogue.services.presenting import identities, result_for_machines
from catalogue.services.resources import shipped
from catalogue.wording.report import check_report

from .drawing import draw
from .failures import CLEAR, FLAGGED, Refused, show_findings
from .options import as_json, current, print_json
from .speech import language, remark


@click.command()
@click.argument("words")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Only texts in this language.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@as_json
@click.pass_obj
def search(home: Path, words: str, lang: str | None, limit: int, json_: bool) -> None:
    """Find components by words, the best first.

    \b
    Example:
      catalogue search "prise de rendez-vous" --limit 5
    """
    languages = (cast(Language, lang),) if lang else LANGUAGES
    with current(home) as workspace:
        found = search_components(workspace, words, languages=languages, limit=limit)
    if json_:
        print_json([_for_machines(one) for one in found])
        return
    if not found:
        remark("search.none", words=words)
    for place, one in enumerate(found, start=1):
        click.echo(_line(place, one))


def _for_machines(found: Found) -> dict[str, object]:
    component = found.component
    return {
        "id": component.id,
        "score": round(found.score, 4),
        "name": component.name.model_dump(exclude_none=True),
        "lifecycle": component.lifecycle.value,
        "owner": component.owner,
    }


def _line(place: int, found: Found) -> str:
    component = found.component
    name = in_language(component.name, language())
    said = in_language(component.summary, language()) or in_language(
        component.description, language()
    )
    text = said[0].splitlines()[0] if said else ""
    shown = text if len(text) <= 100 else text[:99].rstrip() + "…"
    return f"{place:>2}. {name[0] if name else component.id}  [{component.id}]\n    {shown}"


@click.command()
@click.option("--title", help="The proposed project's title.")
@click.option("--description", help="What it would do, and for whom.")
@click.option("--file", type=click.Path(path_type=Path), help="A file with one proposal.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The proposal's language.")
@click.option(
    "--fail-on",
    type=click.Choice([band.value for band in BANDS]),
    default=Band.overlap.value,
    show_default=True,
    help="Exit with status 3 from this band on.",
)
@click.option(
    "--evidence",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for one drawing (SVG) a match, of how its evidence adds up.",
)
@as_json
@click.pass_context
def check(
    ctx: click.Context,
    title: str | None,
    description: str | None,
    file: Path | None,
    lang: str | None,
    fail_on: str,
    evidence: Path | None,
    json_: bool,
) -> None:
    """Say what a proposed project would duplicate, and why.

    Exit status: 0 nothing at or above the band of --fail-on, 3 something is,
    2 the input has errors, 1 the check could not run.

    \b
    Example:
      catalogue check --title "Appointment booking" \\
        --description "Let patients choose a time slot at a clinic online."
    """
    draft = _draft_from(file) if file else _draft_of(title, description, lang)
    with current(ctx.obj) as workspace:
        result = Checker(workspace).check(draft)
        known = identities(workspace, result.matches)
    if evidence:
        draw(result.matches, evidence, language())
    if json_:
        print_json(result_for_machines(draft, result))
    else:
        templates = shipped("templates")
        sys.stdout.write(check_report(result, draft.title, language(), templates, known))
    flagging = BANDS[: BANDS.index(Band(fail_on)) + 1]
    ctx.exit(FLAGGED if any(match.band in flagging for match in result.matches) else CLEAR)


def _draft_of(title: str | None, description: str | None, lang: str | None) -> Proposal:
    if title is None or description is None:
        raise Refused("nothing_to_check")
    data = {"id": "draft", "title": title, "description": description, "language": lang}
    return validate(Proposal, data)


def _draft_from(path: Path) -> Proposal:
    reading = read(path, default_type="proposal")
    show_findings(reading.warnings, "warning")
    if reading.errors:
        show_findings(reading.errors, "error")
        raise Refused("no_proposal", path=path)
    drafts = [item.record for item in reading.records if isinstance(item.record, Proposal)]
    if not drafts:
        raise Refused("no_proposal", path=path)
    if len(drafts) > 1:
        raise Refused("several_proposals", path=path)
    return drafts[0]
