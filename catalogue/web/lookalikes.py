"""What an architect answers about components that resemble a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalogue.domain.errors import FieldError
from catalogue.services.likely_same import Lookalike
from catalogue.services.registering import Beside

from .forms import Form
from .nesting import flat

SAME, VARIANT, DIFFERENT = "same", "variant", "different"
ANSWERS = (SAME, VARIANT, DIFFERENT)
"""It is the same one; it is a variant of it; it is another one, and why."""

LONGEST_REASON = 2_000
"""Characters of a reason."""


class Unanswered(Exception):
    """Ends a registration: the reader has yet to say how it relates to these, or why."""

    def __init__(self, alike: Sequence[Lookalike]) -> None:
        super().__init__()
        self.alike = alike


def asked_before(form: Form) -> bool:
    """Whether the form that was sent asked about components that resemble the typed one."""
    return bool(_rows(form))


def require_answers(form: Form, alike: Sequence[Lookalike]) -> None:
    """Raises Unanswered unless the form says how the typed component relates to each of these."""
    ask_about(form, alike)
    if any("answer" not in row for row in _rows(form)) or form.refused:
        raise Unanswered(alike)


def ask_about(form: Form, alike: Sequence[Lookalike]) -> None:
    """Give the form a row for each of these, with what was answered already.

    What was asked before, and has no answer or no reason, is refused in the
    form; what the reader sees for the first time is not.
    """
    given = {row["id"]: row for row in _rows(form)}
    rows = [{**given.get(one.component.id, {}), "id": one.component.id} for one in alike]
    form.data["alike"] = rows
    if form.sent and all(one.component.id in given for one in alike):
        form.errors += _unanswered(rows)


def answers(form: Form) -> list[tuple[str, str]]:
    """The fields that send again what was answered, for a page that cannot ask about it now."""
    return flat({"alike": _rows(form)}) if _rows(form) else []


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
    held = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [row for row in held if isinstance(row.get("id"), str) and row["id"]]


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
