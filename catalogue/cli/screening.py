"""Screening whole files of proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from catalogue.domain.cluster import Cluster
from catalogue.domain.proposal import Proposal
from catalogue.formats.clustering import write_clusters
from catalogue.formats.detect import read
from catalogue.formats.writing import write_matches
from catalogue.services.checking import Wanted
from catalogue.services.clustering import find_clusters
from catalogue.services.screening import screen as screen_all
from catalogue.wording.clusters import cluster_headings, cluster_report
from catalogue.wording.matches import evidence_sentence, match_headings
from catalogue.wording.sentences import money

from .failures import Refused, show_findings
from .files import writable
from .options import as_json, current, print_json
from .progress import watching
from .speech import language, remark, say

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--out", type=_PATH, help="A .jsonl, .csv or .xlsx file.")
@click.option("--top", type=click.IntRange(1, 1000), help="The best so many of each proposal.")
@click.option("--min-probability", type=click.FloatRange(0, 1), help="None below this.")
@click.option(
    "--clusters", is_flag=True, help="Compare the file's proposals with one another instead."
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
    json_: bool,
) -> None:
    """Check every proposal of a file against the catalogue, and store none of them.

    Without --top, writes what a person would be shown: at most seven matches
    a proposal. With --clusters, finds the proposals of the file that look
    like one initiative, paid for several times.

    \b
    Example:
      catalogue screen proposals.xlsx --out matches.xlsx
      catalogue screen proposals.xlsx --clusters
    """
    if out is not None:
        writable(out)
    if clusters:
        if top is not None or min_probability is not None:
            raise Refused("not_with_clusters")
        _cluster(home, file, out, json_)
        return
    if out is None:
        raise click.MissingParameter(param_type="option", param_hint="--out")
    proposals = _proposals_of(file)
    wanted = Wanted(top, min_probability)
    with current(home) as workspace, watching() as watch:
        rows = list(screen_all(workspace, proposals, wanted, watch))
    write_matches(rows, out, match_headings(language()), evidence_line, band_name)
    flagged = sum(any(match["band"] != "related" for match in row["matches"]) for row in rows)
    matches = sum(len(row["matches"]) for row in rows)
    remark("screen.done", proposals=len(rows), flagged=flagged, matches=matches, path=out)


def _cluster(home: Path, file: Path, out: Path | None, json_: bool) -> None:
    proposals = _proposals_of(file)
    with current(home) as workspace, watching() as watch:
        found = find_clusters(workspace, proposals, watch)
    if json_:
        print_json([cluster.model_dump(mode="json") for cluster in found])
    elif out is None:
        click.echo(cluster_report(found, language()), nl=False)
    if out is not None:
        write_clusters(found, out, cluster_headings(language()))
        remark("clusters.written", path=out)
    _sum_up(proposals, found)


def _sum_up(proposals: Sequence[Proposal], found: Sequence[Cluster]) -> None:
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


def _proposals_of(path: Path) -> Sequence[Proposal]:
    reading = read(path, default_type="proposal")
    show_findings(reading.warnings, "warning")
    if reading.errors:
        show_findings(reading.errors, "error")
        raise Refused("no_proposal", path=path)
    proposals = [item.record for item in reading.records if isinstance(item.record, Proposal)]
    if not proposals and reading.records:
        raise Refused("no_proposal", path=path)
    return proposals
