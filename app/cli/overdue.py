"""`stellwerk overdue`: what would happen if the journeys ran now; to be asked before they do."""

from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, CommandLine
from app.cli.late import late_words
from app.cli.workspaces import opened, workspace_option
from app.core.clock import to_datetime
from app.core.formats import instant_words
from app.core.late import Backlog
from app.core.schedule import zone
from app.core.text import Text, plural
from app.services.facade import Services


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    words = Text("Zeigt, was geschähe, wenn die Journeys jetzt liefen.", "Show what running would do now.")

    @cli.command("overdue", words)
    def overdue(workspace: Annotated[Path, workspace_option(cli)]) -> int:
        with opened(services, workspace) as space:
            found = space.lateness.preview()
            names = {row.id: row.name for row in space.journeys.rows()}
            time_zone = space.settings.get().time_zone
        cli.terminal.data(_as_data(found))
        _show(cli, found, names, time_zone)
        return GOOD


def _as_data(found: Backlog) -> dict[str, Any]:
    return {
        "since": to_datetime(found.since).isoformat() if found.since is not None else None,
        "moves": found.moves,
        "messages": found.messages,
        "late": [
            {
                "journey": group.journey,
                "step": group.step,
                "send": group.send,
                "held": group.held,
                "skipped": group.skipped,
                "late": group.latest,
            }
            for group in found.late
        ],
    }


def _show(cli: CommandLine, found: Backlog, names: dict[str, str], time_zone: str) -> None:
    if found.since is None:
        cli.terminal.say(Text("Nichts ist fällig.", "Nothing is due."))
        return
    since = Text("Offen ist, was seit {when} fällig wurde. ", "What became due since {when} is open. ")
    messages = plural(
        found.messages,
        Text("Eine Nachricht ginge pünktlich hinaus.", "One message would leave on time."),
        Text("{n} Nachrichten gingen pünktlich hinaus.", "{n} messages would leave on time."),
    )
    cli.terminal.say(since.fill(when=instant_words(found.since, zone(time_zone))) + messages)
    if not found.late:
        return
    columns = [
        Text("Journey", "Journey"),
        Text("Schritt", "Step"),
        Text("verspätet um bis zu", "late by up to"),
        Text("gingen hinaus", "would leave"),
        Text("warteten auf Sie", "would wait for you"),
        Text("entfielen", "would be skipped"),
    ]
    rows = [
        [names[group.journey], group.step, late_words(group.latest), group.send, group.held, group.skipped]
        for group in found.late
    ]
    cli.terminal.table(Text("Verspätete Nachrichten", "Late messages"), columns, rows)
