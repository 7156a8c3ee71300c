from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, get_template_attribute, render_template_string

from catalogue.domain.match import Match
from catalogue.services.checking import Checker
from catalogue.services.looking_up import stored_proposal
from catalogue.services.workspace import Workspace
from catalogue.web.evidence import Exhibit, exhibits

from .checking import faults_of, faults_of_language

PAGE = """{% extends "base.html" %}{% set heading = "FixIt" %}
{% from "macros/evidence.html" import match_card, match_detail with context %}
{% block content %}
{% for it in found %}{{ match_card(it) }}{{ match_detail(it) }}{% endfor %}
{% endblock %}
"""


@pytest.fixture(scope="module")
def matches(sample: Workspace) -> tuple[Match, ...]:
    """What the sample's French proposal about buildings meets, mostly in English."""
    return Checker(sample).check(stored_proposal(sample, "p-B15")).matches


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest, sample_app: Flask) -> Iterator[str]:
    with sample_app.test_request_context(f"/{request.param}/"):
        sample_app.preprocess_request()
        yield request.param


def shown(matches: tuple[Match, ...], body: str = "ville-sainte-aurele") -> list[Exhibit]:
    return exhibits(matches, asked_in="fr", organization=body)


def test_every_match_makes_a_sound_page(matches: tuple[Match, ...], language: str) -> None:
    page = render_template_string(PAGE, found=shown(matches))
    assert list(faults_of(page)) == []
    assert list(faults_of_language(page, language)) == []
    assert page.count("<svg") > len(matches)


def test_words_across_languages_stand_as_equations_each_in_its_own(
    matches: tuple[Match, ...], language: str
) -> None:
    detail = get_template_attribute("macros/evidence.html", "match_detail")
    page = str(detail(shown(matches)[0]))
    assert '<span lang="fr">fuite</span>&nbsp;= <span lang="en">leaks</span>' in page
    assert 'lang="fr">Les tournées d’hiver' in page
    assert 'lang="en">Preventive rounds' in page


def test_capabilities_are_called_by_name(matches: tuple[Match, ...], language: str) -> None:
    first = shown(matches)[0]
    said = " ".join(f"{first.why} {step.words}" for step in first.steps)
    assert "corporate/facilities" not in said
    assert (
        "Immeubles et installations" if language == "fr" else "Buildings and facilities"
    ) in said


@pytest.mark.parametrize(
    ("body", "open_to_it"),
    [("ville-sainte-aurele", True), ("min-tresor", False), ("nobody-knows", None)],
)
def test_who_may_not_use_a_component_is_told_so(
    matches: tuple[Match, ...], language: str, body: str, open_to_it: bool | None
) -> None:
    assert shown(matches, body)[0].eligible is open_to_it
