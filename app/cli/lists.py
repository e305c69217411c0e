"""`stellwerk lists`: the lists of a workspace, and who comes on them."""

from pathlib import Path
from typing import Annotated

from app.cli.command_line import GOOD, CommandLine
from app.cli.workspaces import opened, workspace_option
from app.core.errors import WorkspaceError
from app.core.text import Text
from app.services.facade import Services
from app.services.workspace import Workspace
from app.store.lists import ListRow

_NAME = Text(
    "Die Liste: ihr Name oder ihre Kennung. Ohne Angabe werden alle gezeigt.",
    "The list: its name or its id. Without one, all are shown.",
)
_NEW = Text("Die Liste anlegen.", "Make the list.")
_ADD = Text("Die Adresse eines Kontakts, der darauf kommt.", "The address of a contact who comes on it.")
_REMOVE = Text("Die Adresse eines Kontakts, der davon geht.", "The address of a contact who goes off it.")
_NOBODY = Text(
    "Einen Kontakt mit der Adresse {address} gibt es in diesem Arbeitsbereich nicht. Bitte prüfen Sie sie.",
    "There is no contact with the address {address} in this workspace. Please check it.",
)


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""

    @cli.command(
        "lists", Text("Zeigt und ändert Listen von Kontakten.", "Show and change lists of contacts.")
    )
    def lists(
        workspace: Annotated[Path, workspace_option(cli)],
        name: Annotated[str, cli.argument("LIST", _NAME)] = "",
        *,
        new: Annotated[bool, cli.option("--new", words=_NEW)] = False,
        add: Annotated[str, cli.option("--add", words=_ADD)] = "",
        remove: Annotated[str, cli.option("--remove", words=_REMOVE)] = "",
    ) -> int:
        with opened(services, workspace) as space:
            if new:
                space.lists.add(name)
            for address, present in ((add, True), (remove, False)):
                if address:
                    space.lists.put(space.lists.find(name).id, [_contact(space, address)], present=present)
            rows = [space.lists.find(name)] if name else space.lists.all()
        _show(cli, rows)
        return GOOD


def _show(cli: CommandLine, rows: list[ListRow]) -> None:
    cli.terminal.data([{"id": row.id, "name": row.name, "contacts": row.size} for row in rows])
    if not rows:
        cli.terminal.say(Text("Noch keine Listen.", "No lists yet."))
        return
    columns = [Text("Liste", "List"), Text("Kennung", "Id"), Text("Kontakte", "Contacts")]
    cli.terminal.table(None, columns, [[row.name, row.id, row.size] for row in rows])


def _contact(space: Workspace, address: str) -> int:
    found = space.contacts.by_email(address)
    if found is None:
        raise WorkspaceError(_NOBODY.fill(address=address))
    return found.id
