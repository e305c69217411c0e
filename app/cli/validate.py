"""`stellwerk validate`: what is wrong with a journey file."""

from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, PROBLEMS, CommandLine
from app.cli.names import SEVERITY_NAMES
from app.core.journey import Journey
from app.core.problems import Problem, has_errors
from app.core.text import Text, plural, same
from app.services.facade import Services

FILE = Text("Die Journey-Datei (*.journey).", "The journey file (*.journey).")


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    terminal = cli.terminal

    @cli.command("validate", Text("Prüft eine Journey-Datei.", "Check a journey file."))
    def validate(file: Annotated[Path, cli.argument("FILE", FILE)]) -> int:
        journey = services.files.load(file)
        problems = services.files.validate(journey)
        terminal.data({"file": str(file), "problems": [as_data(each, cli) for each in problems]})
        show_problems(cli, services, journey, problems)
        return PROBLEMS if has_errors(problems) else GOOD


def show_problems(
    cli: CommandLine, services: Services, journey: Journey, problems: tuple[Problem, ...]
) -> None:
    """The findings as a table, or one sentence if there are none."""
    if not problems:
        good = Text("Die Journey „{name}“ ist in Ordnung.", "The journey “{name}” is in order.")
        cli.terminal.say(good.fill(name=journey.name))
        return
    rows = [
        [SEVERITY_NAMES[each.severity], _place(each, services, journey), each.message] for each in problems
    ]
    columns = [Text("Art", "Kind"), Text("Schritt", "Step"), Text("Was und was tun", "What and what to do")]
    cli.terminal.table(None, columns, rows)
    errors = sum(each.severity == "error" for each in problems)
    cli.terminal.say(
        plural(
            errors,
            Text("{n} Fehler verhindert", "{n} error prevents"),
            Text("{n} Fehler verhindern", "{n} errors prevent"),
        )
        + Text(" die Veröffentlichung.", " publishing.")
        if errors
        else Text("Nichts davon verhindert die Veröffentlichung.", "None of this prevents publishing.")
    )


def as_data(problem: Problem, cli: CommandLine) -> dict[str, Any]:
    """A finding for programs."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": cli.terminal.pick(problem.message),
        "node": problem.node,
        "field": problem.field,
    }


def _place(problem: Problem, services: Services, journey: Journey) -> Text:
    node = journey.by_id.get(problem.node) if problem.node else None
    return services.catalog.title(node) if node else same("–")
