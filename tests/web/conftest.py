from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from catalogue.services.instance_key import key_for
from catalogue.web.application import create_app
from catalogue.web.settings import Settings

from .builders import store
from .checking import Client

Site = Callable[..., Client]


class Compiled(BytecodeCache):
    """Templates that an application compiled, for the others of the process."""

    def __init__(self) -> None:
        self.held: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.held.get(f"{bucket.key} {bucket.checksum}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self.held[f"{bucket.key} {bucket.checksum}"] = bucket.code


COMPILED = Compiled()


def application(home: Path, **settings: Any) -> Flask:
    """The application as it is served, whose test client looks at every page."""
    app = create_app(Settings(home, **settings))
    app.jinja_env.bytecode_cache = COMPILED
    app.test_client_class = Client
    return app


@pytest.fixture(scope="session")
def sample_app(sample_home: Path) -> Flask:
    return application(sample_home)


@pytest.fixture
def client(sample_app: Flask) -> Client:
    """A reader of the sample, who reports every bad page. Shared home: ask, change nothing."""
    found = sample_app.test_client()
    assert isinstance(found, Client)
    return found


@pytest.fixture(scope="session")
def _any_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application with plain settings, to be moved to where it is wanted."""
    return application(tmp_path_factory.mktemp("nowhere"))


def moved(app: Flask, home: Path) -> Flask:
    """The application at another instance: much quicker than a new one, which is the same."""
    app.config.update(SETTINGS=Settings(home), SECRET_KEY=key_for(home, "cookies"))
    return app


@pytest.fixture
def site(home: Path, _any_app: Flask) -> Site:
    """Makes a reader of an instance that holds the given records and nothing else."""

    def make(*records: dict[str, Any], **settings: Any) -> Client:
        if records:
            store(home, *records)
        app = application(home, **settings) if settings else moved(_any_app, home)
        found = app.test_client()
        assert isinstance(found, Client)
        return found

    return make
