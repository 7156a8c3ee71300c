from __future__ import annotations

import pytest

from catalogue.domain.match import Band
from catalogue.matching.model import MatchingModel
from catalogue.matching.signals import SIGNALS
from catalogue.services.workspace import Workspace

from .builders import component, stored
from .proposing import LAC, MONT, body

EAGER = MatchingModel(
    name="eager",
    prior=-2.0,
    weights=dict.fromkeys(SIGNALS, 3.0),
    thresholds={Band.duplicate: 0.8, Band.overlap: 0.5, Band.related: 0.2},
)
"""A model that takes any likeness for one, so that few and short texts do in tests."""


@pytest.fixture
def house(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Three public bodies, and components of which the first is what ``TYPED`` proposes."""
    monkeypatch.setattr("catalogue.services.corpora.shipped_model", lambda: EAGER)
    others = ["Snow ploughs", "Water quality sensors", "Library loans"]
    stored(
        workspace,
        *(body(one) for one in (LAC, MONT, "tresor")),
        component("booking"),
        *(
            component(f"other-{n}", name={"en": name}, summary={"en": f"{name} for all"})
            for n, name in enumerate(others)
        ),
    )
    return workspace
