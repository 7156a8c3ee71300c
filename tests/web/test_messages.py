from __future__ import annotations

import re

import pytest

from .messages import compiled, contents, french, texts, written

ALL = [message for message in french() if message.id]


def test_the_french_file_holds_every_text_of_the_pages_and_no_other() -> None:
    wanted = {str(message.id) for message in written() if message.id}
    assert {str(message.id) for message in ALL} == wanted
    assert not french().obsolete


def test_the_compiled_file_is_that_of_the_french_file() -> None:
    assert contents(compiled()) == contents(french())


def test_every_text_is_in_french() -> None:
    assert [message.id for message in ALL if message.fuzzy] == []
    assert [one.id for one in ALL if len(texts(one.string)) != len(texts(one.id))] == []
    ragged = [
        message.id
        for message in ALL
        if any(not text or text != text.strip() for text in texts(message.string))
    ]
    assert ragged == []


def places(text: str) -> list[str]:
    """The named places of a text."""
    return sorted(re.findall(r"%\(\w+\)\w", text))


def test_a_text_has_the_same_places_in_both_languages() -> None:
    differing = [
        own
        for message in ALL
        for own, other in zip(texts(message.id), texts(message.string), strict=True)
        if places(own) != places(other)
    ]
    assert differing == []


NOT_FRENCH = re.compile("['\"“”]|(?<!\u00a0)[:;!?»](?!\\S)|«(?!\u00a0)")


@pytest.mark.parametrize(
    "text", ["l'État", '"a"', "Prix : 2", "Quoi!", "« Nom\u00a0»", "«\u00a0Nom»"]
)
def test_other_signs_and_spaces_would_be_noticed(text: str) -> None:
    assert NOT_FRENCH.search(text)


def test_french_signs_and_spaces() -> None:
    foreign = [one for message in ALL for one in texts(message.string) if NOT_FRENCH.search(one)]
    assert foreign == []
