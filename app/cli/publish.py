"""`stellwerk publish`: make a journey live in a workspace."""

from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, PROBLEMS, CommandLine
from app.cli.moves import MOVE_WORDS, choices_of
from app.cli.validate import FILE, as_data, show_problems
from app.cli.workspaces import opened, workspace_option
from app.core.journey import Journey
from app.core.problems import has_errors
from app.core.text import Text, plural
from app.services.facade import Services
from app.services.journeys import Published

_PRESENT = Text(
    "Wer die Regel eines Segment-Auslösers schon erfüllt, tritt jetzt ein oder bleibt draußen; ohne Angabe "
    "gilt die Einstellung des Auslösers.",
    "Whether contacts who satisfy a segment trigger already enter now or stay out; without it, the setting "
    "of the trigger counts.",
)


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    terminal = cli.terminal

    @cli.command("publish", Text("Veröffentlicht eine Journey.", "Publish a journey."))
    def publish(
        file: Annotated[Path, cli.argument("FILE", FILE)],
        workspace: Annotated[Path, workspace_option(cli, create=True)],
        present: Annotated[bool | None, cli.option("--present/--not-present", words=_PRESENT)] = None,
        move: Annotated[list[str] | None, cli.option("--move", words=MOVE_WORDS)] = None,
    ) -> int:
        journey = services.files.load(file)
        with opened(services, workspace, create=True) as space:
            problems = space.journeys.validate(journey)
            if has_errors(problems):
                terminal.data({"problems": [as_data(each, cli) for each in problems]})
                show_problems(cli, services, journey, problems)
                return PROBLEMS
            choices = choices_of(move, space.versions.impact(journey).waiting) if move else {}
            done = space.journeys.publish(journey, enroll_present=present, choices=choices)
        terminal.data(_as_data(done))
        _tell(cli, journey, done)
        return GOOD


def _as_data(done: Published) -> dict[str, Any]:
    carried = done.carried
    return {
        "version": done.version,
        "enrolled": done.enrolled,
        "new_fields": [spec.key for spec in done.new_fields],
        "kept": carried.kept,
        "moved": carried.moved,
        "taken_out": carried.taken_out,
        "paused": done.paused,
    }


def _tell(cli: CommandLine, journey: Journey, done: Published) -> None:
    live = Text("„{name}“ ist live: Version {n}.", "“{name}” is live: version {n}.")
    paused = Text(
        "Version {n} von „{name}“ ist veröffentlicht. Die Journey ist noch angehalten.",
        "Version {n} of “{name}” is published. The journey is paused still.",
    )
    cli.terminal.say((paused if done.paused else live).fill(name=journey.name, n=done.version))
    if done.new_fields:
        new = Text("Neue Merkmale: {keys}", "New attributes: {keys}")
        cli.terminal.say(new.fill(keys=", ".join(spec.key for spec in done.new_fields)))
    numbers = (done.enrolled, done.carried.moved, done.carried.taken_out, done.carried.kept)
    for n, (one, many) in zip(numbers, _NUMBERS, strict=True):
        if n:
            cli.terminal.say(plural(n, one, many))


_NUMBERS = (
    (
        Text("Ein Kontakt ist eingetreten.", "One contact has entered."),
        Text("{n} Kontakte sind eingetreten.", "{n} contacts have entered."),
    ),
    (
        Text("Ein Kontakt ist zur neuen Version gewechselt.", "One contact has moved to the new version."),
        Text(
            "{n} Kontakte sind zur neuen Version gewechselt.", "{n} contacts have moved to the new version."
        ),
    ),
    (
        Text(
            "Ein Kontakt ist ausgestiegen, weil sein Schritt entfernt wurde.",
            "One contact has left because the step was removed.",
        ),
        Text(
            "{n} Kontakte sind ausgestiegen, weil ihr Schritt entfernt wurde.",
            "{n} contacts have left because their step was removed.",
        ),
    ),
    (
        Text("Ein Kontakt bleibt auf seiner Version.", "One contact stays on its version."),
        Text("{n} Kontakte bleiben auf ihrer Version.", "{n} contacts stay on their version."),
    ),
)
