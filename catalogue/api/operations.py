"""The operations of the API: what each takes and answers, said once for code and document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from catalogue.domain.token import Scope

from .replies import Reply

View = Callable[..., Reply]


@dataclass(frozen=True)
class Answer:
    """A successful answer.

    ``model`` is what its body keeps to, None where it has none. ``leads_to``
    says where in the answer other operations' captured names stand, as
    OpenAPI's runtime expressions write it.
    """

    model: type[BaseModel] | None
    leads_to: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One method at one address.

    ``path`` is relative to the API's version, as Flask writes it. ``scope`` is
    what a token needs for it; ``public`` says that it can be asked without one
    where the catalogue is open. ``errors`` are the codes of problems that it
    can end in, besides those that any operation can. ``conditional`` says that
    it takes ``If-Match``, ``repeatable`` that it takes ``Idempotency-Key``.
    """

    view: View
    method: str
    path: str
    tag: str
    answers: Mapping[int, Answer]
    scope: Scope = Scope.read
    public: bool = False
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    errors: tuple[str, ...] = ()
    conditional: bool = False
    repeatable: bool = False

    @property
    def name(self) -> str:
        """What the document calls it, and the wording its sentences."""
        return self.view.__name__


class Operations:
    """A collection of operations, filled by the modules that define them."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.all: list[Operation] = []

    def add(
        self, method: str, path: str, answers: Mapping[int, Answer], **terms: Any
    ) -> Callable[[View], View]:
        """Let a function be an operation; ``terms`` are the other fields of an Operation.

        It is called with what its path captures, with ``query`` and ``body``
        where it takes such, and returns a Reply.
        """

        def define(view: View) -> View:
            self.all.append(Operation(view, method, path, self.tag, answers, **terms))
            return view

        return define
