"""Settings that are on or off."""

from __future__ import annotations

from catalogue.domain.errors import CatalogueError

_SWITCHES = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


class BadSetting(CatalogueError):
    """The setting ``name`` has a ``value`` that cannot be used."""

    code = "bad_setting"


def switch(name: str, value: str) -> bool:
    """Whether a setting is on. Raises BadSetting."""
    if value.strip().lower() not in _SWITCHES:
        raise BadSetting(name=name, value=value)
    return _SWITCHES[value.strip().lower()]
