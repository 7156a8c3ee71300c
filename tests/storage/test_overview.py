from __future__ import annotations

from sqlite_utils import Database

from catalogue.storage import overview, ties

from .builders import component, proposal, save


def test_a_glance_says_what_components_are_sorted_and_filtered_by(db: Database) -> None:
    save(
        db,
        component(
            "a",
            name={"fr": "Guichet"},
            summary={"en": "A counter"},
            description=None,
            eligibility=["health"],
            used_by=[{"organization": "town"}],
        ),
        component("b", name={"en": "Other"}, summary={"en": "Other"}, description=None),
    )
    first, second = overview.glances(db)
    assert (first.id, first.names, first.languages) == ("a", {"fr": "Guichet"}, ["fr", "en"])
    assert (first.eligibility, first.uses, first.capabilities) == (["health"], 1, [])
    assert (second.languages, second.uses) == (["en"], 0)
    assert first.created_at <= first.updated_at


def test_the_version_grows_with_components_alone(db: Database) -> None:
    assert overview.version(db) == 0
    save(db, component("a"))
    first = overview.version(db)
    save(db, proposal("p"))
    assert overview.version(db) == first > 0
    save(db, component("a", kind="api"))
    assert overview.version(db) > first


def test_ties_are_seen_from_the_component_that_is_named(db: Database) -> None:
    save(
        db,
        component("a", relations=[{"type": "part_of", "target": "c"}], replaced_by="c"),
        component("b", relations=[{"type": "depends_on", "target": "c"}]),
        component("c"),
    )
    assert ties.pointing_at(db, "c") == [("depends_on", "b"), ("part_of", "a")]
    assert ties.replaced_with(db, "c") == ["a"]
    assert ties.pointing_at(db, "a") == ties.replaced_with(db, "a") == []
