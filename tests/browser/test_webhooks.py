"""An administrator names a system to tell, and follows what becomes of its messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.person import Role
from catalogue.services.delivering import Round, deliver_due
from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.reaching import Reach
from catalogue.services.workspace import opened
from catalogue.web.application import create_app
from catalogue.web.settings import Settings
from tests.services.web_receiver import receiving

from .conftest import PATIENCE, serving
from .visiting import PHONE, WIDE, barriers

TRIALS = Reach(loopback=True)


@pytest.fixture
def home(sample_copy: Path) -> Path:
    return sample_copy


@pytest.fixture
def page(browser: Any, home: Path) -> Iterator[Any]:
    """A browser in which the administrator is signed in."""
    with opened(home) as workspace:
        accounts = {one.role: one for one in found_demo_accounts(workspace)}
    root = accounts[Role.administrator]
    for address in serving(create_app(Settings(home, reach=TRIALS))):
        context = browser.new_context(
            base_url=address, viewport={"width": WIDE.width, "height": 900}
        )
        found = context.new_page()
        found.set_default_timeout(PATIENCE)
        found.goto("/en/sign-in")
        found.fill("main [name=email]", root.email)
        found.fill("main [name=password]", root.password)
        found.click("main .btn-primary")
        found.wait_for_selector(".sign-out")
        yield found
        context.close()


def looked_at(page: Any, where: str) -> None:
    """No fault that axe finds, and nothing wider than the screen, on a desk and in a hand."""
    for way in (WIDE, PHONE):
        page.set_viewport_size({"width": way.width, "height": 900})
        page.wait_for_load_state()
        assert not barriers(page), f"{where}: {barriers(page)}"
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0, where
    page.set_viewport_size({"width": WIDE.width, "height": 900})


def test_a_system_is_named_tried_and_given_another_chance(page: Any, home: Path) -> None:
    def pressed(name: str) -> None:
        page.get_by_role("button", name=name).click()

    with receiving() as receiver:
        page.goto("/en/webhooks/add")
        page.get_by_label("Address").fill("https://10.0.0.1/")
        page.get_by_label("Component changed").check()
        pressed("Add this webhook")
        assert "10.0.0.1 is on a private network" in page.locator(".summary").inner_text()
        looked_at(page, "refused")
        page.get_by_label("Address").fill(receiver.address)
        pressed("Add this webhook")
        looked_at(page, "new")
        place = page.url
        pressed("Show the secret")
        assert page.locator(".handed").inner_text().startswith("whsec_")
        looked_at(page, "secret")
        receiver.status = 410
        page.goto(place)
        pressed("Send a test message")
        assert "A test message is on its way" in page.locator(".flash").inner_text()
        with opened(home) as workspace:
            assert deliver_due(COMMAND_LINE, workspace, TRIALS) == Round(dead=1)
        page.goto(place)
        assert "Paused" in page.locator("main").inner_text()
        looked_at(page, "given up")
        page.goto(place.replace("/en/webhooks", "/fr/crochets-web"))
        looked_at(page, "given up, in French")
        pressed("Renvoyer")
        pressed("Reprendre")
        receiver.status = 204
        with opened(home) as workspace:
            assert deliver_due(COMMAND_LINE, workspace, TRIALS) == Round(delivered=1)
        page.goto("/fr/crochets-web")
        looked_at(page, "all")


def test_an_address_to_follow_is_made_and_revoked(page: Any) -> None:
    page.goto("/fr/compte#feeds")
    page.get_by_role("button", name="Créer une adresse : À examiner").click()
    looked_at(page, "address")
    address = page.locator(".handed").inner_text()
    assert page.request.get(address).headers["content-type"].startswith("application/atom+xml")
    page.goto("/fr/compte")
    looked_at(page, "account")
    page.get_by_role("button", name="Révoquer l’adresse : À examiner").click()
    assert page.request.get(address).status == 404
