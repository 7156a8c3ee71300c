"""Plain data as YAML that any reader takes for the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDTH = 98


def yaml_text(*documents: Any, comment: Sequence[str] = ()) -> str:
    """The documents one after the other, below a comment."""
    head = "".join(f"# {line}\n" for line in comment)
    body = yaml.dump_all(
        documents,
        Dumper=_DUMPER,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        explicit_start=len(documents) > 1,
    )
    return head + body


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """The data without what is not set."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, ())}
