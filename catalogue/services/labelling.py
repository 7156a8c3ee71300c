"""Signals of labelled proposals, for evaluation and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from catalogue.domain.errors import CatalogueError
from catalogue.domain.proposal import Proposal
from catalogue.formats.detect import read
from catalogue.formats.findings import Finding
from catalogue.matching.calibration import Labelled
from catalogue.matching.corpus import Entry
from catalogue.matching.ranking import Scored
from catalogue.matching.signals import SIGNALS, Measured, measure
from catalogue.matching.variant import variants_of
from catalogue.storage import records

from .checking import Checker
from .corpora import Corpora
from .progress import Watch, unwatched
from .workspace import Workspace


class BadLabels(CatalogueError):
    """A labelled file has errors, or holds no labelled proposal."""

    code = "bad_labels"

    def __init__(self, path: Path, errors: Sequence[Finding] = ()) -> None:
        super().__init__(path=str(path), count=len(errors))
        self.errors = tuple(errors)


LabelledProposal = tuple[Proposal, dict[str, int]]


def read_labelled(path: Path) -> list[LabelledProposal]:
    """The proposals of a file with their relevant components.

    Raises BadLabels where the file has errors or no proposal carries labels.
    """
    reading = read(path)
    if reading.errors:
        raise BadLabels(path, reading.errors)
    found = [
        (located.record, dict(located.relevant))
        for located in reading.records
        if isinstance(located.record, Proposal) and located.relevant is not None
    ]
    if not found:
        raise BadLabels(path)
    return found


def visiting_entries(workspace: Workspace, proposals: Sequence[Proposal]) -> Corpora:
    """The corpora, with the file's proposals counted in rarity and means."""
    return Corpora(workspace, [v for proposal in proposals for v in variants_of(proposal)])


def measured(
    workspace: Workspace,
    labelled: Sequence[LabelledProposal],
    watch: Watch = unwatched,
    source: str = "",
) -> list[Labelled]:
    """For each proposal the signals of its candidate components, and their grades.

    Labels of components that the workspace does not hold, or that are the
    proposal itself, are left out.
    """
    known = set(records.ids(workspace.db, "component"))
    corpora = visiting_entries(workspace, [proposal for proposal, _ in labelled])
    checker = Checker(workspace, corpora)
    rows = []
    for done, (proposal, relevant) in enumerate(labelled, start=1):
        grades = {name: grade for name, grade in relevant.items() if name in known}
        rows.append(replace(_measure(checker, proposal, grades), source=source))
        watch("checking", done, len(labelled))
    return rows


def _measure(checker: Checker, proposal: Proposal, grades: dict[str, int]) -> Labelled:
    sides = checker.sides(proposal)
    language = sides[0].variant.language
    ranked = checker.ranked(sides, proposal, "component", checker.found(sides)["component"])
    found = {scored.record_id for scored in ranked}
    spoken = {
        checker.corpora.of["component"].entries[row].language
        for name in grades
        for row in checker.corpora.of["component"].rows_of.get(name, ())
    }
    return Labelled(
        query_id=proposal.id,
        language=language,
        record_ids=[scored.record_id for scored in ranked],
        values=_every_signal(checker, [side.entry for side in sides], ranked),
        grades=np.array([float(grades.get(scored.record_id, 0)) for scored in ranked]),
        missed=[grade for name, grade in grades.items() if name not in found],
        pair=_pair(language, spoken),
        encoders=checker.corpora.encoders,
    )


def _every_signal(checker: Checker, entries: Sequence[Entry], ranked: Sequence[Scored]) -> Measured:
    """All signals of the ranked records: a new model may weigh what the present one does not."""
    corpus, rarity = checker.corpora.of["component"], checker.corpora.rarity
    values = np.zeros((len(ranked), len(SIGNALS)))
    rows = np.array([scored.row for scored in ranked], dtype=np.intp)
    asked = np.array([scored.asked for scored in ranked], dtype=np.intp)
    for position, entry in enumerate(entries):
        own = asked == position
        values[own] = measure(entry, corpus, rows[own], rarity)
    return values


def _pair(asked: str, spoken: set[str]) -> str:
    """From which language to which; what stands in both answers in the proposal's own."""
    if not spoken:
        return ""
    return f"{asked}-{asked if asked in spoken else min(spoken)}"
