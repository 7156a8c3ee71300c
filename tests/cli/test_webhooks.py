from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalogue.services import webhooks
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.reaching import SETTING, Reach
from catalogue.services.workspace import opened
from tests.services.web_receiver import receiving

from .conftest import Run


def test_what_waits_is_sent_and_counted(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "1")
    with receiving() as receiver:
        data = {"address": receiver.address, "events": ["component.changed"]}
        with opened(home) as workspace:
            target = webhooks.add(COMMAND_LINE, workspace, data, Reach(loopback=True))
            webhooks.send_trial(COMMAND_LINE, workspace, target.id)
        said = run("webhooks", "list", home=home).stdout
        assert f"{receiver.address} · Active · waiting: 1 · given up: 0" in said
        [listed] = json.loads(run("webhooks", "list", "--json", home=home).stdout)
        assert (listed["waiting"], listed["events"]) == (1, ["component.changed"])
        done = run("webhooks", "deliver", "--json", home=home)
        assert json.loads(done.stdout) == {"delivered": 1, "postponed": 0, "dead": 0}
        assert len(receiver.messages) == 1
    again = run("webhooks", "deliver", home=home, lang="fr")
    assert "Messages reçus\u00a0: 0" in again.stdout


def test_without_receivers_there_is_nothing_to_do(run: Run, home: Path) -> None:
    assert "No system is told" in run("webhooks", "list", home=home).stdout
    assert run("webhooks", "deliver", home=home).exit_code == 0
