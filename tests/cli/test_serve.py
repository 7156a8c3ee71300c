"""The server as people start and stop it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from catalogue.cli import serving
from tests.homes import Mould

from .conftest import ROOT, Run

posix = pytest.mark.skipif(os.name != "posix", reason="gunicorn and signals are POSIX")


PATIENCE = 90
"""Seconds until something that should happen counts as missing."""


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def page(port: int, path: str = "/fr/") -> str:
    """The page, as soon as the server answers."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@contextmanager
def started(*arguments: object, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "catalogue", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CATALOGUE_LANG": "en", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@posix
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_told_to_stop(
    home: Path, without_encoder: str, stop: signal.Signals
) -> None:
    port = free_port()
    asked = ("--home", home, "serve", "--port", port, "--workers", "2")
    with started(*asked, PYTHONPATH=without_encoder) as process:
        assert "Trouver une composante commune" in page(port)
        process.send_signal(stop)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/en/" in said.decode()
    assert "The catalogue has stopped." in said.decode()


@posix
def test_the_demonstration_serves_and_leaves_nothing_behind(
    tmp_path: Path, without_encoder: str
) -> None:
    port, folder = free_port(), tmp_path / "temporary"
    folder.mkdir()
    where = {"TMPDIR": str(folder), "PYTHONPATH": without_encoder}
    with started("demo", "--port", port, **where) as process:
        assert re.search(r"Les 199\s+composantes", page(port))
        assert list(folder.iterdir())
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert said.decode().startswith("Sample loaded")
    assert list(folder.iterdir()) == []


@posix
def test_a_worker_that_dies_takes_nothing_with_it(sample_home: Path) -> None:
    port = free_port()
    with started("--home", sample_home, "serve", "--port", port, "--workers", "2") as process:
        page(port)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not list a process's children")
        worker = children.read_text().split()[0]
        os.kill(int(worker), signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while worker in children.read_text().split() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert worker not in children.read_text().split()
        assert "civique</a>" in page(port, "/fr/?q=clef")


def test_a_port_in_use_is_said_at_once(home: Path, run: Run) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        result = run("serve", "--port", held.getsockname()[1], home=home)
    assert result.exit_code == 2
    assert "Choose another port with --port" in result.stderr


def test_a_folder_without_a_catalogue_is_said_at_once(tmp_path: Path, run: Run) -> None:
    result = run("serve", "--port", free_port(), home=tmp_path / "none")
    assert result.exit_code == 1
    assert "There is no catalogue" in result.stderr


def test_a_setting_that_makes_no_sense_is_said_at_once(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOGUE_CLOSED", "perhaps")
    result = run("serve", "--port", free_port(), home=home)
    assert result.exit_code == 1
    assert "CATALOGUE_CLOSED" in result.stderr


def test_where_gunicorn_cannot_run_waitress_serves(
    empty_mould: Mould,
    tmp_path_factory: pytest.TempPathFactory,
    no_encoder: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("waitress", reason="waitress is for Windows and for this test")
    monkeypatch.setattr(serving, "_has_gunicorn", lambda: False)
    port = free_port()
    home = empty_mould.cast(tmp_path_factory.mktemp("waitress") / "home")  # served to the end
    how = {"host": "127.0.0.1", "port": port, "workers": 1, "threads": 2}
    Thread(target=serving.serve_home, args=(home,), kwargs=how, daemon=True).start()
    assert "Trouver une composante commune" in page(port)
