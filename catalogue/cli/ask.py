"""Commands that ask the catalogue."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from catalogue.domain.component import Component
from catalogue.domain.match import BANDS, Band, CheckResult
from catalogue.domain.proposal import Proposal
from catalogue.domain.text import LANGUAGES, Language, in_language
from catalogue.services.checking import Checker
from catalogue.services.finding import Found, search_components
from catalogue.services.offering import check_offered
from catalogue.services.presenting import identities, result_for_machines, title_of
from catalogue.services.resources import shipped
from catalogue.wording.report import check_report

from .drafts import Drafts, draft_of, drafts_from
from .drawing import draw
from .failures import BAD_INPUT, CLEAR, FLAGGED
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
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help="A file with one proposal, or with components that are to be registered.",
)
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

    Components of a file (catalog-info.yaml, publiccode.yml, …) are compared
    with those that are registered, as before a pull request is merged. One
    that cannot be read is named; the others are compared, and the status is 2.

    Exit status: 0 nothing at or above the band of --fail-on, 3 something is,
    2 the input has errors, 1 the check could not run.

    \b
    Example:
      catalogue check --title "Appointment booking" \\
        --description "Let patients choose a time slot at a clinic online."
      catalogue check --file catalog-info.yaml --fail-on duplicate
    """
    drafts = drafts_from(file) if file else Drafts([draft_of(title, description, lang)])
    with current(ctx.obj) as workspace:
        answers = _answers(Checker(workspace), drafts.asked)
        known = identities(workspace, [one for _, found in answers for one in found.matches])
    for draft, result in answers:
        if evidence:
            draw(result.matches, evidence / draft.id if len(answers) > 1 else evidence, language())
    if json_:
        told = [result_for_machines(draft, result) for draft, result in answers]
        print_json(told if len(told) > 1 else told[0])
    else:
        templates = shipped("templates")
        reports = [
            check_report(result, title_of(draft), language(), templates, known, draft.type)
            for draft, result in answers
        ]
        sys.stdout.write("\n".join(reports))
    if not drafts.whole:
        remark("check.not_whole")
        ctx.exit(BAD_INPUT)
    flagging = BANDS[: BANDS.index(Band(fail_on)) + 1]
    matches = [match for _, result in answers for match in result.matches]
    ctx.exit(FLAGGED if any(match.band in flagging for match in matches) else CLEAR)


def _answers(
    checker: Checker, drafts: Sequence[Proposal | Component]
) -> list[tuple[Proposal | Component, CheckResult]]:
    return [
        (draft, checker.check(draft))
        if isinstance(draft, Proposal)
        else (draft, check_offered(checker, draft))
        for draft in drafts
    ]
