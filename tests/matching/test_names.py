import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.language.tokens import words
from catalogue.matching.fuzzy import best_likeness, likeness, names_of
from catalogue.matching.packing import digest_of
from catalogue.matching.signals import SIGNALS, measure, spoken_acronyms
from catalogue.matching.variant import variants_of

from .builders import corpus, entry, rarity, variant

FOLDED = st.text(max_size=40).map(lambda text: " ".join(words(text)))
ROOT = Path(__file__).parents[2]


@given(FOLDED, FOLDED)
def test_likeness_is_symmetric_and_within_bounds(left: str, right: str) -> None:
    assert likeness(left, right) == pytest.approx(likeness(right, left))
    assert 0 <= likeness(left, right) <= 1
    assert likeness(left, left) == (1.0 if left else 0.0)


def test_a_part_of_a_name_is_less_than_the_name() -> None:
    part = likeness("identity", "shared identity service")
    assert part < 0.8
    assert part < likeness("shared identity services", "shared identity service")


def test_short_names_are_alike_only_to_themselves() -> None:
    assert likeness("sso", "ssos") == 0
    assert likeness("api", "api") == 1


def test_names_are_folded_and_freed_of_stop_words() -> None:
    french = variant(
        "Le Système de l’Identité", names=("Le Système de l’Identité", "De la"), language="fr"
    )
    assert names_of(french).names == ("systeme identite", "de la")
    assert best_likeness(names_of(french), names_of(variant("Nothing")))[0] < 0.5
    assert best_likeness(names_of(variant("")), names_of(french)) == (0.0, "", "")


@pytest.mark.parametrize("written", ["SÉCUR", "SECUR", "secur"])
def test_an_acronym_is_known_with_or_without_accents(written: str) -> None:
    bearer = entry(variant("Sécurité", acronyms=(written,)))
    speaker = entry(variant("Portail Sécur", language="fr"))
    assert spoken_acronyms(bearer, speaker) == {"secur"}
    assert spoken_acronyms(speaker, bearer) == {"secur"}


def test_a_name_in_capitals_is_an_acronym() -> None:
    assert names_of(
        variant("Service", names=("Service", "SAAQ", "AB", "TOOLONGNAME"))
    ).acronyms == {"saaq"}


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/Code",
        "http://example.org/code/",
        "https://EXAMPLE.org/code.git",
        "https://WWW.example.org/code.GIT",
        "ssh://example.org/code.git/",
    ],
)
def test_one_place_has_one_address(address: str) -> None:
    said = {"name": {"en": "A"}, "summary": {"en": "B"}, "links": {"source": address}}
    (one,) = variants_of(Component.model_validate({"id": "a", **said}))
    assert one.links == {"example.org/code"}


def test_a_shared_link_is_a_signal() -> None:
    left = variant("One", name="l", links=frozenset({"example.org/a"}))
    right = variant("Two", name="r", links=frozenset({"example.org/a", "example.org/b"}))
    held = corpus(right)
    row = measure(entry(left), held, np.array([0]), rarity([held]))[0]
    assert row[SIGNALS.index("link")] == 1


_DIGEST = """
from catalogue.matching.packing import digest_of
from catalogue.matching.variant import Variant
some = frozenset("abcdefgh")
print(digest_of(Variant("x", "component", "en", "T", "t", ("T",), ("A", "B"), some, some), "e"))
"""


def test_a_digest_is_the_same_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_a_digest_follows_everything_that_is_derived() -> None:
    one = variant("Title", "text")
    others = [
        replace(one, title="Other"),
        replace(one, text="other"),
        replace(one, language="fr"),
        replace(one, names=("Title", "Alias")),
        replace(one, acronyms=("T",)),
        replace(one, capabilities=frozenset({"a"})),
        replace(one, links=frozenset({"a"})),
    ]
    assert len({digest_of(each, "e") for each in [one, *others]}) == len(others) + 1
    assert digest_of(one, "e") != digest_of(one, "f") != digest_of(one, None)
