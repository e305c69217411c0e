"""`stellwerk status`: what is in a workspace and what is going on."""

from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, CommandLine
from app.cli.names import MESSAGE_NAMES, STATE_NAMES
from app.cli.simulate import how_many
from app.cli.workspaces import opened, workspace_option
from app.core.text import Text, same
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
    """The state of a workspace for a person; the number behind a state is the version that is live."""
    rows: list[list[Any]] = []
    for row in space.journeys.rows():
        counts = space.journeys.counts(row.id)
        numbers = (counts.entered, counts.active, counts.goals, counts.messages)
        state = STATE_NAMES[row.state] + same(f" · {row.version}" if row.version else "")
        rows.append([row.name, state, *numbers])
    columns = [
        Text("Journey", "Journey"),
        Text("Stand", "State"),
        Text("Eintritte", "entered"),
        Text("unterwegs", "under way"),
        Text("am Ziel", "goal"),
        Text("Mails", "mails"),
    ]
    cli.terminal.table(how_many(space.contacts.count()), columns, rows)
    states = [[MESSAGE_NAMES[state], n] for state, n in space.reports.message_states().items()]
    if states:
        cli.terminal.table(None, [Text("Nachrichten", "Messages"), Text("Anzahl", "Number")], states)
