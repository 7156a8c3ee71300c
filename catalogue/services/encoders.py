"""Which sentence encoders an instance is read with."""

from __future__ import annotations

import os
from collections.abc import Mapping

from catalogue.meaning.e5 import available_e5
from catalogue.meaning.encoder import Encoder

from .switches import switch

SETTING = "CATALOGUE_E5"
"""0 leaves the second encoder out where it is installed."""


def second_encoder(environment: Mapping[str, str] = os.environ) -> Encoder | None:
    """The second encoder, where it is installed and not turned off. Raises BadSetting."""
    wanted = switch(SETTING, environment.get(SETTING) or "1")
    return available_e5() if wanted else None
