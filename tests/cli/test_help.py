from __future__ import annotations

import subprocess
import sys

import click
import pytest

from catalogue.cli.main import COMMANDS, main

from .conftest import Run


def command_of(name: str) -> click.Command:
    """The command of a name."""
    with click.Context(main) as context:
        found = main.get_command(context, name)
    assert found
    return found


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(COMMANDS) >= {
        *("calibrate", "check", "demo", "evaluate", "export"),
        *("import", "init", "reindex", "screen", "search"),
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    example = result.stdout.split("Example:")[1].split("Options:")[0]
    assert f"catalogue {name}" in example.replace("--home /srv/catalogue ", "")
    assert run(name, "-h").stdout == result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_an_example_exists(name: str) -> None:
    command = command_of(name)
    known = {text for parameter in (*command.params, *main.params) for text in parameter.opts}
    example = (command.help or "").split("Example:")[1]
    used = {word for word in example.split() if word.startswith("--")}
    assert used <= known


def test_every_command_is_where_it_is_said_to_be() -> None:
    assert [command_of(name).name for name in COMMANDS] == list(COMMANDS)


def test_a_command_reads_no_more_than_it_needs() -> None:
    asked = "import sys, catalogue.cli.main as it; it.main(['check', '-h'], standalone_mode=False)"
    done = subprocess.run(
        [sys.executable, "-c", f"{asked}; print('flask' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("False\n")


def test_the_program_itself_has_help_and_a_version(run: Run) -> None:
    assert "Example:" in run("--help").stdout
    assert run("--version").exit_code == 0


def test_no_command_and_unknown_commands_are_usage_errors(run: Run) -> None:
    assert run().exit_code == 2
    assert run("dance").exit_code == 2
    assert run("check", "--fail-on", "everything").exit_code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_s_type_is_one_that_click_explains(name: str) -> None:
    for parameter in command_of(name).params:
        if isinstance(parameter, click.Option) and not parameter.is_flag:
            assert parameter.help or isinstance(parameter.type, (click.Choice, click.IntRange))
