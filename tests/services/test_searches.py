"""The log of searches keeps words, and nobody who searched."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.domain.person import Role
from catalogue.services.completing import complete
from catalogue.services.permissions import ANONYMOUS, COMMAND_LINE, Actor, NotAllowed
from catalogue.services.searches import LONGEST, note_search, often_asked, search_log
from catalogue.services.workspace import Workspace
from catalogue.storage.searches import Counted

from .builders import component, stored

TODAY = date(2026, 1, 15)
ASKED: frozenset[Counted] = frozenset({"asked"})
IN_VAIN: frozenset[Counted] = frozenset({"asked", "without_answer"})


def asked(
    workspace: Workspace, words: str, times: int = 2, how: frozenset[Counted] = ASKED
) -> None:
    for _ in range(times):
        note_search(workspace, words, how, TODAY)


def test_what_is_asked_often_in_vain_or_unopened(workspace: Workspace) -> None:
    asked(workspace, "Permits", 5)
    asked(workspace, "  PERMITS ", 1)
    asked(workspace, "drones", 2, IN_VAIN)
    asked(workspace, "boats", 3, frozenset({"asked", "watched"}))
    note_search(workspace, "boats", frozenset({"opened"}), TODAY)
    asked(workspace, "trams", 3, frozenset({"asked", "watched"}))
    log = search_log(COMMAND_LINE, workspace, TODAY)
    assert [(one.words, one.asked) for one in log.frequent] == [
        ("permits", 6),
        ("boats", 3),
        ("trams", 3),
        ("drones", 2),
    ]
    assert [one.words for one in log.in_vain] == ["drones"]
    assert [one.words for one in log.unopened] == ["trams"]
    assert (log.total, log.since) == (14, date(2025, 11, 1))


@pytest.mark.parametrize(
    "typed",
    [
        "ana.roy@ville.example",
        "dossier 418 555-0199",
        "RAMQ 1234567",
        "a need told in a great many words that nobody would ever type again",
        "x" * (LONGEST + 1),
        "  ",
        "!?",
    ],
)
def test_what_may_tell_of_a_person_is_not_kept(workspace: Workspace, typed: str) -> None:
    asked(workspace, typed, 3)
    assert search_log(COMMAND_LINE, workspace, TODAY).frequent == ()


def test_words_asked_once_are_shown_to_nobody(workspace: Workspace) -> None:
    asked(workspace, "Maude Tremblay", 1)
    assert search_log(COMMAND_LINE, workspace, TODAY).frequent == ()


def test_months_pass(workspace: Workspace) -> None:
    asked(workspace, "permits")
    assert search_log(COMMAND_LINE, workspace, date(2026, 3, 31)).frequent
    assert not search_log(COMMAND_LINE, workspace, date(2026, 4, 1)).frequent
    note_search(workspace, "boats", ASKED, date(2027, 3, 1))
    assert not search_log(COMMAND_LINE, workspace, TODAY).in_vain
    assert workspace.db.execute("SELECT words FROM searched").fetchall() == [("boats",)]


def test_who_registers_may_see_it_and_others_may_not(workspace: Workspace) -> None:
    architect = Actor("ada", "Ada", frozenset({Role.architect}), frozenset())
    assert search_log(architect, workspace, TODAY).total == 0
    sponsor = Actor("sam", "Sam", frozenset({Role.sponsor}), frozenset())
    for nobody in (ANONYMOUS, sponsor):
        with pytest.raises(NotAllowed):
            search_log(nobody, workspace, TODAY)


def test_what_was_asked_often_is_offered_first(workspace: Workspace) -> None:
    stored(workspace, component("a", name={"en": "Zeppelin desk", "fr": "Guichet des zeppelins"}))
    asked(workspace, "zeppelin landing", 3)
    asked(workspace, "zeppelin for drones", 3, IN_VAIN)
    assert often_asked(workspace, TODAY) == ["zeppelin landing"]
    offered = ["zeppelin landing", "Zeppelin desk", "Guichet des zeppelins"]
    assert complete(workspace, "zepp", TODAY) == offered
    assert "Zeppelin desk" not in complete(workspace, "zeppelin desk", TODAY)
    assert complete(workspace, "p", TODAY) == []
    assert complete(workspace, "zepelins", TODAY)[0] == "Guichet des zeppelins"
