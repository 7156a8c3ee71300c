from __future__ import annotations

from flask import Flask

from catalogue.web.places import place


def test_a_page_that_nobody_serves_has_no_address(sample_app: Flask) -> None:
    with sample_app.test_request_context("/en/"):
        assert place("components.show", component_id="a", language="en") == "/en/components/a"
        assert place("no.such.page", component_id="a") is None
