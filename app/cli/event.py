"""`stellwerk event`: write down that a contact did something."""

from pathlib import Path
from typing import Annotated

from app.cli.command_line import GOOD, CommandLine
from app.cli.workspaces import opened, workspace_option
from app.core.clock import SystemClock
from app.core.errors import TableError
from app.core.records import EventRecord
from app.core.text import Text
from app.services.facade import Services
from app.services.importing.events import read_properties
from app.services.importing.values import BadCell

_TYPE = Text("Die Art des Ereignisses, etwa purchase.", "The type of the event, such as purchase.")
_WHO = Text("Die Adresse des Kontakts.", "The address of the contact.")
_PROPERTIES = Text("Eigenschaften als JSON-Objekt.", "Properties as a JSON object.")
_KEY = Text(
    "Ein Schlüssel: Dasselbe Ereignis zählt nur einmal.", "A key: the same event is recorded only once."
)


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    terminal = cli.terminal

    @cli.command("event", Text("Hält ein Ereignis fest.", "Record an event."))
    def event(
        kind: Annotated[str, cli.argument("TYPE", _TYPE)],
        contact: Annotated[str, cli.option("--contact", words=_WHO)],
        workspace: Annotated[Path, workspace_option(cli)],
        properties: Annotated[str, cli.option("--properties", words=_PROPERTIES)] = "{}",
        key: Annotated[str, cli.option("--key", words=_KEY)] = "",
    ) -> int:
        try:
            values = read_properties(properties)
        except BadCell as error:
            raise TableError(Text("--properties: ", "--properties: ") + error.reason) from error
        with opened(services, workspace) as space:
            now = SystemClock().now()
            new = space.contacts.record(EventRecord(kind, now, contact, values, key or None))
        terminal.data({"recorded": new})
        done = Text("Festgehalten.", "Recorded.")
        known = Text("Dieses Ereignis war schon bekannt.", "This event was known already.")
        terminal.say(done if new else known)
        return GOOD
