"""`stellwerk status`: what is in a workspace and what is going on."""

from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, CommandLine
from app.cli.names import MESSAGE_NAMES, STATE_NAMES
from app.cli.workspaces import opened, workspace_option
from app.core.text import Text
from app.services.facade import Services
from app.services.workspace import Workspace


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""

    @cli.command("status", Text("Zeigt den Stand eines Arbeitsbereichs.", "Show the state of a workspace."))
    def status(workspace: Annotated[Path, workspace_option(cli)]) -> int:
        with opened(services, workspace) as space:
            cli.terminal.data(as_data(space))
            show_status(cli, space)
        return GOOD


def as_data(space: Workspace) -> dict[str, Any]:
    """The state of a workspace for programs."""
    return {
        "contacts": space.contacts.count(),
        "messages": dict(space.reports.message_states()),
        "journeys": [
            {
                "id": row.id,
                "name": row.name,
                "state": row.state,
                "version": row.version,
                "entered": counts.entered,
                "active": counts.active,
                "goals": counts.goals,
                "messages": counts.messages,
                "ended": dict(counts.ended),
            }
            for row in space.journeys.rows()
            for counts in [space.journeys.counts(row.id)]
        ],
    }


def show_status(cli: CommandLine, space: Workspace) -> None:
    """The state of a workspace for a person."""
    rows: list[list[Any]] = []
    for row in space.journeys.rows():
        counts = space.journeys.counts(row.id)
        numbers = (counts.entered, counts.active, counts.goals, counts.messages)
        rows.append([row.name, STATE_NAMES[row.state], row.version or "–", *numbers])
    columns = [
        Text("Journey", "Journey"),
        Text("Stand", "State"),
        Text("Version", "Version"),
        Text("eingetreten", "entered"),
        Text("unterwegs", "under way"),
        Text("am Ziel", "at the goal"),
        Text("Nachrichten", "messages"),
    ]
    contacts = Text("{n} Kontakte", "{n} contacts").fill(n=space.contacts.count())
    cli.terminal.table(contacts, columns, rows)
    states = [[MESSAGE_NAMES[state], n] for state, n in space.reports.message_states().items()]
    if states:
        cli.terminal.table(None, [Text("Nachrichten", "Messages"), Text("Anzahl", "Number")], states)
