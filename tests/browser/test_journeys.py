"""What people come for, from beginning to end: by pointer, by keyboard, without scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.text import Language

from .visiting import BARE, KEYS, PHONE, WIDE, Enter, Visitor, Way

WAYS = [(language, way) for language in ("fr", "en") for way in (WIDE, PHONE, BARE)]

SOUGHT = {"fr": "rendez-vous", "en": "appointments"}
TITLE = {"fr": "Rendez-vous aux comptoirs", "en": "Appointments at counters"}
NEED = {
    "fr": "Les citoyens choisissent une plage libre au comptoir et reçoivent un rappel par texto.",
    "en": "Citizens choose a free time slot at a counter and get a reminder by text message.",
}
PROBLEM = {"fr": "Les files d’attente s’allongent.", "en": "Queues grow longer."}
WHY_NOT = {"fr": "Notre règlement l’exclut.", "en": "Our by-law rules it out."}
MESSAGE = {"fr": "Qui a été consulté à la Ville?", "en": "Who was asked at the city?"}
REASON = {"fr": "Cela existe déjà.", "en": "It exists already."}
LOGIN = {
    "fr": "Un seul compte et une seule connexion aux services en ligne de tous les organismes.",
    "en": "One account and one login to the online services of every public body.",
}
SEND = "main form .form-end .btn-primary"


def ways(by_keyboard: Language) -> Any:
    """A journey is made in both languages and in each way, and by keyboard in one language."""
    made = [*WAYS, (by_keyboard, KEYS)]
    names = [f"{language}-{way.name}" for language, way in made]
    return pytest.mark.parametrize(("language", "way"), made, ids=names)


@ways(by_keyboard="fr")
def test_a_sponsor_finds_and_stops(enter: Enter, language: Language, way: Way) -> None:
    maude = enter("/", language, way, "maude")
    maude.look()
    words = SOUGHT[language]
    maude.write("#q", words)
    if not way.script:
        maude.follow("#search button")
    maude.see("#heading", has_text=words).wait_for()
    maude.look()
    name = maude.see(".result-name a").inner_text()
    maude.follow(".result-name a")
    assert maude.see("h1").inner_text() == name
    assert maude.see("#adopt").is_visible()
    maude.look()
    maude.follow("a[href$='/historique'], a[href$='/history']")
    maude.look()


@ways(by_keyboard="en")
def test_a_sponsor_proposes_and_answers_warnings(
    enter: Enter, language: Language, way: Way
) -> None:
    maude = enter("/", language, way, "maude")
    maude.follow("nav a[href$='/projets'], nav a[href$='/proposals']")
    maude.look()
    maude.follow("main a[href$='/ajouter'], main a[href$='/add']")
    write_a_proposal(maude)
    maude.follow("main .buttons .btn-primary")
    maude.look()
    maude.follow(SEND)
    maude.see("#form-summary").wait_for()
    if way.script:
        maude.see("#form-summary:focus").wait_for()
    maude.look()
    answer_every_warning(maude)
    maude.hands.press_twice(maude.see(SEND))
    maude.see(".confirmation", has_text=TITLE[language]).wait_for()
    maude.look()
    maude.follow("main .buttons .btn-primary")
    maude.write("#field-text", MESSAGE[language])
    maude.follow(SEND)
    maude.see(".comments", has_text=MESSAGE[language]).wait_for()
    maude.look()
    maude.follow(".match > p a.onward")
    maude.look()
    maude.page.go_back()
    maude.follow("a.withdraw")
    maude.look()
    maude.follow("main .form-end .btn-danger")
    maude.see(".flash").wait_for()


def write_a_proposal(maude: Visitor) -> None:
    """All the steps of one, each looked at, with a mistake that is corrected."""
    language = maude.language
    maude.write("#field-title", TITLE[language])
    maude.write("#field-description", NEED[language])
    if not maude.way.script:
        maude.follow("#advice .ask")
    maude.see("#advice .hints").wait_for()
    maude.look()
    maude.follow(SEND)
    maude.look()
    maude.write("#field-problem", PROBLEM[language])
    maude.follow(SEND)
    maude.press("details.group:not([open]) summary")
    maude.choose("details.group[open]:nth-of-type(2) input[type=checkbox]")
    maude.look()
    maude.follow(SEND)
    maude.look()
    maude.write("#field-estimated_cost", "beaucoup")
    maude.follow(SEND)
    maude.see("#form-summary").wait_for()
    maude.look()
    maude.write("#field-estimated_cost", "250000")
    maude.follow(SEND)
    maude.look()
    maude.follow(SEND)
    maude.look()


def answer_every_warning(maude: Visitor) -> None:
    """Each with a reason; the first at first without one."""
    waiting = maude.page.locator(".to-answer a.btn")
    assert waiting.count() > 0
    first = True
    while waiting.count():
        maude.follow(".to-answer a.btn")
        maude.choose("[name=answer][value=not_suitable]")
        if first:
            maude.look()
            maude.follow(SEND)
            maude.see("#form-summary").wait_for()
            maude.look()
            assert maude.see("[name=answer][value=not_suitable]").is_checked()
            first = False
        maude.pick("#field-reason", "law")
        maude.write("#field-text", WHY_NOT[maude.language])
        maude.follow(SEND)
        maude.see(".flash").wait_for()


@ways(by_keyboard="fr")
def test_a_reviewer_decides(enter: Enter, language: Language, way: Way) -> None:
    thomas = enter("/", language, way, "thomas")
    thomas.follow("nav a[href$='/examens'], nav a[href$='/reviews']")
    thomas.look()
    title = thomas.see(".queue h2 a").inner_text()
    thomas.follow(".queue h2 a")
    assert thomas.see("h1").inner_text() == title
    thomas.look()
    case = thomas.page.url
    thomas.follow(".match a.onward")
    thomas.look()
    thomas.choose("#field-label-2")
    thomas.write("#field-note", REASON[language])
    thomas.follow(SEND)
    thomas.see(".verdict").wait_for()
    assert thomas.page.url.startswith(case)
    thomas.write("#field-text", MESSAGE[language])
    thomas.follow("#discussion .form-end .btn-primary")
    thomas.see(".discussion", has_text=MESSAGE[language]).wait_for()
    thomas.follow(".buttons a.btn-primary")
    thomas.look()
    thomas.follow(SEND)
    thomas.see("#form-summary").wait_for()
    thomas.look()
    thomas.choose("#field-ruling-5")
    thomas.write("#field-reason", REASON[language])
    thomas.follow(SEND)
    thomas.see(".decision", has_text=REASON[language]).wait_for()
    thomas.look()
    thomas.follow("a[href*='/certificates/'], a[href*='/attestations/']")
    thomas.see(".said", has_text=REASON[language]).wait_for()
    thomas.look()
    thomas.follow(".certificate-address")
    thomas.see(".notice .bi-check-circle-fill, .notice svg").wait_for()
    thomas.look()
    thomas.follow("nav a[href$='/examens'], nav a[href$='/reviews']")
    assert title not in thomas.page.locator(".queue h2").all_inner_texts()


@ways(by_keyboard="en")
def test_an_architect_registers_and_imports(
    enter: Enter, tmp_path: Path, language: Language, way: Way
) -> None:
    ines = enter("/", language, way, "ines")
    ines.follow("nav a[href$='/mes-composantes'], nav a[href$='/my-components']")
    ines.look()
    register(ines, f"Connexion {language} {way.name}")
    ines.follow("nav a[href$='/mes-composantes'], nav a[href$='/my-components']")
    import_a_file(ines, tmp_path / "components.jsonl")


def register(ines: Visitor, name: str) -> None:
    """A component that resembles others, from which it is told apart."""
    language = ines.language
    ines.follow("main .buttons .btn-primary")
    ines.look()
    ines.write(f"[name='name.{language}']", name)
    ines.write(f"[name='summary.{language}']", LOGIN[language])
    ines.press("[value='add contacts']")
    ines.see("[name='contacts-1.name']").wait_for()
    ines.write("[name='contacts-1.name']", "Inès")
    ines.follow(SEND)
    ines.see(".alike").wait_for()
    if ines.way.script:
        assert ines.page.evaluate("document.activeElement.classList.contains('alike')")
    ines.look()
    assert ines.see(f"[name='name.{language}']").input_value() == name
    for number in range(ines.page.locator(".alike .row-of-fields").count()):
        ines.choose(f"[name='alike-{number}.answer'][value=different]")
        ines.write(f"[name='alike-{number}.because']", WHY_NOT[language])
    ines.follow(".alike .btn-primary")
    ines.see(".flash").wait_for()
    assert ines.see("h1").inner_text() == name
    ines.look()


def import_a_file(ines: Visitor, file: Path) -> None:
    """One component, which is looked at before it is stored."""
    name = f"Traversier {ines.language} {ines.way.name}"
    record = {
        "type": "component",
        "name": {"fr": name, "en": name},
        "summary": {"fr": "Billets de traversier en ligne.", "en": "Ferry tickets online."},
        "owner": "min-services",
    }
    file.write_text(json.dumps(record), encoding="utf-8")
    ines.follow("main a[href$='/importation'], main a[href$='/import']")
    ines.look()
    ines.attach("#field-file", file)
    ines.follow(SEND)
    ines.see("table.list", has_text=name).wait_for()
    ines.look()
    ines.follow(SEND)
    ines.see(".flash").wait_for()
    assert ines.page.locator(".tended", has_text=name).count() == 1


@ways(by_keyboard="fr")
def test_an_administrator_invites_and_the_invited_comes(
    enter: Enter, language: Language, way: Way
) -> None:
    rowan = enter("/", language, way, "rowan")
    rowan.follow("nav a[href$='/administration']")
    rowan.look()
    rowan.follow("main a[href$='/personnes'], main a[href$='/people']")
    rowan.look()
    rowan.follow("main a[href$='/ajouter'], main a[href$='/add']")
    rowan.look()
    rowan.follow(SEND)
    rowan.see("#form-summary").wait_for()
    rowan.look()
    name, email = f"Zoé {language} {way.name}", f"zoe-{language}-{way.name}@ville.example"
    rowan.write("#field-name", name)
    rowan.write("#field-email", email)
    rowan.choose("#field-roles-1")
    rowan.choose(f"#field-language-{('fr', 'en').index(language) + 1}")
    rowan.follow(SEND)
    rowan.see("h1", has_text=name).wait_for()
    rowan.look()
    rowan.follow("[value='show-link']")
    link = rowan.see(".handed code").inner_text()
    rowan.look()
    come_by_link(enter("/", language, way), link, email)


def come_by_link(zoe: Visitor, link: str, email: str) -> None:
    """Who is invited chooses a password and signs in with it."""
    password = "traversier lilas boussole"  # noqa: S105 - invented
    zoe.page.goto(link)
    zoe.look()
    zoe.write("#field-password", password)
    zoe.write("#field-again", password)
    zoe.follow(SEND)
    zoe.see(".flash").wait_for()
    assert zoe.see("#field-email").input_value() == email
    zoe.look()
    zoe.sign_in(email, password)
    zoe.look()
