"""The score of a pair does not depend on which of the two is asked about."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.match import Band
from catalogue.domain.proposal import Proposal
from catalogue.matching.signals import measure
from catalogue.matching.variant import Variant, variants_of
from catalogue.meaning.encoder import available_encoder
from catalogue.services.checking import Checker, Wanted
from catalogue.services.corpora import Corpora, shipped_model
from catalogue.services.founding import sample_files
from catalogue.services.labelling import read_labelled
from catalogue.services.workspace import Workspace
from catalogue.storage import records

pytestmark = pytest.mark.skipif(
    available_encoder() is None, reason="the sentence encoder's package is not installed"
)

SAID = (
    "prise de rendez-vous en ligne pour les patients",
    "appointment booking for patients",
    "snow ploughs on a map",
    "permis de conduire",
    "driving licence",
    "paiement",
    "payment register",
)
WORDS = st.sampled_from([word for phrase in SAID for word in phrase.split()])
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


def proposal(name: str, title: str, text: str) -> Proposal:
    return Proposal.model_validate(
        {"id": name, "title": title, "description": text, "organization": name}
    )


@settings(deadline=None, max_examples=15)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_swapping_sides_changes_no_signal(
    sample: Workspace, a: str, b: str, c: str, d: str
) -> None:
    both = [variants_of(proposal(*one))[0] for one in (("l", a, b), ("r", c, d))]
    corpora = Corpora(sample, both)
    left, right = corpora.prepared(both)
    there = measure(left, corpora.visitors, np.array([1]), corpora.rarity)
    back = measure(right, corpora.visitors, np.array([0]), corpora.rarity)
    assert there == pytest.approx(back, abs=1e-3)


SENTENCES = {
    "fr": "Les apiculteurs déclarent les varroas de chaque rucher.",
    "en": "Beekeepers report varroa mite counts from each apiary.",
}


def test_the_same_distinctive_sentence_on_both_sides_lowers_nothing(sample: Workspace) -> None:

    proposals = [one for one, _ in read_labelled(sample_files()[-1])][:16]
    plain = [variants_of(one)[0] for one in proposals]
    marked = [
        variants_of(
            one.model_copy(
                update={"description": f"{one.description} {SENTENCES[variant.language]}"}
            )
        )[0]
        for one, variant in zip(proposals, plain, strict=True)
    ]
    before, after = (_probabilities(sample, variants) for variants in (plain, marked))
    same = np.array([a.language == b.language for a in plain for b in plain]).reshape(before.shape)
    assert (after - before)[same].min() > -0.02


def _probabilities(workspace: Workspace, variants: list[Variant]) -> np.ndarray:

    corpora = Corpora(workspace, variants)
    rows = np.arange(len(variants))
    odds = [
        shipped_model().log_odds(measure(entry, corpora.visitors, rows, corpora.rarity))
        for entry in corpora.prepared(variants)
    ]
    return 1 / (1 + np.exp(-np.array(odds)))


def test_a_pair_is_as_probable_for_the_component_as_for_the_proposal(sample: Workspace) -> None:
    checker = Checker(sample)
    everything = Wanted(top=400)
    component = records.get(sample.db, "component", "fixit-works").record
    asking = checker.check(component, everything).matches
    shown = checker.model.thresholds[Band.related]
    proposals = [one for one in asking if one.type == "proposal" and one.probability >= shown]
    assert proposals
    for match in proposals:
        proposal = records.get(sample.db, "proposal", match.id).record
        answers = checker.check(proposal, everything).matches
        back = next(one for one in answers if one.id == component.id)
        assert back.rivals == pytest.approx(match.rivals)
        assert back.rivals != 0
        assert back.probability == pytest.approx(match.probability, abs=1e-6)
