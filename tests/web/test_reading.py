from __future__ import annotations

from datetime import datetime, timezone

import pytest
from flask import Flask
from markupsafe import Markup

from catalogue.web.reading import moment, untagged


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/fr/", "1er décembre 2026, 0\u00a0h\u00a007"),
        ("/en/", "December 1, 2026, 12:07\u00a0a.m."),
    ],
)
def test_a_time_of_day_is_written_as_in_its_language(
    sample_app: Flask, address: str, said: str
) -> None:
    with sample_app.test_request_context(address):
        sample_app.preprocess_request()
        assert moment(datetime(2026, 12, 1, 5, 7, tzinfo=timezone.utc)) == said


def test_tags_go_and_spaces_that_do_not_break_stay() -> None:
    text = Markup('Voir «\u00a0<span lang="en">a &lt;b&gt; &amp; c</span>\u00a0»')
    assert untagged(text) == Markup("Voir «\u00a0a &lt;b&gt; &amp; c\u00a0»")
    assert untagged("a <b> c") == "a <b> c"
