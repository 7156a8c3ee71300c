from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import string
from pathlib import Path
from typing import Any

import pytest

import catalogue
from catalogue.domain import validation
from catalogue.domain.errors import CatalogueError
from catalogue.domain.match import Band
from catalogue.domain.validation import MODELS
from catalogue.matching.signals import SIGNALS
from catalogue.wording.sentences import FOLDER, say, sentences

SENTENCES = sorted(sentences().items())
FILES = sorted(FOLDER.glob("*.json"))
DOMAIN = sorted(Path(validation.__file__).parent.glob("*.py"))


def places(sentence: str) -> set[tuple[str, str | None]]:
    """The named places of a sentence, each with its format."""
    return {(name, spec) for _, name, spec, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("code", "both"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_a_sentence_stands_in_both_languages(code: str, both: dict[str, str]) -> None:
    assert set(both) == {"fr", "en"}
    assert both["fr"].strip() == both["fr"] != ""
    assert both["en"].strip() == both["en"] != ""
    assert places(both["fr"]) == places(both["en"])


@pytest.mark.parametrize(("code", "both"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_a_sentence_has_only_places_that_can_be_filled(code: str, both: dict[str, str]) -> None:
    for name, spec in places(both["fr"]):
        assert name.isidentifier()
        assert spec in ("", "n", "money", "percent")


def is_french(sentence: str) -> bool:
    """Whether spaces around signs do not break, and apostrophes are curly."""
    bare = re.sub(r"\{[^}]*\}", "x", re.sub(r"https?://\S*", "x", sentence))
    return not (
        re.search(r"(?<![\u00a0\u202f])[:;!?](?!\S)", bare)
        or re.search(r"(?<![\u00a0\u202f])»", bare)
        or re.search(r"«(?![\u00a0\u202f])", bare)
        or re.search("['\"“”]", bare)
    )


@pytest.mark.parametrize(("code", "both"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_french_is_written_as_french(code: str, both: dict[str, str]) -> None:
    assert is_french(both["fr"])


@pytest.mark.parametrize(
    "sentence",
    ["Prix : 2", "Prix: 2", "Quoi ?", "Oui!", "« Nom »", "«\u00a0Nom »", "«Nom»", "l'État", '"a"'],
)
def test_other_spaces_and_apostrophes_would_be_noticed(sentence: str) -> None:
    assert not is_french(sentence)
    assert is_french("Prix\u00a0: «\u00a0l’{x}\u00a0»\u00a0? {path}\u00a0; 10:30 https://…")


@pytest.mark.parametrize(("code", "both"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_english_is_written_as_english(code: str, both: dict[str, str]) -> None:
    assert not re.search("['\"«»\u00a0\u202f]| [:;!?](?!\\S)", both["en"])


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    codes = [code for code, _ in pairs]
    assert len(codes) == len(set(codes)), sorted(code for code in codes if codes.count(code) > 1)
    return dict(pairs)


def test_no_code_has_two_sentences() -> None:
    read = [json.loads(file.read_text("utf-8"), object_pairs_hook=once) for file in FILES]
    once([pair for found in read for pair in found.items()])
    assert sum(len(found) for found in read) == len(SENTENCES) > 100


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("code", "both"), SENTENCES, ids=[code for code, _ in SENTENCES])
def test_a_sentence_can_be_said_with_or_without_its_parameters(
    code: str, both: dict[str, str], language: Any
) -> None:
    named = places(both[language])
    full = say(code, language, **{name: 7 if spec else "seven" for name, spec in named})
    assert "{" not in full
    assert full.count("…") == both[language].count("…")
    assert say(code, language).count("…") >= len(named)


def test_parameters_are_written_as_the_language_does() -> None:
    assert say("field.too_large", "fr", le=1e12) == (
        "est supérieur à 1\u202f000\u202f000\u202f000\u202f000"
    )
    assert say("field.too_large", "en", le=1e12) == "is above 1,000,000,000,000"
    assert say("check.alike", "fr", count=1234, names="A") == (
        "Et 1\u202f234 fiches semblables\u00a0: A"
    )


def test_a_parameter_is_never_read_as_a_place() -> None:
    assert say("search.none", "en", words="{count:n} {0} {}").count("{count:n} {0} {}") == 1


def test_an_unknown_code_is_told_as_it_is() -> None:
    assert say("no.such", "fr") == "no.such"
    assert say("no.such", "fr", id="a") == "no.such {'id': 'a'}"


def kinds_of_error() -> list[type[CatalogueError]]:
    """Every error of the package."""
    for module in pkgutil.walk_packages(catalogue.__path__, "catalogue."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[CatalogueError]] = []
    waiting: list[type[CatalogueError]] = [CatalogueError]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        found += kinds
        waiting += kinds
    ours = {kind for kind in found if kind.__module__.startswith("catalogue.")}
    return sorted(ours, key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("kind", kinds_of_error(), ids=lambda kind: kind.__name__)
def test_every_error_has_its_sentence(kind: type[CatalogueError]) -> None:
    if kind.code == CatalogueError.code:
        tree = ast.parse(Path(importlib.import_module(kind.__module__).__file__ or "").read_text())
        (made,) = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == kind.__name__]
        assert "self.code = " in ast.unparse(made), "has no code of its own"
        return
    assert f"error.{kind.code}" in sentences()


def codes_of_the_domain() -> set[str]:
    """Codes that the domain gives to field errors, read from its source."""
    found = set(validation._CODES.values())
    for file in DOMAIN:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"PydanticCustomError": 0, "FieldError": 1}.get(node.func.id)
                if place is not None and isinstance(node.args[place], ast.Constant):
                    found.add(node.args[place].value)  # type: ignore[attr-defined]
    return found | {"not_accepted"}


@pytest.mark.parametrize("code", sorted(codes_of_the_domain()))
def test_everything_wrong_with_a_field_has_its_sentence(code: str) -> None:
    assert f"field.{code}" in sentences()


def test_codes_are_read_from_the_source() -> None:
    assert codes_of_the_domain() >= {"empty", "bad_email", "ends_before_start", "not_an_object"}


@pytest.mark.parametrize("signal", SIGNALS)
def test_every_signal_has_its_name(signal: str) -> None:
    assert f"signal.{signal}" in sentences()


@pytest.mark.parametrize("band", Band)
def test_every_band_has_its_name(band: Band) -> None:
    assert f"band.{band.value}" in sentences()


@pytest.mark.parametrize("kind", MODELS)
def test_every_type_of_record_has_its_name(kind: str) -> None:
    assert f"records.{kind}" in sentences()
