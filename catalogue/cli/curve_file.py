"""The precision-recall curve of an evaluation, as a file."""

from __future__ import annotations

from collections.abc import Iterator
from errno import EISDIR
from os import strerror
from pathlib import Path

from catalogue.charts.curve import Words, curve
from catalogue.charts.spots import Spot
from catalogue.domain.match import BANDS, Band
from catalogue.services.evaluating import Evaluation
from catalogue.wording.sentences import number, percent

from .speech import language, remark, say


def make_room(path: Path) -> None:
    """Make the folder of a file that will be written. Raises OSError where it cannot be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(EISDIR, strerror(EISDIR), str(path))


def write_curve(evaluation: Evaluation, path: Path) -> None:
    """Write the curve as SVG, in the reader's language, each band's threshold marked on it."""
    points = [(point.recall, point.precision) for point in evaluation.curve.points]
    drawing = curve(points, list(_spots(evaluation)), _words(evaluation), _tick)
    path.write_text(drawing + "\n", encoding="utf-8")
    remark("evaluate.curve.written", path=path)


def _tick(share: float) -> str:
    return percent(share, language())


def _spots(evaluation: Evaluation) -> Iterator[Spot]:
    """The bands whose threshold any pair reaches, the strongest first."""
    for band in BANDS:
        held = evaluation.bands[band.value]
        if held.warnings and evaluation.curve.points:
            yield Spot(
                held.recall, held.precision, say(f"band.{band.value}"), _told(evaluation, band)
            )


def _words(evaluation: Evaluation) -> Words:
    every = evaluation.groups["all"]
    description = say(
        "evaluate.curve.description",
        model=evaluation.model,
        pairs=every.pairs,
        queries=every.queries,
        average=number(evaluation.curve.average_precision, language(), 3),
    )
    return Words(
        language=language(),
        title=say("evaluate.curve.title"),
        description=" ".join([description, *(f"{_told(evaluation, band)}." for band in BANDS)]),
        x_axis=say("evaluate.curve.recall"),
        y_axis=say("evaluate.curve.precision"),
        empty=say("evaluate.curve.empty"),
    )


def _told(evaluation: Evaluation, band: Band) -> str:
    held = evaluation.bands[band.value]
    code = "evaluate.curve.spot" if held.warnings else "evaluate.curve.unreached"
    return say(
        code,
        band=say(f"band.{band.value}"),
        threshold=held.threshold,
        precision=held.precision,
        recall=held.recall,
    )
