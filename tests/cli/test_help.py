from __future__ import annotations

import click
import pytest

from catalogue.cli.main import main

from .conftest import Run

COMMANDS = sorted(main.commands)


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
    command = main.commands[name]
    known = {text for parameter in (*command.params, *main.params) for text in parameter.opts}
    example = (command.help or "").split("Example:")[1]
    used = {word for word in example.split() if word.startswith("--")}
    assert used <= known


def test_the_program_itself_has_help_and_a_version(run: Run) -> None:
    assert "Example:" in run("--help").stdout
    assert run("--version").exit_code == 0


def test_no_command_and_unknown_commands_are_usage_errors(run: Run) -> None:
    assert run().exit_code == 2
    assert run("dance").exit_code == 2
    assert run("check", "--fail-on", "everything").exit_code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_s_type_is_one_that_click_explains(name: str) -> None:
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option) and not parameter.is_flag:
            assert parameter.help or isinstance(parameter.type, (click.Choice, click.IntRange))
