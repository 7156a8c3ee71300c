"""The figures of an evaluation, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

import click

from catalogue.domain.match import BANDS
from catalogue.services.ablating import GROUPS, Ablation, Change
from catalogue.services.evaluating import RESAMPLES, Evaluation

from .speech import say, tell
from .tables import Table, between, between_shares, decimal, note, share, signed

_CUTOFFS = (1, 3, 10, 50)
_RECALL = 10
_RANKING = Table(22, 6, 7, 8, 8, 8, 8, 9, 10, 10)
_HEADLINE = Table(68, 6, 9, 12)
_WARNINGS = Table(22, 7, 8, 8, 10, 8, 10, 9, 9)
_PROBABILITIES = Table(2, 20, 10, 10, 9)
_ABLATION = Table(42, 8, 8, 8, 9, 19)


def show(evaluation: Evaluation) -> None:
    """Print what an evaluation found."""
    every = evaluation.groups["all"]
    heading = say(
        "evaluate.heading",
        model=evaluation.model,
        queries=every.queries,
        duplicates=every.with_duplicate,
        relevant=every.with_relevant,
    )
    note(heading, indent="")
    if evaluation.encoders:
        note(say("evaluate.encoders", encoders=", ".join(evaluation.encoders)), indent="")
    counts = {"pairs": every.pairs, "missed": every.missed, "relevant": every.relevant}
    note(say("evaluate.pairs", **counts), indent="")
    _show_ranking(evaluation)
    _show_headline(evaluation)
    _show_warnings(evaluation)
    _show_probabilities(evaluation)


def _show_ranking(evaluation: Evaluation) -> None:
    click.echo()
    _RANKING.row(
        say("evaluate.ranking"),
        *(say(f"evaluate.column.{name}") for name in ("proposals", "duplicates")),
        *(say("evaluate.column.within", cutoff=cutoff) for cutoff in _CUTOFFS),
        *(say(f"evaluate.column.{name}") for name in ("recall", "mrr", "ndcg")),
    )
    for group, figures in evaluation.groups.items():
        if not figures.queries:
            continue
        _RANKING.row(
            f"  {say(f'evaluate.{group}')}",
            decimal(figures.queries, 0),
            decimal(figures.with_duplicate, 0),
            *(share(figures.found_within[cutoff]) for cutoff in _CUTOFFS),
            share(figures.recall[_RECALL], 0),
            decimal(figures.reciprocal_rank),
            decimal(figures.ndcg),
        )
        if sure := evaluation.intervals[group]:
            _RANKING.row(
                f"    {say('evaluate.sure')}",
                *("", ""),
                *(between_shares(sure.get(f"within_{cutoff}")) for cutoff in _CUTOFFS),
                between_shares(sure.get(f"recall_{_RECALL}")),
                between(sure.get("reciprocal_rank")),
                between(sure.get("ndcg")),
            )
    note(say("evaluate.ranking_note", resamples=RESAMPLES))


def _show_headline(evaluation: Evaluation) -> None:
    click.echo()
    names = {band.value: say(f"band.{band.value}") for band in BANDS}
    _HEADLINE.row(say("evaluate.headline"), "", say("evaluate.sure"))
    for name, rate in evaluation.headline.items():
        _HEADLINE.row(
            f"  {say(f'evaluate.headline.{name}', **names)}",
            share(rate.share, 0),
            between_shares(rate.interval),
            say("evaluate.of", count=rate.count, of=rate.of),
        )


def _show_warnings(evaluation: Evaluation) -> None:
    click.echo()
    kinds = ("precision", "exact", "found", "warned", "duplicates_warned", "quiet")
    heads = [say(f"evaluate.column.{name}") for name in ("from", "number", *kinds)]
    _WARNINGS.row(say("evaluate.warnings"), *heads)
    shares = ("precision", "exact", "recall", "warned", "duplicates_warned", "quiet")
    for name, band in evaluation.bands.items():
        _WARNINGS.row(
            f"  {say(f'band.{name}')}",
            share(band.threshold, 0),
            decimal(band.warnings, 0),
            *(share(getattr(band, figure), 0) for figure in shares),
        )
        if sure := evaluation.band_intervals[name]:
            cells = [between_shares(sure.get(figure)) for figure in shares]
            _WARNINGS.row(f"    {say('evaluate.sure')}", "", "", *cells)
    note(say("evaluate.warnings_note"))


def _show_probabilities(evaluation: Evaluation) -> None:
    click.echo()
    heads = [say(f"evaluate.column.{name}") for name in ("bin", "said", "true", "pairs")]
    _PROBABILITIES.row(say("evaluate.probabilities"))
    _PROBABILITIES.row("", *heads)
    for held in evaluation.reliability["equal_width"]:
        _PROBABILITIES.row(
            "",
            f"{share(held.lowest)} … {share(held.highest)}",
            share(held.probability),
            share(held.right),
            decimal(held.pairs, 0),
        )
    errors = evaluation.calibration_error
    least = min(band.threshold for band in evaluation.bands.values())
    figures = {name: decimal(value, 4) for name, value in vars(errors).items()}
    note(say("evaluate.calibration", least=least, **figures))
    average = decimal(evaluation.curve.average_precision)
    note(say("evaluate.average_precision", average=average))


def show_ablation(ablation: Ablation) -> None:
    """Print the figures with every signal, and what changes without each part."""
    click.echo()
    tell("evaluate.ablation", folds=ablation.folds)
    _ABLATION.row(
        "",
        *(say("evaluate.column.within", cutoff=cutoff) for cutoff in _CUTOFFS[:3]),
        say("evaluate.column.ndcg"),
        say("evaluate.sure"),
    )
    complete = ablation.complete
    _ABLATION.row(
        f"  {say('evaluate.ablation.complete')}",
        *(share(complete.found_within[cutoff]) for cutoff in _CUTOFFS[:3]),
        decimal(complete.ndcg),
    )
    for part, without in ablation.without.items():
        code = f"evaluate.ablation.{part}" if part in GROUPS else f"signal.{part}"
        _ABLATION.row(f"  – {say(code)}", *_changes(without.changes))
    note(say("evaluate.ablation_note"))


def _changes(changes: Mapping[str, Change]) -> list[str]:
    if "ndcg" not in changes:
        return []
    gain = changes["ndcg"]
    low, high = gain.interval
    telling = "" if low <= 0 <= high else "*"
    return [
        *(
            signed(100 * changes[f"within_{cutoff}"].change, 1)
            if f"within_{cutoff}" in changes
            else ""
            for cutoff in _CUTOFFS[:3]
        ),
        signed(gain.change, 3),
        f"{say('evaluate.range', low=signed(low, 3), high=signed(high, 3))}{telling:1}",
    ]
