"""`stellwerk planned`: what is due in the next days."""

from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, CommandLine
from app.cli.workspaces import opened, workspace_option
from app.core.formats import date_words
from app.core.late import Planned
from app.core.text import Text
from app.services.facade import Services

_DAYS = Text("So viele Tage, von heute an.", "So many days, from today on.")


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""

    @cli.command(
        "planned", Text("Zeigt, was in den nächsten Tagen fällig ist.", "Show what is due in the next days.")
    )
    def planned(
        workspace: Annotated[Path, workspace_option(cli)],
        days: Annotated[int, cli.option("--days", words=_DAYS, shows_default=True, most=366)] = 7,
    ) -> int:
        with opened(services, workspace) as space:
            found = space.lateness.planned(days)
            names = {row.id: row.name for row in space.journeys.rows()}
        cli.terminal.data([_as_data(each) for each in found])
        if not found:
            cli.terminal.say(Text("In dieser Zeit ist nichts fällig.", "Nothing is due in that time."))
            return GOOD
        columns = [
            Text("Tag", "Day"),
            Text("Journey", "Journey"),
            Text("Schritt", "Step"),
            Text("Kontakte", "contacts"),
            Text("Nachrichten bis zu", "messages up to"),
        ]
        rows = [
            [
                date_words(each.day),
                names.get(each.journey, each.journey),
                each.step,
                each.contacts,
                each.may_send,
            ]
            for each in found
        ]
        cli.terminal.table(None, columns, rows)
        return GOOD


def _as_data(each: Planned) -> dict[str, Any]:
    return {
        "day": each.day.isoformat(),
        "journey": each.journey,
        "version": each.version,
        "step": each.step,
        "contacts": each.contacts,
        "may_send": each.may_send,
    }
