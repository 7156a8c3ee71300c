from __future__ import annotations

from typing import Any

import pytest
from sqlite_utils import Database

from catalogue.domain.errors import NotFound
from catalogue.domain.organization import Capability
from catalogue.storage import capabilities
from catalogue.storage.connection import transaction
from catalogue.storage.errors import UnknownReference
from catalogue.storage.outcome import Outcome


def capability(capability_id: str, **fields: Any) -> Capability:
    return Capability.model_validate({"id": capability_id, "name": {"fr": "Nom"}, **fields})


def test_capabilities_come_back_whole_and_a_child_may_come_first(db: Database) -> None:
    child = capability("pay/refund", parent="pay", definition={"en": "Money back"})
    parent = capability("pay")
    with transaction(db):
        outcomes = [capabilities.save(db, one, actor="ana") for one in (child, parent, child)]
    assert outcomes == [Outcome.created, Outcome.created, Outcome.unchanged]
    assert capabilities.all(db) == [parent, child]
    renamed = capability("pay", name={"en": "Payment"})
    with transaction(db):
        assert capabilities.save(db, renamed, actor="ana") is Outcome.changed
    assert capabilities.get(db, "pay") == renamed


def test_a_child_without_its_parent_is_refused(db: Database) -> None:
    with pytest.raises(UnknownReference, match="parent"), transaction(db):
        capabilities.save(db, capability("pay/refund", parent="pay"), actor="ana")
    with pytest.raises(NotFound):
        capabilities.get(db, "pay/refund")
