from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from filelock import FileLock

# One worker a core already: threads of their own would only stand in each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from catalogue.services.founding import found, load_sample
from catalogue.services.instance_key import key_for
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import Workspace, opened


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, whatever the machine speaks, and nobody's own instance."""
    monkeypatch.setenv("CATALOGUE_LANG", "en")
    monkeypatch.delenv("CATALOGUE_HOME", raising=False)
    monkeypatch.delenv("CATALOGUE_DEBUG", raising=False)


def _made_once(
    factory: pytest.TempPathFactory, name: str, fill: Callable[[Workspace], None]
) -> Path:
    """An instance that the first worker makes and all workers share."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home, ready = shared / name, shared / f"{name}.ready"
    with FileLock(shared / f"{name}.lock"):
        if not ready.exists():
            with opened(home, create=True) as workspace:
                found(workspace)
                fill(workspace)
                catch_up(workspace)
            ready.touch()
    return home


def _sample(workspace: Workspace) -> None:
    load_sample(workspace)
    key_for(workspace.home, "cookies")  # now, and not by who serves it while another copies it


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with real sentence vectors. Shared: never change it."""
    return _made_once(tmp_path_factory, "sample-home", _sample)


@pytest.fixture(scope="session")
def _empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new instance made without an encoder. Shared: never change it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalogue.services.workspace.available_encoder", lambda: None)
        return _made_once(tmp_path_factory, "empty-home", lambda _: None)


@pytest.fixture(scope="session")
def sample(sample_home: Path) -> Iterator[Workspace]:
    """The sample, open. Shared: ask, and change nothing."""
    with opened(sample_home) as workspace:
        yield workspace


@pytest.fixture
def sample_copy(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the sample's folder that a test may do anything to."""
    home = tmp_path / "sample"
    shutil.copytree(sample_home, home)
    return home


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing that protects nothing; how strong it really is has a test of its own."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("catalogue.services.passwords.HASHER", quick)


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the encoder's package is not installed; quick, too."""
    monkeypatch.setattr("catalogue.services.workspace.available_encoder", lambda: None)


@pytest.fixture
def home(_empty_home: Path, tmp_path: Path, no_encoder: None) -> Path:
    """A new instance with the list of capabilities, without an encoder."""
    folder = tmp_path / "home"
    shutil.copytree(_empty_home, folder)
    return folder


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    with opened(home) as opened_home:
        yield opened_home
