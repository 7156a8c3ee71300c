"""How strong the hashes of a real instance are."""

from __future__ import annotations

import importlib

import pytest
from argon2 import Type

from catalogue.services import passwords


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", passwords.HASHER)
    importlib.reload(passwords)


def test_hashes_are_at_least_as_strong_as_owasp_advises(real: None) -> None:
    hasher = passwords.HASHER
    assert hasher.type is Type.ID
    assert (hasher.time_cost, hasher.memory_cost) >= (2, 19_456)
    kept = passwords.hashed("un chemin de pierre", "a@a.example")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(kept, "un chemin de pierre")
    assert not passwords.matches(kept, "un chemin de terre")
    assert passwords.renewed(kept, "un chemin de pierre") is None


def test_the_same_password_is_kept_differently_each_time() -> None:
    first, second = (passwords.hashed("un chemin de pierre", "a@a.example") for _ in range(2))
    assert first != second
