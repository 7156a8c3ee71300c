"""How well search finds what answers a question, on a test collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

from catalogue.domain.component import Component
from catalogue.domain.text import Language
from catalogue.formats.collection import Collection, Text
from catalogue.language.guess import guess_language
from catalogue.language.tokens import sentences
from catalogue.matching.evaluation import Judged, ndcg, recall
from catalogue.storage import saving
from catalogue.storage.connection import transaction

from .progress import Watch, unwatched
from .ranking import ranked
from .syncing import catch_up
from .workspace import Workspace, opened

PLACES = 10
RECALL_PLACES = 100
_LONGEST_NAME = 300
_LONGEST_BEGINNING = 150
_LONGEST_TEXT = 20_000
_GUESSED_FROM = 50


@dataclass(frozen=True)
class SearchQuality:
    """Figures of search over a collection's questions.

    ``ndcg``: mean nDCG of the first ten, gain 2^grade - 1; ``average_precision``:
    the mean over questions (MAP), ``recall``: mean share of what is relevant
    within the first hundred. ``milliseconds`` is the mean time of a question,
    ``median_milliseconds`` its median, once everything is warm.
    """

    collection: str
    documents: int
    questions: int
    language: Language
    ndcg: float
    average_precision: float
    recall: float
    milliseconds: float
    median_milliseconds: float

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def try_search(collection: Collection, name: str, watch: Watch = unwatched) -> SearchQuality:
    """Put the collection's documents into an instance of their own and search them.

    The instance is thrown away. Nothing of the collection but its documents'
    language, guessed from their text, is told to search.
    """
    language = _language(collection.documents)
    of_component = {f"d{place}": text.id for place, text in enumerate(collection.documents)}
    with (
        TemporaryDirectory(prefix="catalogue-search-") as folder,
        opened(Path(folder), create=True) as workspace,
    ):
        _fill(workspace, collection.documents, language, watch)
        ranked(workspace, collection.questions[0].text, RECALL_PLACES)  # what loads once is loaded
        answers, seconds = _asked(workspace, collection.questions, watch)
    judged = [
        judge(question.id, [of_component[one] for one in found], collection.grades[question.id])
        for question, found in zip(collection.questions, answers, strict=True)
    ]
    return SearchQuality(
        collection=name,
        documents=len(collection.documents),
        questions=len(judged),
        language=language,
        ndcg=_mean([ndcg(one, PLACES) for one in judged]),
        average_precision=_mean([average_precision(one) for one in judged]),
        recall=_mean([recall(one, RECALL_PLACES) for one in judged]),
        milliseconds=1000 * sum(seconds) / len(seconds),
        median_milliseconds=1000 * median(seconds),
    )


def judge(question: str, found: Sequence[str], grades: Mapping[str, int]) -> Judged:
    """A ranking with the grade of each document, and those of relevant ones that it lacks."""
    missed = [grade for document, grade in grades.items() if document not in set(found)]
    gains = np.array([float(grades.get(document, 0)) for document in found])
    return Judged(question, "", gains, np.zeros(len(found)), missed)


def average_precision(query: Judged) -> float | None:
    """Mean precision at the place of each relevant document; None where nothing is relevant."""
    if not query.relevant:
        return None
    places = np.flatnonzero(query.grades > 0) + 1
    return float((np.arange(1, len(places) + 1) / places).sum() / query.relevant)


def _fill(
    workspace: Workspace, documents: Sequence[Text], language: Language, watch: Watch
) -> None:
    with transaction(workspace.db):
        for place, document in enumerate(documents):
            saving.save(workspace.db, _component(place, document, language), actor="evaluate")
    catch_up(workspace, watch)


def _component(place: int, document: Text, language: Language) -> Component:
    """The document as a component; one without a title is called as its text begins."""
    beginning = next(iter(sentences(document.text)), document.id)[:_LONGEST_BEGINNING]
    name = document.title.strip()[:_LONGEST_NAME] or beginning.strip()
    text = document.text.strip()[:_LONGEST_TEXT] or name
    data = {"id": f"d{place}", "name": {language: name}, "description": {language: text}}
    return Component.model_validate(data)


def _language(documents: Sequence[Text]) -> Language:
    said = [guess_language(f"{one.title} {one.text}") for one in documents[:_GUESSED_FROM]]
    return "fr" if 2 * said.count("fr") > len(said) else "en"


def _asked(
    workspace: Workspace, questions: Sequence[Text], watch: Watch
) -> tuple[list[list[str]], list[float]]:
    """What answers each question, and how many seconds it took."""
    answers, seconds = [], []
    for done, question in enumerate(questions, start=1):
        began = perf_counter()
        answers.append(ranked(workspace, question.text, RECALL_PLACES))
        seconds.append(perf_counter() - began)
        watch("searching", done, len(questions))
    return answers, seconds


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known)
