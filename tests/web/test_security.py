from __future__ import annotations

import re
from pathlib import Path

import pytest

from .builders import component
from .checking import Client
from .conftest import Site, application

EVERYWHERE = [
    "/",
    "/fr/",
    "/en/components/clef-civique",
    "/en/feed.atom",
    "/static/css/catalogue.css",
    "/nothing",
]


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_keeps_browsers_from_harm(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_https_is_kept_to_where_there_is_https(client: Client) -> None:
    headers = client.get("/fr/", base_url="https://catalogue.example").headers
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Secure" in headers["Set-Cookie"]


def test_nothing_comes_from_elsewhere(client: Client) -> None:
    for address in EVERYWHERE[1:3]:
        page = client.get(address).get_data(as_text=True)
        found = re.findall(r'<(?:link rel="(?:stylesheet|icon)[^>]*|script[^>]*|img[^>]*)>', page)
        sources = [re.search(r'(?:src|href)="([^"]+)"', tag) for tag in found]
        assert len(sources) >= 3
        assert all(source and source.group(1).startswith("/") for source in sources)


def test_every_file_that_a_page_needs_is_there(client: Client) -> None:
    page = client.get("/fr/").get_data(as_text=True)
    for address in re.findall(r'(?:src|href)="(/(?:static|bootstrap)/[^"]+)"', page):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_reading_leaves_no_session_behind(client: Client) -> None:
    for address in EVERYWHERE:
        cookies = client.get(address).headers.getlist("Set-Cookie")
        assert all(cookie.startswith("catalogue_language=") for cookie in cookies)


def test_what_people_wrote_is_text(site: Site) -> None:
    bad = '<script>alert("x")</script>'
    fields = {"name": {"en": bad}, "summary": {"en": bad}, "description": {"en": f"- {bad}"}}
    client = site(component("bad", **fields, keywords={"en": [bad]}, aliases=[bad]))
    for address in ("/en/?q=script", "/en/components/bad", "/fr/components/bad", "/en/feed.atom"):
        assert "<script>alert" not in client.get(address).get_data(as_text=True)
    assert "<script>alert" not in client.get("/en/", query_string={"q": bad}).get_data(as_text=True)


def test_secrets_are_the_instances_own(home: Path, tmp_path: Path) -> None:
    first, again = application(home), application(home)
    assert first.secret_key == again.secret_key
    assert len(first.secret_key or "") >= 32
    assert application(tmp_path).secret_key != first.secret_key
