"""A form between the page and a service: what was typed, what is wrong with it, what was pressed.

A view has one form, asks for it with ``received``, hands ``form.data`` to a
service within ``form.refusals()``, and shows the form again with ``shown``.
The fields are drawn by ``macros/forms.html``, which keep what was typed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

from flask import g, redirect, render_template, request
from flask_babel import LazyString, lazy_gettext
from werkzeug.wrappers import Response

from catalogue.domain.errors import CatalogueError, EditConflict, FieldError, InvalidRecord
from catalogue.services import once as doing
from catalogue.wording.errors import error_sentence, field_reason
from catalogue.wording.sentences import number

from .addresses import language
from .nesting import Data, nested, steps, value_at
from .reading import colon
from .resources import actor, workspace

ACT = "_act"
"""The name of buttons; one without it just sends the form."""

SHOW = "show"
"""What a button asks that only wants the form shown again, with what was typed."""

_NOT_SENT: LazyString = lazy_gettext(
    "This form was open for so long that it could not be sent. Nothing was stored, and what you"
    " typed is still here: send it again."
)
_OVERTAKEN: LazyString = lazy_gettext(
    "This was changed meanwhile, in another window or by somebody else. Where they differ, what is"
    " stored now stands beside what you typed. Correct what you typed if need be, and send it"
    " again."
)
_BACK_AGAIN: LazyString = lazy_gettext(
    "Here is what you had typed. Nothing was stored yet: send the form when it is complete."
)


@dataclass(frozen=True)
class Field:
    """A field as it stands in the page, with the sentences about what is wrong with it.

    ``theirs`` is what somebody else stored meanwhile; None where there is nothing to tell.
    """

    id: str
    name: str
    label: str
    value: Any
    errors: tuple[str, ...]
    theirs: Field | None = None

    def described(self, hint: object) -> str:
        """The ids of the texts that belong to the field, for ``aria-describedby``."""
        own = [("hint", hint), ("theirs", self.theirs), ("error", self.errors)]
        return " ".join(f"{self.id}-{what}" for what, there in own if there)

    @property
    def text(self) -> str:
        """The value in a box to type in: a list has one item a line."""
        if isinstance(self.value, (list, tuple)):
            return "\n".join(str(one) for one in self.value)
        return "" if self.value is None else str(self.value)

    @property
    def amount(self) -> str:
        """The value as an amount: as typed, or a number as the reader's language writes it."""
        if isinstance(self.value, (int, float)):
            decimals = 0 if float(self.value).is_integer() else 2
            return number(self.value, language(), decimals)
        return self.text

    def holds(self, choice: str) -> bool:
        """Whether the choice is made, of one value or of a list."""
        if isinstance(self.value, (list, tuple, set, frozenset)):
            return choice in {str(getattr(one, "value", one)) for one in self.value}
        return choice == self.text


