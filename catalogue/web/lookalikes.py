"""What an architect answers about components that resemble a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalogue.domain.errors import FieldError
from catalogue.services.likely_same import Lookalike
from catalogue.services.registering import Beside

from .forms import Form

SAME, VARIANT, DIFFERENT = "same", "variant", "different"
ANSWERS = (SAME, VARIANT, DIFFERENT)
"""It is the same one; it is a variant of it; it is another one, and why."""


LONGEST_REASON = 2_000
"""Characters of a reason."""


def asked_before(form: Form) -> bool:
    """Whether the form that was sent asked about components that resemble the typed one."""
    return bool(_rows(form))


def ask_about(form: Form, alike: Sequence[Lookalike]) -> bool:
    """Give the form a row for each of these; whether any is new to the reader.

    What was answered stays. What was asked before, and has no answer or no
    reason, is refused in the form.
    """
    given = {row["id"]: row for row in _rows(form) if isinstance(row.get("id"), str)}
    unseen = any(one.component.id not in given for one in alike)
    rows = [{**given.get(one.component.id, {}), "id": one.component.id} for one in alike]
    form.data["alike"] = rows
    if form.sent and not unseen:
        form.errors += _unanswered(rows)
    return unseen


def same_as(form: Form) -> str | None:
    """The registered component that the typed one is; None where it is none of them."""
    return next((row["id"] for row in _rows(form) if row.get("answer") == SAME), None)


def beside(form: Form) -> Beside:
    """What the typed component is to those that it resembles."""
    rows = _rows(form)
    return Beside(
        variant_of=[row["id"] for row in rows if row.get("answer") == VARIANT],
        different_from={
            row["id"]: str(row["because"]).strip() for row in rows if row.get("answer") == DIFFERENT
        },
    )


def _rows(form: Form) -> list[dict[str, Any]]:
    rows = form.data.get("alike")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _unanswered(rows: Sequence[dict[str, Any]]) -> list[FieldError]:
    flaws = []
    for n, row in enumerate(rows):
        because = str(row.get("because") or "").strip()
        if row.get("answer") not in ANSWERS:
            flaws.append(FieldError(("alike", n, "answer"), "required"))
        elif row["answer"] == DIFFERENT and not because:
            flaws.append(FieldError(("alike", n, "because"), "required"))
        elif len(because) > LONGEST_REASON:
            too_long = {"max_length": LONGEST_REASON}
            flaws.append(FieldError(("alike", n, "because"), "too_long", too_long))
    return flaws
