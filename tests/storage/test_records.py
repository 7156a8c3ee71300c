from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from catalogue.domain.component import Component, Lifecycle
from catalogue.domain.errors import EditConflict, InvalidRecord, NotFound
from catalogue.domain.organization import Capability
from catalogue.storage import audit, capabilities, queue, records
from catalogue.storage.connection import open_database, transaction
from catalogue.storage.errors import UnknownReference
from catalogue.storage.records import Outcome, Saved

from .builders import NOON, component, proposal, rows, save

FULL: dict[str, Any] = {
    "name": {"fr": "Identité", "en": "Identity"},
    "aliases": ["SQIN"],
    "kind": "service",
    "description": {"fr": "Pour s’authentifier\nune fois"},
    "features": {"fr": ["un", "deux"]},
    "capabilities": ["identity/sign-in", "identity"],
    "owner": "msgg",
    "contacts": [{"name": "Équipe", "email": "a@b.qc.ca"}],
    "eligibility": ["ministry", "health"],
    "onboarding": {"lead_time_days": 30, "hosting": "hybrid"},
    "links": {"website": "https://example.org/é", "source": "git://example.org/x"},
    "relations": [{"type": "similar_to", "target": "identity"}],
    "used_by": [{"organization": "ramq", "since": "2017-01-31"}],
    "verified_on": "2018-05-01",
}


def define(db: Database, *capability_ids: str) -> None:
    with transaction(db):
        for one in capability_ids:
            capability = Capability.model_validate({"id": one, "name": {"en": one}})
            capabilities.save(db, capability, actor="ana")


def test_what_was_saved_comes_back_whole(db: Database) -> None:
    define(db, "identity", "identity/sign-in")
    whole = component(**FULL)
    assert save(db, whole, at=NOON) == [Saved(Outcome.created, 1)]
    stored = records.get(db, "component", "identity")
    assert stored.record == whole
    assert (stored.revision, stored.created_at, stored.updated_at) == (1, NOON, NOON)
    assert rows(db, "component_capability") == 2
    assert rows(db, "component_use") == rows(db, "component_relation") == 1


def test_a_proposals_cost_is_the_stated_one_or_the_sum(db: Database) -> None:
    years = [{"fiscal_year": "2018-2019", "build": 100.5, "run": 2}]
    save(db, proposal("a", costs=years), proposal("b", costs=years, estimated_cost=7.25))
    save(db, proposal("c"))
    found = db.execute("SELECT estimated_cost FROM proposal ORDER BY id").fetchall()
    assert found == [(102.5,), (7.25,), (None,)]


def test_saving_the_same_again_writes_nothing(db: Database) -> None:
    define(db, "identity", "identity/sign-in")
    save(db, component(**FULL))
    queue.settle(db, 1_000)
    entries = rows(db, "audit")
    before = records.get(db, "component", "identity")
    assert save(db, component(**FULL)) == [Saved(Outcome.unchanged, 1)]
    assert records.get(db, "component", "identity") == before
    assert (rows(db, "revision"), queue.depth(db), rows(db, "audit")) == (1, 0, entries)


def test_a_change_is_kept_with_what_it_changed(db: Database) -> None:
    save(db, component(), at=NOON)
    queue.settle(db, 1_000)
    later = NOON.replace(year=2019)
    changed = component(lifecycle="retired", aliases=["Id"])
    outcome = save(db, changed, actor="bob", action="retired", at=later, expected_revision=1)
    assert outcome == [Saved(Outcome.changed, 2)]
    stored = records.get(db, "component", "identity")
    assert (stored.created_at, stored.updated_at) == (NOON, later)
    first, second = records.history(db, "component", "identity")
    assert (first.number, first.action, first.changes) == (1, "saved", {})
    assert (second.number, second.actor, second.action, second.at) == (2, "bob", "retired", later)
    assert second.changes == {"lifecycle": ("available", "retired"), "aliases": ([], ["Id"])}
    assert Component.model_validate(second.document) == changed
    assert [entry.record_id for entry in queue.pending(db, 9)] == ["identity"]
    last = audit.entries(db, subject="component/identity")[-1]
    assert (last.actor, last.action, last.details["fields"]) == (
        "bob",
        "retired",
        ["aliases", "lifecycle"],
    )


def test_links_that_went_away_go_away(db: Database) -> None:
    define(db, "identity", "identity/sign-in")
    save(db, component(**FULL))
    save(db, component())
    for table in ("component_capability", "component_relation", "component_use"):
        assert rows(db, table) == 0


def test_a_capability_or_user_named_twice_is_linked_once(db: Database) -> None:
    define(db, "identity")
    twice = [{"organization": "ramq"}, {"organization": "RAMQ"}]
    save(db, component(capabilities=["identity", "identity"], used_by=twice))
    assert rows(db, "component_capability") == rows(db, "component_use") == 1


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_stale_edit_is_refused(db: Database, expected: int) -> None:
    save(db, component())
    save(db, component(aliases=["Id"]))
    with pytest.raises(EditConflict) as caught:
        save(db, component(aliases=["Other"]), expected_revision=expected)
    assert caught.value.params["actual"] == 2
    assert records.get(db, "component", "identity").record.aliases == ("Id",)