class Form:
    """What is typed into a form; the fields that are drawn tell it where they stand."""

    def __init__(self, data: Mapping[str, Any] | None = None, revision: object = None) -> None:
        self.data: Data = dict(data or {})
        self.revision = "" if revision is None else str(revision)
        self.stored: tuple[Mapping[str, Any], str] = (self.data, self.revision)
        self.overtaken = False
        self.errors: list[FieldError] = []
        self.failures: list[str] = []
        self.note: LazyString | None = None
        self.act = ""
        self.sent = False
        self.focus: str | None = None
        self.token = secrets.token_urlsafe(12)
        self._drawn: list[Field] = []
        self._placed: set[int] = set()

    @property
    def expected(self) -> int:
        """The revision as a number, 0 where the page did not say any."""
        return int(self.revision) if self.revision.isdecimal() else 0

    @property
    def refused(self) -> bool:
        """Whether anything is wrong with what was sent."""
        return bool(self.errors or self.failures)

    def refuse(self, error: CatalogueError) -> None:
        """Say in the form what a service raised: beside the fields, or above them all."""
        if isinstance(error, InvalidRecord):
            self.errors += error.errors
        elif isinstance(error, EditConflict):
            self.overtaken, self.revision = True, self.stored[1]
            self.failures.append(str(_OVERTAKEN))
        else:
            self.failures.append(error_sentence(error, language()))

    def refuse_plainly(self, error: CatalogueError) -> None:
        """Say in the form what a service raised, in its own words and above the fields."""
        self.failures.append(error_sentence(error, language()))

    def refusals(self, *kinds: type[CatalogueError]) -> _Refusals:
        """A ``with`` block; InvalidRecord, EditConflict and these kinds end up in the form."""
        return _Refusals(self, (InvalidRecord, EditConflict, *kinds))

    def field(self, name: str, label: object, *, group: bool = False) -> Field:
        """The field of a name, to draw it; a group has only errors that no field in it has."""
        path = steps(name)
        found = []
        for n, error in enumerate(self.errors):
            at = error.path if group else error.path[: len(path)]
            if at == path and n not in self._placed:
                self._placed.add(n)
                found.append(field_reason(error.code, error.params, language()))
        bare = name.removesuffix("[]")
        drawn = Field(
            f"field-{bare.replace('.', '-')}",
            name,
            str(label),
            value_at(self.data, path),
            tuple(dict.fromkeys(found)),
        )
        if self.overtaken and not group:
            other = replace(drawn, value=value_at(self.stored[0], path))
            drawn = replace(drawn, theirs=other) if other.text != drawn.text else drawn
        self._drawn.append(drawn)
        return drawn

    def rows(self, name: str, least: int = 1) -> list[str]:
        """The names of a repeated group's rows; ``least`` of them stand there, filled or not."""
        held = value_at(self.data, steps(name))
        count = len(held) if isinstance(held, (list, tuple)) else 0
        return [f"{name}-{row}" for row in range(max(count, least))]

    def summary(self) -> list[tuple[Field | None, str]]:
        """After the fields are drawn: each thing that is wrong, with its field where it has one."""
        loose = [_located(error) for n, error in enumerate(self.errors) if n not in self._placed]
        drawn = [(field, text) for field in self._drawn for text in field.errors]
        return [*drawn, *((None, text) for text in [*self.failures, *loose])]


def _located(error: FieldError) -> str:
    reason = field_reason(error.code, error.params, language())
    return f"{error.dotted}{colon()}{reason}" if error.path else reason


class _Refusals:
    def __init__(self, form: Form, kinds: tuple[type[CatalogueError], ...]) -> None:
        self._form, self._kinds = form, kinds

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, self._kinds):
            return False
        self._form.refuse(error)
        return True


def received(stored: Mapping[str, Any] | None = None, revision: object = None) -> Form:
    """The request's form: what was typed, or at first what is ``stored``.

    ``form.sent`` says that it is to be acted upon; it is not where a row was
    added or removed, or where the form came too late. ``form.act`` is the value
    of the button that was pressed. ``revision`` of what is stored goes with the
    page and comes back as the text ``form.revision``, so that nobody overwrites
    what they did not see.
    """
    if request.method != "POST":
        return Form(stored, revision)
    form = Form(nested(request.form), request.form.get("_revision"))
    form.stored = (stored or {}, "" if revision is None else str(revision))
    form.act = request.form.get(ACT, "")
    verb, _, name = form.act.partition(" ")
    if verb == "add":
        _add_row(form, name)
    elif verb == "remove":
        _remove_row(form, name)
    elif form.act == SHOW:
        form.note = _BACK_AGAIN
    elif g.get("token_expired"):
        form.note = _NOT_SENT
    else:
        form.sent = True
    return form


def shown(form: Form, template: str, **values: Any) -> tuple[str, int]:
    """The page that the form is in; with status 422 where it was refused."""
    return render_template(template, form=form, **values), 422 if form.refused else 200


def once(act: Callable[[], str]) -> Response:
    """On to the address that ``act`` returns; who presses twice gets there without a second act.

    For what makes something new. The same form with other values in it is
    another one: who goes back and corrects it loses nothing. Raises what
    ``act`` raises, and StillUnderWay.
    """
    token = request.form.get("_once")
    return redirect(doing.once(workspace(), _key(token), act) if token else act(), 303)


def _key(token: str) -> str:
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    told = repr((actor().recorded, request.path, token, fields))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _add_row(form: Form, name: str) -> None:
    rows = value_at(form.data, steps(name))
    if isinstance(rows, list):
        rows.append({} if rows and isinstance(rows[0], dict) else "")
        form.focus = f"{name}-{len(rows) - 1}"


def _remove_row(form: Form, name: str) -> None:
    *path, row = steps(name) or ("",)
    rows = value_at(form.data, tuple(path))
    if isinstance(rows, list) and isinstance(row, int) and row < len(rows):
        del rows[row]
        form.focus = name.rpartition("-")[0]
