from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

# One worker a core already: threads of their own would only stand in each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The second sentence encoder takes minutes over the sample; those tests that need one say so.
os.environ["CATALOGUE_E5"] = "0"

from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.founding import found, load_sample
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.syncing import catch_up
from catalogue.services.taking_in import take_in
from catalogue.services.workspace import Workspace, opened
from tests.homes import Mould, mould

# What was drawn does not decide whether a test fails, nor does how busy the machine is.
# `--hypothesis-profile=default` draws anew.
settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
ROOM = 2 * 1024**3


def pytest_configure() -> None:
    """Databases wait for the disk at each commit; where there is room, tests need not."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, whatever the machine speaks, and nobody's own instance."""
    monkeypatch.setenv("CATALOGUE_LANG", "en")
    monkeypatch.delenv("CATALOGUE_HOME", raising=False)
    monkeypatch.delenv("CATALOGUE_DEBUG", raising=False)


def _founded(workspace: Workspace) -> None:
    found(workspace)
    catch_up(workspace)


def _with_sample(workspace: Workspace) -> None:
    found(workspace)
    load_sample(workspace)
    catch_up(workspace)


def _taken_in(workspace: Workspace) -> None:
    found_demo_accounts(workspace)
    take_in(COMMAND_LINE, workspace)


@pytest.fixture(scope="session")
def sample_mould(tmp_path_factory: pytest.TempPathFactory) -> Mould:
    """Makes copies of the sample with real sentence vectors."""
    return mould(tmp_path_factory, "sample", _with_sample)


@pytest.fixture(scope="session")
def checked_mould(sample_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> Mould:
    """Makes copies of the sample with its accounts, and its proposals checked."""
    return mould(tmp_path_factory, "checked", _taken_in, start=sample_mould)


@pytest.fixture(scope="session")
def empty_mould(tmp_path_factory: pytest.TempPathFactory) -> Mould:
    """Makes copies of a new instance with the list of capabilities, without an encoder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalogue.services.workspace.available_encoder", lambda: None)
        return mould(tmp_path_factory, "empty", _founded)


@pytest.fixture(scope="session")
def sample_home(sample_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's folder, one a worker. Shared by its tests: ask, and change nothing."""
    return sample_mould.cast(tmp_path_factory.mktemp("sample") / "home")


@pytest.fixture(scope="session")
def sample(sample_home: Path) -> Iterator[Workspace]:
    """The sample, open. Shared: ask, and change nothing."""
    with opened(sample_home) as workspace:
        yield workspace


@pytest.fixture
def sample_copy(sample_mould: Mould, tmp_path: Path) -> Path:
    """A copy of the sample's folder that a test may do anything to."""
    return sample_mould.cast(tmp_path / "sample")


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
def home(empty_mould: Mould, tmp_path: Path, no_encoder: None) -> Path:
    """A new instance with the list of capabilities, without an encoder."""
    return empty_mould.cast(tmp_path / "home")


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    with opened(home) as opened_home:
        yield opened_home
