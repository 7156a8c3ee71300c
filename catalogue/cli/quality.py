"""Commands about how good the check is."""

from __future__ import annotations

from pathlib import Path

import click

from catalogue.formats.collection import read_collection
from catalogue.services.ablating import ablate
from catalogue.services.calibrating import calibrate as fit
from catalogue.services.calibrating import means_at_hand, write_means, write_model
from catalogue.services.concept_file import write_vectors
from catalogue.services.concept_vectors import vectors_at_hand
from catalogue.services.evaluating import judge_shipped
from catalogue.services.labelling import measured, read_labelled
from catalogue.services.trying_search import try_search

from .curve_file import make_room, write_curve
from .failures import Refused
from .figures import show, show_ablation
from .options import as_json, current, print_json
from .progress import watching
from .search_figures import show_search
from .speech import remark, say, tell

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_PATH, required=False)
@click.option(
    "--search",
    "collections",
    multiple=True,
    type=_PATH,
    help="Measure search on the test collection in this folder instead; may be repeated.",
)
@click.option("--curve", type=_PATH, help="Draw precision against recall in this SVG file.")
@click.option("--ablation", is_flag=True, help="Show what each signal is worth, too.")
@as_json
@click.pass_obj
def evaluate(
    home: Path,
    file: Path | None,
    collections: tuple[Path, ...],
    curve: Path | None,
    ablation: bool,
    json_: bool,
) -> None:
    """Measure the check on labelled proposals, or search on test collections.

    Each proposal of the file names its relevant components: {"relevant":
    {"<component id>": 2}}, 2 for a duplicate, 1 for an overlap, {} for none.

    A test collection is a folder with corpus.jsonl, queries.jsonl and
    qrels.tsv. It is searched in an instance of its own, which is thrown away.

    \b
    Example:
      catalogue evaluate labelled.jsonl --curve curve.svg
      catalogue evaluate --search cranfield --search cisi
    """
    if bool(file) == bool(collections) or (collections and (curve or ablation)):
        raise Refused("what_to_evaluate")
    if file is None:
        _evaluate_search(collections, json_)
        return
    if curve:
        make_room(curve)
    labelled = read_labelled(file)
    with current(home) as workspace, watching() as watch:
        queries = measured(workspace, labelled, watch)
        evaluation = judge_shipped(queries)
        worth = ablate(queries, watch) if ablation else None
    if file.name in evaluation.fitted_on:
        remark("evaluate.fitted", model=evaluation.model, file=file.name)
    if curve:
        write_curve(evaluation, curve)
    if json_:
        told = evaluation.to_json()
        print_json(told | {"ablation": worth.to_json()} if worth else told)
        return
    show(evaluation)
    if worth:
        show_ablation(worth)


def _evaluate_search(folders: tuple[Path, ...], json_: bool) -> None:
    held = [(folder.resolve().name, read_collection(folder)) for folder in folders]
    with watching() as watch:
        found = [try_search(collection, name, watch) for name, collection in held]
    if json_:
        print_json([one.to_json() for one in found])
    else:
        show_search(found)


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
@click.option("--out", type=_PATH, help="Write the model's file to this folder.")
@click.option("--ablation", is_flag=True, help="Show what each signal is worth, too.")
@click.option(
    "--means",
    is_flag=True,
    help="Write this instance's mean vectors and its concepts' vectors too.",
)
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
            queries += measured(workspace, labelled, watch, path.name)
    calibration = fit(queries, name, [path.name for path in (file, *(p for _, p in others))])
    if json_:
        print_json(calibration.model.to_json())
    else:
        tell("calibrate.before")
        show(calibration.before)
        tell("calibrate.after")
        show(calibration.after)
        if ablation:
            with watching() as watch:
                show_ablation(ablate(queries, watch))
    if out is None:
        click.echo(say("calibrate.unchanged"), err=True)
        return
    write_model(calibration, out)
    if means:
        with current(home) as workspace:
            write_means(means_at_hand(workspace), out)
            write_vectors(vectors_at_hand(workspace), out)
    click.echo(say("calibrate.written", path=out), err=True)
