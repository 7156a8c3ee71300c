from __future__ import annotations

import pytest
from sqlite_utils import Database

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.storage import audit, queue, vocabulary
from catalogue.storage.connection import transaction
from catalogue.storage.vocabulary import LEXICON, THESAURUS, ListOf

from .builders import NOON, rows

PAIRS = [Equivalent(fr="permis", en="permit"), Equivalent(fr="avis", en="notice", domain="Règles")]
CONCEPTS = [Concept.model_validate({"id": "desk", "preferred": {"fr": "guichet"}})]


def test_there_is_none_at_first(db: Database) -> None:
    assert vocabulary.digest(db, LEXICON) is None
    assert vocabulary.fetch(db, THESAURUS) is None


def test_a_list_comes_back_whole_and_in_its_order(db: Database) -> None:
    with transaction(db):
        vocabulary.put(db, LEXICON, PAIRS, actor="ana", details={})
        vocabulary.put(db, THESAURUS, CONCEPTS, actor="ana", details={})
    stored = vocabulary.fetch(db, LEXICON)
    assert stored is not None
    assert stored.entries == tuple(PAIRS)
    assert stored.digest == vocabulary.digest(db, LEXICON)
    held = vocabulary.fetch(db, THESAURUS)
    assert held is not None
    assert held.entries == tuple(CONCEPTS)


def test_another_list_takes_its_place_under_another_digest(db: Database) -> None:
    digests = set()
    for pairs in (PAIRS, PAIRS[:1], PAIRS[::-1], PAIRS):
        with transaction(db):
            vocabulary.put(db, LEXICON, pairs, actor="ana", details={})
        digests.add(vocabulary.digest(db, LEXICON))
    assert len(digests) == 3
    assert rows(db, "vocabulary") == 1
    with transaction(db):
        vocabulary.remove(db, LEXICON, actor="ana", details={})
    assert vocabulary.digest(db, LEXICON) is None


def test_a_change_is_queued_once_and_written_down(db: Database) -> None:
    with transaction(db):
        vocabulary.put(db, LEXICON, PAIRS, actor="ana", details={"added": ["x"]}, at=NOON)
        vocabulary.remove(db, LEXICON, actor="leo", details={"removed": ["x"]}, at=NOON)
    waiting = queue.pending(db, 10)
    assert [(one.record_type, one.record_id) for one in waiting] == [("vocabulary", "lexicon")]
    written = [
        (entry.actor, entry.action, entry.subject, entry.details, entry.at)
        for entry in audit.entries(db)
    ]
    assert written == [
        ("ana", "imported", "vocabulary/lexicon", {"added": ["x"]}, NOON),
        ("leo", "reset", "vocabulary/lexicon", {"removed": ["x"]}, NOON),
    ]
    assert audit.verify(db) == []


@pytest.mark.parametrize("kind", [LEXICON, THESAURUS])
def test_only_in_a_transaction(db: Database, kind: ListOf) -> None:
    with pytest.raises(RuntimeError):
        vocabulary.put(db, kind, [], actor="ana", details={})
    with pytest.raises(RuntimeError):
        vocabulary.remove(db, kind, actor="ana", details={})
    assert rows(db, "vocabulary") == 0
