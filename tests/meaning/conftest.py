from __future__ import annotations

import pytest

from catalogue.meaning.encoder import Encoder, available_encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real encoder."""
    found = available_encoder()
    if found is None:
        pytest.skip("the sentence encoder's package is not installed")
    return found
