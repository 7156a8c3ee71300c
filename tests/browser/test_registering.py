"""Architects register and keep up components, as people with a browser do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.person import Role
from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.workspace import opened
from catalogue.web.application import create_app
from catalogue.web.settings import Settings

from .conftest import NARROW, WIDE, serving

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOGIN = "Un seul compte et une seule connexion aux services en ligne de tous les organismes."


@dataclass(frozen=True)
class Site:
    """A copy of the sample, served, and the cookies of an architect who signed in."""

    address: str
    cookies: Any


@pytest.fixture(scope="module")
def site(
    browser: Any, sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("registering") / "home"
    shutil.copytree(sample_home, home)
    with opened(home) as workspace:
        accounts = {one.role: one for one in found_demo_accounts(workspace)}
    for address in serving(create_app(Settings(home))):
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.goto("/fr/connexion")
        page.fill("main [name=email]", accounts[Role.architect].email)
        page.fill("main [name=password]", accounts[Role.architect].password)
        page.click("main .btn-primary")
        page.wait_for_selector(".sign-out")
        cookies = context.storage_state()
        context.close()
        yield Site(address, cookies)


@pytest.fixture
def architect(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Opens a page for the architect: ``architect("/fr/mes-composantes", width=390)``."""
    contexts = []

    def open_page(path: str, width: int = WIDE, script: bool = True) -> Any:
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            storage_state=site.cookies,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def excludes_nobody(page: Any, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "path",
    [
        "/fr/mes-composantes",
        "/en/my-components?due=1",
        "/fr/composantes/ajouter",
        "/en/components/clef-civique/edit",
        "/fr/composantes/clef-civique/retirer",
        "/en/components/clef-civique",
    ],
)
def test_a_page_fits_and_excludes_nobody(
    architect: Callable[..., Any], path: str, width: int
) -> None:
    page = architect(path, width=width)
    assert page.locator("h1").count() == 1
    excludes_nobody(page, width)


@pytest.mark.parametrize(("script", "width"), [(True, WIDE), (True, NARROW), (False, WIDE)])
def test_what_resembles_is_asked_about_before_anything_is_stored(
    architect: Callable[..., Any], script: bool, width: int
) -> None:
    page = architect("/fr/composantes/ajouter", width=width, script=script)
    page.fill("[name='name.fr']", "Connexion unique des citoyens")
    page.fill("[name='summary.fr']", LOGIN)
    page.click("[value='add contacts']")
    page.wait_for_selector("[name='contacts-1.name']")
    page.fill("[name='contacts-1.name']", "Équipe")
    page.click(".form-end .btn")
    page.wait_for_selector(".alike")
    assert "Clef civique" in page.locator(".alike h3").first.inner_text()
    if script:
        assert page.evaluate("document.activeElement.classList.contains('alike')")
        excludes_nobody(page, width)
    page.check("[name='alike-0.answer'][value=same]")
    page.click(".alike .btn")
    page.wait_for_url("**/composantes/clef-civique")
    assert "Rien n’a été inscrit" in page.locator(".flash").inner_text()
