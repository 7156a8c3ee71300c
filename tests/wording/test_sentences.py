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


def test_a_sentence_stands_in_both_languages() -> None:
    assert [code for code, both in SENTENCES if set(both) != {"fr", "en"}] == []
    ragged = [
        code
        for code, both in SENTENCES
        if any(text.strip() != text or not text for text in both.values())
    ]
    assert ragged == []
    assert [code for code, both in SENTENCES if places(both["fr"]) != places(both["en"])] == []


def test_a_sentence_has_only_places_that_can_be_filled() -> None:
    odd = [
        (code, name, spec)
        for code, both in SENTENCES
        for name, spec in places(both["fr"])
        if not name.isidentifier() or spec not in ("", "n", "money", "percent")
    ]
    assert odd == []


def is_french(sentence: str) -> bool:
    """Whether spaces around signs do not break, and apostrophes are curly."""
    bare = re.sub(r"\{[^}]*\}", "x", re.sub(r"https?://\S*", "x", sentence))
    return not (
        re.search(r"(?<![\u00a0\u202f])[:;!?](?!\S)", bare)
        or re.search(r"(?<![\u00a0\u202f])»", bare)
        or re.search(r"«(?![\u00a0\u202f])", bare)
        or re.search("['\"“”]", bare)
    )


def test_french_is_written_as_french() -> None:
    assert [code for code, both in SENTENCES if not is_french(both["fr"])] == []


@pytest.mark.parametrize(
    "sentence",
    ["Prix : 2", "Prix: 2", "Quoi ?", "Oui!", "« Nom »", "«\u00a0Nom »", "«Nom»", "l'État", '"a"'],
)
def test_other_spaces_and_apostrophes_would_be_noticed(sentence: str) -> None:
    assert not is_french(sentence)
    assert is_french("Prix\u00a0: «\u00a0l’{x}\u00a0»\u00a0? {path}\u00a0; 10:30 https://…")


def test_english_is_written_as_english() -> None:
    foreign = re.compile("['\"«»\u00a0\u202f]| [:;!?](?!\\S)")
    assert [code for code, both in SENTENCES if foreign.search(both["en"])] == []


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    codes = [code for code, _ in pairs]
    assert len(codes) == len(set(codes)), sorted(code for code in codes if codes.count(code) > 1)
    return dict(pairs)


def test_no_code_has_two_sentences() -> None:
    read = [json.loads(file.read_text("utf-8"), object_pairs_hook=once) for file in FILES]
    once([pair for found in read for pair in found.items()])
    assert sum(len(found) for found in read) == len(SENTENCES) > 100


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_sentence_can_be_said_with_or_without_its_parameters(language: Any) -> None:
    unsayable = [code for code, both in SENTENCES if not can_be_said(code, both, language)]
    assert unsayable == []


def can_be_said(code: str, both: dict[str, str], language: Any) -> bool:
    """Whether given parameters fill all its places, and those that are missing leave dots."""
    named = places(both[language])
    full = say(code, language, **{name: 7 if spec else "seven" for name, spec in named})
    filled = "{" not in full and full.count("…") == both[language].count("…")
    return filled and say(code, language).count("…") >= len(named)


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


def test_every_error_has_its_sentence() -> None:
    kinds = kinds_of_error()
    assert len(kinds) > 50
    assert [kind.__name__ for kind in kinds if not has_its_sentence(kind)] == []


def has_its_sentence(kind: type[CatalogueError]) -> bool:
    """Whether the error's code has one; an error may choose its code when it is made."""
    if kind.code == CatalogueError.code:
        tree = ast.parse(Path(importlib.import_module(kind.__module__).__file__ or "").read_text())
        (made,) = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == kind.__name__]
        return "self.code = " in ast.unparse(made)
    return f"error.{kind.code}" in sentences()


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


def test_everything_wrong_with_a_field_has_its_sentence() -> None:
    assert {f"field.{code}" for code in codes_of_the_domain()} - set(sentences()) == set()


def test_codes_are_read_from_the_source() -> None:
    assert codes_of_the_domain() >= {"empty", "bad_email", "ends_before_start", "not_an_object"}


def test_every_signal_band_and_type_of_record_has_its_name() -> None:
    named = {f"signal.{signal}" for signal in SIGNALS}
    named |= {f"band.{band.value}" for band in Band}
    named |= {f"records.{kind}" for kind in MODELS}
    assert named - set(sentences()) == set()
