"""Commands in processes of their own, which die at a chosen moment."""

from __future__ import annotations

import os
import signal
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import catalogue.services.workspace as opening
from catalogue.cli.main import main

Moment = tuple[str, str, str]
"""A module, perhaps a class of it; a function there; before or after it, or its nth call."""

NEVER: Moment = ("catalogue.services.workspace", "opened", "never")

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.services.loaded"])


def live(moment: Moment, arguments: list[str]) -> None:
    """Run a command in this process, and die of it when the moment comes."""
    place, name, when = moment
    opening.available_encoder = lambda: None
    module, _, inner = place.partition(":")
    holder = import_module(module)
    holder = getattr(holder, inner) if inner else holder
    real, calls = getattr(holder, name), []

    def deadly(*given: Any, **named: Any) -> Any:
        calls.append(1)
        if when in ("before", str(len(calls))):
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*given, **named)
        if when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(holder, name, deadly)
    main(arguments)


def begun(moment: Moment, *arguments: str | Path) -> BaseProcess:
    """A command in a process of its own."""
    process = PROCESSES.Process(target=live, args=(moment, list(map(str, arguments))))
    process.start()
    return process


def run(moment: Moment, *arguments: str | Path) -> int | None:
    """The command's exit status, negative for the signal that it died of."""
    process = begun(moment, *arguments)
    process.join(120)
    return process.exitcode
