from __future__ import annotations

import re

import pytest
from babel.messages import Message

from .messages import compiled, contents, french, texts, written

ALL = [message for message in french() if message.id]
each_text = pytest.mark.parametrize("message", ALL, ids=lambda message: str(message.id)[:40])


def test_the_french_file_holds_every_text_of_the_pages_and_no_other() -> None:
    wanted = {str(message.id) for message in written() if message.id}
    assert {str(message.id) for message in ALL} == wanted
    assert not french().obsolete


def test_the_compiled_file_is_that_of_the_french_file() -> None:
    assert contents(compiled()) == contents(french())


@each_text
def test_every_text_is_in_french(message: Message) -> None:
    assert not message.fuzzy
    assert len(texts(message.string)) == len(texts(message.id))
    assert all(text and text == text.strip() for text in texts(message.string))


@each_text
def test_a_text_has_the_same_places_in_both_languages(message: Message) -> None:
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)\w", text))

    for own, other in zip(texts(message.id), texts(message.string), strict=True):
        assert places(own) == places(other)


@each_text
def test_french_signs_and_spaces(message: Message) -> None:
    for text in texts(message.string):
        assert not re.search("['\"“”]", text)
        assert not re.search(r"(?<!\u00a0)[:;!?»](?!\S)", text)
        assert not re.search(r"«(?!\u00a0)", text)