def test_revision_zero_asks_for_a_new_record(db: Database) -> None:
    assert save(db, component(), expected_revision=0) == [Saved(Outcome.created, 1)]
    with pytest.raises(EditConflict):
        save(db, proposal(), expected_revision=1)


def test_an_unknown_capability_is_named(db: Database) -> None:
    define(db, "identity")
    with pytest.raises(UnknownReference) as caught:
        save(db, proposal(capabilities=["identity", "taxes"]))
    assert caught.value.params["field"] == "capabilities[1]"
    assert caught.value.params["value"] == "taxes"
    assert records.count(db, "proposal") == 0


def test_saving_needs_a_transaction_and_a_zone(db: Database) -> None:
    with pytest.raises(RuntimeError):
        records.save(db, component(), actor="ana")
    with pytest.raises(ValueError, match="zone"):
        save(db, component(), at=datetime(2018, 1, 1))  # noqa: DTZ001
    assert records.count(db, "component") == 0


def test_no_record_is_not_found(db: Database) -> None:
    with pytest.raises(NotFound) as caught:
        records.get(db, "proposal", "x")
    assert caught.value.params == {"type": "proposal", "id": "x"}
    assert records.history(db, "proposal", "x") == []


def test_a_table_is_never_named_by_a_stranger(db: Database) -> None:
    with pytest.raises(ValueError, match="no table"):
        records.count(db, "meta")  # type: ignore[arg-type]


def test_a_document_that_is_no_record_any_more_says_why(db: Database) -> None:
    save(db, component())
    db.execute("UPDATE component SET document = json_set(document, '$.kind', 'spaceship')")
    with pytest.raises(InvalidRecord) as caught:
        records.get(db, "component", "identity")
    assert caught.value.errors[0].dotted == "kind"


def test_many_are_fetched_in_the_order_asked_for(db: Database) -> None:
    save(db, component("b"), component("a"), component("c"))
    wanted = ["c", *(f"none-{n}" for n in range(40_000)), "a", "c", "\ud800"]
    assert list(records.fetch(db, "component", iter(wanted))) == ["c", "a"]
    assert records.fetch(db, "proposal", ["a"]) == {}


def test_iteration_is_in_order_and_outlives_writes(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_BATCH", 2)
    names = ["a", "B", "c", "A1", "zé"]
    save(db, *(component(one) for one in names))
    seen = []
    for one in records.iterate(db, "component"):
        seen.append(one.id)
        save(db, one.model_copy(update={"lifecycle": Lifecycle.retired}))
    assert seen == sorted(names) == records.ids(db, "component")
    assert records.count(db, "component") == 5


def test_two_processes_that_write_lose_nothing(db: Database, path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from catalogue.domain.proposal import Proposal\n"
        "from catalogue.storage import records\n"
        "from catalogue.storage.connection import open_database, transaction\n"
        "db = open_database(pathlib.Path(sys.argv[1]))\n"
        "for n in range(25):\n"
        "    with transaction(db):\n"
        "        text = f'{sys.argv[2]} {n}'\n"
        "        one = Proposal(id='shared', title=text, description=text)\n"
        "        records.save(db, one, actor=sys.argv[2])\n"
    )
    children = [
        subprocess.Popen([sys.executable, "-c", program, str(path), who]) for who in ("ana", "bob")
    ]
    assert [child.wait() for child in children] == [0, 0]
    assert records.get(db, "proposal", "shared").revision == 50
    numbers = [revision.number for revision in records.history(db, "proposal", "shared")]
    assert numbers == list(range(1, 51))
    assert audit.verify(db) == []


lines = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    str.strip
)


@given(st.lists(st.tuples(st.sampled_from("abc"), lines, st.sampled_from(Lifecycle)), max_size=8))
@settings(max_examples=30, deadline=None)
def test_any_sequence_of_saves_leaves_the_last_of_each_and_its_whole_history(
    saves: list[tuple[str, str, Lifecycle]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "c.db", create=True)
        states: dict[str, list[Component]] = {}
        for record_id, name, lifecycle in saves:
            one = component(record_id, name={"fr": name}, lifecycle=lifecycle)
            known = states.setdefault(record_id, [])
            if not known or known[-1] != one:
                known.append(one)
            assert save(db, one)[0].revision == len(known)
        for record_id, known in states.items():
            assert records.get(db, "component", record_id).record == known[-1]
            history = records.history(db, "component", record_id)
            assert [Component.model_validate(one.document) for one in history] == known
        assert audit.verify(db) == []
        assert queue.depth(db) == len(states)
        db.close()
