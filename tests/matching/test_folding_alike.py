from __future__ import annotations

from catalogue.domain.match import Alike, Band, Match
from catalogue.matching.folding_alike import Folding, near_identical

from .builders import entry, variant

TEXT = "Citizens prove their identity with a card at every counter of the city."


def match(name: str, kind: str = "component") -> Match:
    return Match(
        id=name,
        type=kind,  # type: ignore[arg-type]
        name=name,
        language="en",
        probability=0.6,
        band=Band.overlap,
        prior=-1,
        log_odds=1,
        evidence=(),
    )


def test_the_same_name_is_the_same_thing() -> None:
    one = entry(variant("Whistle Hub", "Reports of wrongdoing", "a"))
    other = entry(variant("WHISTLE-HUB", "Something said in other words", "b"))
    alias = entry(variant("Else", "Entirely", "c", names=("Else", "whistle hub")))
    stranger = entry(variant("Booking", "A time slot at a counter", "d"))
    assert near_identical(one, other)
    assert near_identical(one, alias)
    assert not near_identical(one, stranger)


def test_texts_that_say_the_same_are_the_same_thing() -> None:
    one, other = variant("Card reader", TEXT, "a"), variant("Card reader", TEXT, "b", names=("B",))
    assert near_identical(entry(one), entry(other))
    assert not near_identical(entry(one, meaning=False), entry(other, meaning=False))


def test_what_is_alike_goes_with_the_stronger_one() -> None:
    folding = Folding()
    same = entry(variant("Hub", TEXT, "a"))
    assert not folding.takes(same, Alike(id="a", type="component", name="Hub"))
    folding.add(same, match("a"))
    assert folding.takes(same, Alike(id="b", type="component", name="Hub 2"))
    (told,) = folding.matches()
    assert told.id == "a"
    assert [one.id for one in told.alike] == ["b"]


def test_a_proposal_is_always_told_for_itself() -> None:
    folding = Folding()
    same = entry(variant("Hub", TEXT, "a"))
    folding.add(same, match("a"))
    assert not folding.takes(same, Alike(id="p", type="proposal", name="Hub"))
    folding.add(same, match("p", "proposal"))
    assert [one.alike for one in folding.matches()] == [(), ()]
