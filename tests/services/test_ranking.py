"""Search in two languages, with slips, other words and signs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.language.lexicon import NO_LEXICON
from catalogue.language.thesaurus import NO_THESAURUS
from catalogue.search.asked import take_apart
from catalogue.search.spelling import Spelling
from catalogue.services.ranking import answers, ranked
from catalogue.services.understanding import understand
from catalogue.services.workspace import Workspace

from .builders import component, stored


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    stored(
        workspace,
        component("booking", name={"en": "Appointment booking"}, kind="service"),
        component(
            "pay",
            name={"fr": "Paiement en ligne"},
            summary={"fr": "Perception des droits et des frais par carte."},
            kind="api",
        ),
        component(
            "snow",
            name={"fr": "Déneigement", "en": "Snow clearing"},
            summary={"en": "Clearing of snow in winter streets."},
            acronyms=["SNC"],
            lifecycle="deprecated",
        ),
    )
    return workspace


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("prise de rendez-vous", "booking"),
        ("let citizens pay fees", "pay"),
        ("paiment en lgine", "pay"),
        ("apointment", "booking"),
        ("appoin", "booking"),
        ("SNC", "snow"),
        ("deneigement", "snow"),
    ],
)
def test_the_right_one_comes_first(filled: Workspace, typed: str, first: str) -> None:
    assert ranked(filled, typed, 10)[0] == first


@pytest.mark.parametrize(
    "typed", ["multiple usernames", "se reconnecter à chaque site", "trop de mots de passe à gérer"]
)
def test_one_name_of_a_concept_finds_another(workspace: Workspace, typed: str) -> None:
    stored(
        workspace,
        component("door", name={"en": "Single sign-on"}, summary={"en": "For all services."}),
        component("cars", name={"fr": "Gestion du parc"}, summary={"fr": "Suivi des véhicules."}),
        component("snow", name={"en": "Snow clearing"}, summary={"en": "In winter streets."}),
    )
    assert ranked(workspace, typed, 10)[0] == "door"


def test_signs_limit_the_answers(filled: Workspace) -> None:
    assert ranked(filled, "kind:api", 10) == ["pay"]
    assert ranked(filled, '"snow in winter"', 10) == ["snow"]
    assert ranked(filled, '"snow in winter" OR "en ligne"', 10) in (
        ["snow", "pay"],
        ["pay", "snow"],
    )
    assert "booking" not in ranked(filled, "snow clearing -counter", 10)
    assert ranked(filled, "kind:api OR kind:service", 10) == ["booking", "pay"]


def test_limits_that_leave_nothing_are_read_as_words(filled: Workspace) -> None:
    assert ranked(filled, '"snow without winter"', 10)[0] == "snow"
    assert ranked(filled, "kind:snow", 10)[0] == "snow"
    assert len(ranked(filled, "( OR", 10)) == 3


def test_slips_are_told_in_the_catalogues_spelling(filled: Workspace) -> None:
    assert answers(filled, "deneigemnt", 9).meant == "déneigement"
    assert answers(filled, "appointment", 9).meant is None


@pytest.mark.parametrize("typed", ["express counters for residents", "guichet rapide", "rapides"])
def test_the_words_of_an_alias_and_of_a_name_without_a_text_find(
    workspace: Workspace, typed: str
) -> None:
    stored(
        workspace,
        component(
            "counter",
            name={"en": "Online booking", "fr": "Guichet rapide"},
            aliases=["Express counter"],
        ),
        component("snow", name={"en": "Snow clearing project"}, summary={"en": "In winter."}),
        component("parc", name={"fr": "Gestion du parc"}, summary={"fr": "Suivi des guichets."}),
    )
    assert ranked(workspace, typed, 10)[0] == "counter"


@pytest.mark.parametrize("typed", ["appointments", "their booking", "déneigements"])
def test_a_right_word_that_nothing_says_is_no_slip(workspace: Workspace, typed: str) -> None:
    name = {"en": "Quilt of their heirs, booking of an appointment", "fr": "Déneigement"}
    stored(workspace, component("court", name=name, summary={"en": "Quilts.", "fr": "Essai."}))
    assert answers(workspace, typed, 9).meant is None


@pytest.mark.parametrize(("known", "meant"), [("Quiet", {}), ("", {"Quiet": "quilt"})])
def test_what_the_encoder_knows_as_a_word_is_no_slip(known: str, meant: dict[str, str]) -> None:
    asked, spelling = take_apart("Quiet"), Spelling(["quilt"])
    read = understand(asked, spelling, NO_LEXICON, NO_THESAURUS, known.__eq__)
    assert read.mended == meant


def test_a_language_limits_to_components_that_have_it(filled: Workspace) -> None:
    assert answers(filled, "snow", 10, ["en"]).found[0][0] == "snow"
    assert "booking" not in [one for one, _ in answers(filled, "appointment", 10, ["fr"]).found]


def test_a_deprecated_component_gives_way_to_its_equal(workspace: Workspace) -> None:
    name = {"en": "Snow clearing of streets"}
    stored(
        workspace,
        component("a-old", name=name, lifecycle="deprecated"),
        component("b-new", name=name),
        component("c-sure", name=name, verified_on="2026-01-01"),
    )
    assert ranked(workspace, "snow clearing", 10)[-1] == "a-old"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=40))
def test_any_text_has_an_answer_or_none_but_never_fails(filled: Workspace, typed: str) -> None:
    found = answers(filled, typed, 10).found
    assert len({component for component, _ in found}) == len(found) <= 3
