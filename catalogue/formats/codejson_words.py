"""The statuses of code.json, and what they say of a life cycle."""

from __future__ import annotations

from catalogue.domain.component import Lifecycle

STATUSES = {
    "ideation": Lifecycle.planned.value,
    "development": Lifecycle.planned.value,
    "alpha": Lifecycle.pilot.value,
    "beta": Lifecycle.pilot.value,
    "release candidate": Lifecycle.pilot.value,
    "production": Lifecycle.available.value,
    "released": Lifecycle.available.value,
    "maintained": Lifecycle.available.value,
    "deprecated": Lifecycle.deprecated.value,
    "archival": Lifecycle.retired.value,
    "archived": Lifecycle.retired.value,
    "retired": Lifecycle.retired.value,
}
"""In lower case; with those of Open Resource Exchange, which writes some more."""
