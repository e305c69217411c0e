"""`stellwerk publish`: make a journey live in a workspace."""

from pathlib import Path
from typing import Annotated

from app.cli.command_line import GOOD, PROBLEMS, CommandLine
from app.cli.validate import FILE, as_data, show_problems
from app.cli.workspaces import opened, workspace_option
from app.core.problems import has_errors
from app.core.text import Text, plural
from app.services.facade import Services

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
    ) -> int:
        journey = services.files.load(file)
        with opened(services, workspace, create=True) as space:
            problems = space.journeys.validate(journey)
            if has_errors(problems):
                terminal.data({"problems": [as_data(each, cli) for each in problems]})
                show_problems(cli, services, journey, problems)
                return PROBLEMS
            done = space.journeys.publish(journey, enroll_present=present)
        fields = [spec.key for spec in done.new_fields]
        terminal.data({"version": done.version, "enrolled": done.enrolled, "new_fields": fields})
        live = Text("„{name}“ ist live: Version {n}.", "“{name}” is live: version {n}.")
        terminal.say(live.fill(name=journey.name, n=done.version))
        if fields:
            new = Text("Neue Merkmale: {keys}", "New attributes: {keys}")
            terminal.say(new.fill(keys=", ".join(fields)))
        if done.enrolled:
            one = Text("Ein Kontakt ist eingetreten.", "One contact has entered.")
            terminal.say(
                plural(
                    done.enrolled, one, Text("{n} Kontakte sind eingetreten.", "{n} contacts have entered.")
                )
            )
        return GOOD
