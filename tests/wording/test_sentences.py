import importlib
import pkgutil
import re
import string

import pytest

import catalogue
from catalogue.domain.errors import CatalogueError
from catalogue.matching.signals import SIGNALS
from catalogue.wording.sentences import money, number, percent, say, sentences

SENTENCES = sorted(sentences().items())


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("code", "both"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_a_sentence_stands_in_both_languages(code: str, both: dict[str, str]) -> None:
    assert set(both) == {"fr", "en"}
    assert places(both["fr"]) == places(both["en"])


@pytest.mark.parametrize(("code", "both"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_french_is_spaced_as_french(code: str, both: dict[str, str]) -> None:
    french = re.sub(r"\{[^}]*\}", "x", both["fr"])
    french = re.sub(r"https?://\S*", "x", french)
    assert not re.search(r"[^\u00a0\u202f][:;!?»](?!\S)", french), french
    assert not re.search(r"«[^\u00a0\u202f]", french), french
    assert "'" not in french


def errors() -> list[type[CatalogueError]]:
    for module in pkgutil.walk_packages(catalogue.__path__, "catalogue."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, waiting = [], [CatalogueError]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found += kinds
        waiting += kinds
    return found


@pytest.mark.parametrize("kind", errors(), ids=lambda kind: kind.__name__)
def test_every_error_has_its_sentence(kind: type[CatalogueError]) -> None:
    if kind.code == "error":
        pytest.skip("its codes are given at run time")
    assert f"error.{kind.code}" in sentences()


@pytest.mark.parametrize("signal", SIGNALS)
def test_every_signal_has_its_name(signal: str) -> None:
    assert f"signal.{signal}" in sentences()


def test_numbers_are_written_as_each_language_does() -> None:
    assert number(1234.5, "fr", 1) == "1\u202f234,5"
    assert number(1234.5, "en", 1) == "1,234.5"
    assert money(250000, "fr") == "250\u202f000\u00a0$"
    assert money(250000, "en") == "$250,000"
    assert percent(0.87, "fr") == "87\u00a0%"
    assert percent(0.87, "en") == "87%"


def test_an_unknown_code_is_told_as_it_is() -> None:
    assert say("no.such", "fr") == "no.such"
