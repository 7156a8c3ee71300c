from __future__ import annotations

import pytest

from .checking import faults_of, faults_of_language

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head>
<body><main><h1>Booking</h1>{body}</main></body></html>"""


def page(body: str = "", title: str = "Booking – Catalogue") -> str:
    return PAGE.format(body=body, title=title)


def test_a_good_page_has_no_fault() -> None:
    good = page(
        '<h2 id="a">A</h2><label for="q">Q</label><input id="q" name="q"><a href="#a">A</a>'
    )
    assert list(faults_of(good)) == []
    assert list(faults_of_language(good, "en")) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><div></p>", "not valid HTML"),
        ("<p>a</p", "not valid HTML"),
        ("<h1>Other</h1>", "2 h1"),
        ("<h2>A</h2><h4>B</h4>", "a h4 after a h2"),
        ('<p id="a"></p><p id="a"></p>', "stands 2 times"),
        ('<input name="q">', "has no label"),
        ('<a href="#gone">A</a>', "leads nowhere"),
        ('<label for="gone">A</label>', "points nowhere"),
        ('<a href="/"></a>', "an empty <a>"),
        ('<img src="/a.png">', "without alt"),
        ('<p style="color: red">A</p>', "'style'"),
        ('<p onclick="go()">A</p>', "'onclick'"),
        ("<script>go()</script>", "an inline <script>"),
        ("<p>Hello {{ name }}</p>", "left over"),
        ("<p>%(num)s left</p>", "left over"),
        ("<p>None</p>", "left over"),
        ("<p>kind.unheard_of</p>", "left over"),
    ],
)
def test_a_bad_page_is_noticed(body: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(page(body)))


def test_a_title_that_begins_otherwise_is_noticed() -> None:
    assert any("does not begin" in found for found in faults_of(page(title="Catalogue")))


def test_a_page_in_the_wrong_language_is_noticed() -> None:
    assert list(faults_of_language(page(), "fr"))
    english = page("<p>Never confirmed</p>").replace('lang="en"', 'lang="fr"')
    assert list(faults_of_language(english, "fr")) == ["not in French: 'Never confirmed'"]
    quoted = english.replace("<p>Never", '<p lang="en">Never')
    assert not list(faults_of_language(quoted, "fr"))
