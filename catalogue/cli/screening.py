"""Screening whole files of proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from catalogue.domain.cluster import Cluster
from catalogue.domain.proposal import Proposal
from catalogue.domain.screened import Screened
from catalogue.formats.book import write_book
from catalogue.formats.clustering import write_clusters
from catalogue.formats.replacing import replacing
from catalogue.formats.writing import format_for, write_matches
from catalogue.services.checking import Wanted
from catalogue.services.clustering import find_clusters
from catalogue.services.screening import screen as screen_all
from catalogue.services.screening import screen_whole
from catalogue.wording.clusters import cluster_headings, cluster_report
from catalogue.wording.matches import evidence_sentence, match_headings
from catalogue.wording.screening_book import NUMBERS, screening_book
from catalogue.wording.sentences import money

from .columns import proposals_of
from .failures import Refused
from .files import writable
from .options import as_json, current, print_json
from .progress import watching
from .speech import language, remark, say

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--out", type=_PATH, help="A .xlsx, .csv or .jsonl file.")
@click.option("--top", type=click.IntRange(1, 1000), help="The best so many of each proposal.")
@click.option("--min-probability", type=click.FloatRange(0, 1), help="None below this.")
@click.option(
    "--clusters", is_flag=True, help="Compare the file's proposals with one another only."
)
@click.option(
    "--map",
    "told",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column holds a field, where the guess is wrong; as often as needed.",
)
@as_json
@click.pass_obj
def screen(
    home: Path,
    file: Path,
    out: Path | None,
    top: int | None,
    min_probability: float | None,
    clusters: bool,
    told: tuple[str, ...],
    json_: bool,
) -> None:
    """Check every proposal of a file against the catalogue, and store none of them.

    A workbook (.xlsx) is made to be read: a summary, the matches with their
    evidence, and which of the file's proposals look like one initiative, paid
    for several times. With --clusters, only the latter. Without --top, at most
    seven matches a proposal, as a person would be shown.

    Columns of a CSV or XLSX file may have any headings: what each was taken
    for is shown first, and --map corrects it.

    \b
    Example:
      catalogue screen proposals.xlsx --out report.xlsx
      catalogue screen projets.csv --map title="Nom du projet" --out report.xlsx
      catalogue screen proposals.xlsx --clusters
    """
    if out is not None:
        writable(out)
    if clusters and (top is not None or min_probability is not None):
        raise Refused("not_with_clusters")
    if out is None and not clusters:
        raise click.MissingParameter(param_type="option", param_hint="--out")
    proposals = proposals_of(file, told)
    wanted = None if clusters else Wanted(top, min_probability)
    if out is not None and format_for(out) == "xlsx":
        _workbook(home, file, proposals, wanted, out, json_)
    elif wanted is None:
        _cluster(home, proposals, out, json_)
    elif out is not None:
        _match(home, proposals, wanted, out)


def _match(home: Path, proposals: Sequence[Proposal], wanted: Wanted, out: Path) -> None:
    with current(home) as workspace, watching() as watch:
        rows = list(screen_all(workspace, proposals, wanted, watch))
    write_matches(rows, out, match_headings(language()), evidence_line, band_name)
    _sum_up_matches([[match["band"] for match in row["matches"]] for row in rows], out)


def _workbook(
    home: Path,
    file: Path,
    proposals: Sequence[Proposal],
    wanted: Wanted | None,
    out: Path,
    json_: bool,
) -> None:
    with current(home) as workspace, watching() as watch:
        screened = screen_whole(workspace, proposals, wanted, watch)
    _write(screened, file, out)
    if screened.results is not None:
        bands = [[match.band.value for match in one.matches] for one in screened.results]
        _sum_up_matches(bands, out)
    else:
        remark("book.done", path=out)
    if screened.within is not None:
        if json_ and wanted is None:
            print_json([one.model_dump(mode="json") for one in screened.within.clusters])
        _sum_up_clusters(proposals, screened.within.clusters)


def _write(screened: Screened, file: Path, out: Path) -> None:
    when = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    sheets = screening_book(screened, file.name, when, language())
    footer = say("book.footer", file=file.name, when=when)
    with replacing(out) as target:
        write_book(sheets, target, NUMBERS[language()], footer)


def _cluster(home: Path, proposals: Sequence[Proposal], out: Path | None, json_: bool) -> None:
    with current(home) as workspace, watching() as watch:
        found = find_clusters(workspace, proposals, watch)
    if json_:
        print_json([cluster.model_dump(mode="json") for cluster in found])
    elif out is None:
        click.echo(cluster_report(found, language()), nl=False)
    if out is not None:
        write_clusters(found, out, cluster_headings(language()))
        remark("clusters.written", path=out)
    _sum_up_clusters(proposals, found)


def _sum_up_matches(bands: Sequence[Sequence[str]], out: Path) -> None:
    """``bands`` are those of each proposal's matches."""
    flagged = sum(any(band != "related" for band in of_one) for of_one in bands)
    matches = sum(map(len, bands))
    remark("screen.done", proposals=len(bands), flagged=flagged, matches=matches, path=out)


def _sum_up_clusters(proposals: Sequence[Proposal], found: Sequence[Cluster]) -> None:
    remark(
        "clusters.done",
        proposals=len(proposals),
        clusters=len(found),
        members=sum(len(cluster.proposals) for cluster in found),
        beyond=money(sum(cluster.beyond_largest for cluster in found), language()),
    )


def evidence_line(match: Mapping[str, Any]) -> str:
    """A match's evidence on one line, in the command line's language."""
    return evidence_sentence(match, language())


def band_name(band: str) -> str:
    """A band as people call it."""
    return say(f"band.{band}")
