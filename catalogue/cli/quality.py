"""Commands about how good the check is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from catalogue.domain.match import BANDS
from catalogue.services.calibrating import calibrate as fit
from catalogue.services.calibrating import means_at_hand, write_means, write_model
from catalogue.services.evaluating import (
    GROUPS,
    Evaluation,
    Interval,
    Quality,
    ablate,
    figures_of,
    judge_shipped,
)
from catalogue.services.labelling import measured, read_labelled
from catalogue.wording.sentences import number, percent

from .options import as_json, current, print_json
from .progress import watching
from .speech import language, say, tell

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
@click.option("--ablation", is_flag=True, help="Show what each signal is worth, too.")
@as_json
@click.pass_obj
def evaluate(home: Path, file: Path, ablation: bool, json_: bool) -> None:
    """Measure the check on labelled proposals.

    Each proposal of the file names its relevant components: {"relevant":
    {"<component id>": 2}}, 2 for a duplicate, 1 for an overlap, {} for none.

    \b
    Example:
      catalogue evaluate labelled.jsonl --json
    """
    labelled = read_labelled(file)
    with current(home) as workspace, watching() as watch:
        queries = measured(workspace, labelled, watch)
        evaluation = judge_shipped(queries)
        worth = ablate(queries, watch) if ablation else None
    if json_:
        told = evaluation.to_json()
        print_json(told | {"ablation": figures_of(worth)} if worth else told)
        return
    _show(evaluation)
    if worth:
        _show_worth(worth)


def _show_worth(worth: Mapping[str, Quality]) -> None:
    """The figures without each signal, under those with all of them."""
    columns = [say(f"ablation.{column}") for column in ("first", "three", "ten", "ndcg")]
    click.echo(say("ablation.heading"))
    click.echo(f"  {'':<34}" + "".join(f"{column:>10}" for column in columns))
    for part, figures in worth.items():
        label = say("ablation.all") if part == "all" else f"– {_part_name(part)}"
        shares = [percent(figures.found_within[n], language(), 1) for n in (1, 3, 10)]
        cells = [*shares, number(figures.ndcg, language(), 3)]
        click.echo(f"  {label:<34}" + "".join(f"{cell:>10}" for cell in cells))


def _part_name(part: str) -> str:
    return say(f"ablation.{part}" if part in GROUPS else f"signal.{part}")


def _show(evaluation: Evaluation) -> None:
    every = evaluation.groups["all"]
    tell(
        "evaluate.heading",
        model=evaluation.model,
        queries=every.queries,
        duplicates=every.with_duplicate,
    )
    for group, figures in evaluation.groups.items():
        if figures.queries:
            click.echo(say(f"evaluate.{group}", queries=figures.queries))
            _show_figures(figures, evaluation.intervals if group == "all" else {})
    for band in BANDS:
        tell(
            "evaluate.band",
            band=say(f"band.{band.value}"),
            **vars(evaluation.bands[band.value]),
        )
    average = number(evaluation.curve.average_precision, language(), 3)
    tell("evaluate.average_precision", average=average)
    tell("evaluate.calibration", error=number(evaluation.calibration_error, language(), 4))


def _show_figures(figures: Quality, sure: Mapping[str, Interval]) -> None:
    for cutoff, share in figures.found_within.items():
        label = say("evaluate.within", cutoff=cutoff)
        _row(percent(share, language(), 1), label, _shares(sure.get(f"within_{cutoff}")))
    mean = number(figures.reciprocal_rank, language(), 3)
    _row(mean, say("evaluate.mrr"), _means(sure.get("reciprocal_rank")))
    _row(number(figures.ndcg, language(), 3), say("evaluate.ndcg"), _means(sure.get("ndcg")))


def _shares(interval: Interval | None) -> list[str]:
    return [percent(end, language()) for end in interval or ()]


def _means(interval: Interval | None) -> list[str]:
    return [number(end, language(), 2) for end in interval or ()]


def _row(figure: str, label: str, interval: Sequence[str] = ()) -> None:
    sure = say("evaluate.interval", low=interval[0], high=interval[1]) if interval else ""
    click.echo(f"  {figure:>7}  {label}  {sure}".rstrip())


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
@click.option("--ablation", is_flag=True, help="Show what each signal is worth, too.")
@click.option("--means", is_flag=True, help="Write meaning_means.json too, from this instance.")
@as_json
@click.pass_obj
def calibrate(
    home: Path,
    file: Path,
    others: tuple[tuple[Path, Path], ...],
    name: str,
    out: Path | None,
    ablation: bool,
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
        if ablation:
            with watching() as watch:
                _show_worth(ablate(queries, watch))
    if out is None:
        click.echo(say("calibrate.unchanged"), err=True)
        return
    write_model(calibration, out / "matching_model.json")
    if means:
        with current(home) as workspace:
            write_means(means_at_hand(workspace), out / "meaning_means.json")
    click.echo(say("calibrate.written", path=out), err=True)
