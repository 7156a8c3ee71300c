from __future__ import annotations

import pytest
from flask import Response

from catalogue.web.characters import make_fit


def fit(text: str, kind: str = "text/html; charset=utf-8") -> str:
    return make_fit(Response(text, content_type=kind)).get_data(as_text=True)


@pytest.mark.parametrize("unfit", ["\x00", "\x1b", "\x7f", "\x85", "\ufdd0", "\ufdef", "\ufffe"])
def test_what_no_page_may_hold_is_seen_as_a_sign(unfit: str) -> None:
    assert fit(f"a{unfit}b") == "a\ufffdb"


def test_everything_else_stays() -> None:
    text = "a\tb\r\n\u00a0é\u202f«\u00a0»\u00ad\u200d👩🏽‍🚒\ufdcf\ufdf0\ufffd\U0001f6ff"
    assert fit(text) == text


def test_what_is_no_page_stays_as_it_is() -> None:
    assert fit("a\x00b", "text/csv") == "a\x00b"
