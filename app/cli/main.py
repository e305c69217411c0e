"""The command line as a whole: all commands, and what failures look like."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.cli import (
    describe,
    event,
    importing,
    publish,
    render,
    run,
    schema,
    self_test,
    simulate,
    status,
    validate,
)
from app.cli.command_line import CANNOT, CommandLine
from app.cli.terminal import Terminal, chosen_language
from app.core.errors import StellwerkError
from app.services.facade import Services

_COMMANDS: tuple[Callable[[CommandLine, Services], None], ...] = (
    validate.register,
    simulate.register,
    describe.register,
    render.register,
    importing.register,
    event.register,
    publish.register,
    run.register,
    status.register,
    schema.register,
    self_test.register,
)


def run_command(services: Services, arguments: Sequence[str]) -> int:
    """Carry out a command; returns its exit code. What cannot be done is told in one sentence."""
    terminal = Terminal(chosen_language(arguments), as_json="--json" in arguments)
    cli = CommandLine(terminal)
    for register in _COMMANDS:
        register(cli, services)
    try:
        return cli.run(arguments)
    except StellwerkError as error:
        terminal.fail(error.message)
        return CANNOT
