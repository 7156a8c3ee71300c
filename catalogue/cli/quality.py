"""Commands about how good the check is."""

from __future__ import annotations

from pathlib import Path

import click

from catalogue.domain.match import BANDS
from catalogue.services.calibrating import calibrate as fit
from catalogue.services.calibrating import means_at_hand, write_means, write_model
from catalogue.services.evaluating import Evaluation
from catalogue.services.evaluating import evaluate as judge
from catalogue.services.labelling import measured, read_labelled
from catalogue.wording.sentences import number, percent

from .options import as_json, current, print_json
from .progress import watching
from .speech import language, say, tell

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
@as_json
@click.pass_obj
def evaluate(home: Path, file: Path, json_: bool) -> None:
    """Measure the check on labelled proposals.

    Each proposal of the file names its relevant components: {"relevant":
    {"<component id>": 2}}, 2 for a duplicate, 1 for an overlap, {} for none.

    \b
    Example:
      catalogue evaluate labelled.jsonl --json
    """
    with current(home) as workspace, watching() as watch:
        evaluation = judge(workspace, file, watch)
    if json_:
        print_json(evaluation.to_json())
    else:
        _show(evaluation)


def _show(evaluation: Evaluation) -> None:
    every = evaluation.groups["all"]
    tell(
        "evaluate.heading",
        model=evaluation.model,
        queries=every.queries,
        duplicates=every.with_duplicate,
    )
    for group, figures in evaluation.groups.items():
        if not figures.queries:
            continue
        click.echo(say(f"evaluate.{group}"))
        for cutoff, share in figures.found_within.items():
            _row(percent(share, language(), 1), say("evaluate.within", cutoff=cutoff))
        _row(number(figures.reciprocal_rank, language(), 3), say("evaluate.mrr"))
        _row(number(figures.ndcg, language(), 3), say("evaluate.ndcg"))
    for band in BANDS:
        tell(
            "evaluate.band",
            band=say(f"band.{band.value}"),
            **vars(evaluation.bands[band.value]),
        )
    tell("evaluate.calibration", error=number(evaluation.calibration_error, language(), 4))


def _row(figure: str, label: str) -> None:
    click.echo(f"  {figure:>7}  {label}")


@click.command()
@click.argument("file", type=_PATH)
@click.option(
    "--also",
    "others",
    nargs=2,
    multiple=True,
    type=_PATH,
    help="Another instance's folder and a labelled file for it.",
)
@click.option("--name", default="local", show_default=True, help="The new model's name.")
@click.option("--out", type=_PATH, help="Write matching_model.json to this folder.")
@click.option("--means", is_flag=True, help="Write meaning_means.json too, from this instance.")
@as_json
@click.pass_obj
def calibrate(
    home: Path,
    file: Path,
    others: tuple[tuple[Path, Path], ...],
    name: str,
    out: Path | None,
    means: bool,
    json_: bool,
) -> None:
    """Fit the matching model anew on labelled proposals, and compare it with the present one.

    Changes nothing unless --out names a folder.

    \b
    Example:
      catalogue calibrate labelled.jsonl --name 2027-01 --out /tmp/model
    """
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    queries = []
    for folder, path in ((home, file), *others):
        labelled = read_labelled(path)
        with current(folder) as workspace, watching() as watch:
            queries += measured(workspace, labelled, watch)
    calibration = fit(queries, name, [path.name for path in (file, *(p for _, p in others))])
    if json_:
        print_json(calibration.model.to_json())
    else:
        tell("calibrate.before")
        _show(calibration.before)
        tell("calibrate.after")
        _show(calibration.after)
    if out is None:
        click.echo(say("calibrate.unchanged"), err=True)
        return
    write_model(calibration, out / "matching_model.json")
    if means:
        with current(home) as workspace:
            write_means(means_at_hand(workspace), out / "meaning_means.json")
    click.echo(say("calibrate.written", path=out), err=True)
