"""The command line as a whole: all commands, and what failures look like."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from app.cli import (
    comparing,
    describe,
    event,
    impact,
    importing,
    lists,
    overdue,
    pausing,
    planned,
    publish,
    render,
    run,
    schema,
    self_test,
    simulate,
    status,
    tasks,
    tidy,
    validate,
    vouchers,
)
from app.cli.command_line import CANNOT, CommandLine
from app.cli.language import chosen_language
from app.cli.terminal import Terminal
from app.core.errors import StellwerkError
from app.core.text import Text
from app.services.facade import Services

_log = logging.getLogger(__name__)
_DEFECT = Text(
    "Im Programm ist ein Fehler aufgetreten, der Befehl wurde nicht zu Ende geführt. Einzelheiten stehen "
    "darüber; bitte melden Sie sie.",
    "The program failed, the command was not carried out to the end. The details stand above; please report "
    "them.",
)
_COMMANDS: tuple[Callable[[CommandLine, Services], None], ...] = (
    validate.register,
    simulate.register,
    describe.register,
    comparing.register,
    render.register,
    importing.register,
    event.register,
    impact.register,
    publish.register,
    pausing.register,
    run.register,
    status.register,
    tidy.register,
    planned.register,
    overdue.register,
    lists.register,
    vouchers.register,
    tasks.register,
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
    except Exception:  # noqa: BLE001 (an outer edge: code 1 would say that the thing itself has problems)
        _log.exception("the command failed")
        terminal.fail(_DEFECT)
    return CANNOT
