"""Tasks for sales: what journeys have asked people to do."""

from __future__ import annotations

from collections.abc import Callable

from app.core.clock import Clock
from app.core.errors import WorkspaceError
from app.core.text import Text
from app.store import tasks
from app.store.database import Database
from app.store.tasks import TaskQuery, TaskRow

OPEN = TaskQuery()


class TaskService:
    """Lists tasks and takes note that they are done; `changed` is called then."""

    def __init__(self, database: Database, clock: Clock, changed: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._changed = changed

    def page(self, query: TaskQuery = OPEN, offset: int = 0, limit: int = 100) -> list[TaskRow]:
        """A stretch of the tasks: open ones first, by when they are due."""
        with self._database.read() as conn:
            return tasks.task_page(conn, query, offset, limit)

    def count(self, query: TaskQuery = OPEN) -> int:
        """How many tasks there are."""
        with self._database.read() as conn:
            return tasks.count_tasks(conn, query)

    def finish(self, task_id: int) -> None:
        """A task is done: the contact may get mails again. `WorkspaceError` if it was done, or is gone."""
        with self._database.write() as conn:
            if not tasks.finish_task(conn, task_id, self._clock.now()):
                raise WorkspaceError(_GONE)
        self._changed()


_GONE = Text(
    "Diese Aufgabe ist schon erledigt, oder es gibt sie nicht mehr. Bitte laden Sie die Liste neu.",
    "This task is done already, or no longer there. Please reload the list.",
)
