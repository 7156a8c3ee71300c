from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from catalogue.web.application import create_app
from catalogue.web.settings import Settings

from .builders import store
from .checking import Client

Site = Callable[..., Client]


def application(home: Path, **settings: Any) -> Flask:
    """The application as it is served, whose test client looks at every page."""
    app = create_app(Settings(home, **settings))
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


@pytest.fixture
def site(home: Path) -> Site:
    """Makes a reader of an instance that holds the given records and nothing else."""

    def make(*records: dict[str, Any], **settings: Any) -> Client:
        if records:
            store(home, *records)
        found = application(home, **settings).test_client()
        assert isinstance(found, Client)
        return found

    return make
