"""`stellwerk tasks`: what sales has to do, and that it is done."""

from pathlib import Path
from typing import Annotated, Any

from app.cli.command_line import GOOD, CommandLine
from app.cli.workspaces import opened, workspace_option
from app.core.clock import Instant, to_datetime
from app.core.text import Text
from app.services.facade import Services
from app.store.tasks import TaskQuery, TaskRow

_DONE = Text("Die Nummer einer Aufgabe, die erledigt ist.", "The number of a task that is done.")
_ALL = Text("Auch die erledigten zeigen.", "Show those that are done, too.")
_OWNER = Text("Nur die Aufgaben dieser Person.", "Only the tasks of this person.")
MOST = 1_000


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""

    @cli.command(
        "tasks", Text("Zeigt Aufgaben für den Vertrieb.", "Show tasks for sales, or that one is done.")
    )
    def tasks(
        workspace: Annotated[Path, workspace_option(cli)],
        done: Annotated[int | None, cli.option("--done", words=_DONE)] = None,
        *,
        every: Annotated[bool, cli.option("--all", words=_ALL)] = False,
        owner: Annotated[str, cli.option("--owner", words=_OWNER)] = "",
    ) -> int:
        with opened(services, workspace) as space:
            if done is not None:
                space.tasks.finish(done)
            rows = space.tasks.page(TaskQuery(owner=owner or None, done=every), limit=MOST)
        cli.terminal.data([_as_data(row) for row in rows])
        if not rows:
            cli.terminal.say(Text("Es ist nichts zu tun.", "There is nothing to do."))
            return GOOD
        columns = [
            Text("Nr.", "No."),
            Text("Aufgabe", "Task"),
            Text("Kontakt", "Contact"),
            Text("Wer", "Who"),
            Text("fällig (UTC)", "due (UTC)"),
            Text("erledigt (UTC)", "done (UTC)"),
        ]
        table = [
            [str(row.id), row.title, row.email, row.owner, _moment(row.due_at), _moment(row.done_at)]
            for row in rows
        ]
        cli.terminal.table(None, columns, table)
        return GOOD


def _as_data(row: TaskRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "note": row.note,
        "owner": row.owner,
        "contact": row.email,
        "journey": row.journey,
        "created_at": row.created_at,
        "due_at": row.due_at,
        "lock_until": row.lock_until,
        "done_at": row.done_at,
    }


def _moment(instant: Instant | None) -> str:
    return "" if instant is None else f"{to_datetime(instant):%Y-%m-%d %H:%M}"
