"""Lists of a workspace: sets of contacts kept by hand, or by steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.core.clock import Clock
from app.core.errors import WorkspaceError
from app.core.text import Text
from app.services.ids import clean_name, id_for
from app.store import lists
from app.store.database import Database
from app.store.lists import ListRow


class ListService:
    """Makes lists and changes who stands on them; `changed` is called after every change."""

    def __init__(self, database: Database, clock: Clock, changed: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._changed = changed

    def all(self) -> list[ListRow]:
        """Every list with its size, by name."""
        with self._database.read() as conn:
            return lists.all_lists(conn)

    def find(self, words: str) -> ListRow:
        """The list of a name or id; `WorkspaceError` if there is none."""
        for row in self.all():
            if words == row.id or words.casefold() == row.name.casefold():
                return row
        raise WorkspaceError(_UNKNOWN.fill(name=words))

    def add(self, name: str) -> str:
        """A new, empty list; returns its id."""
        with self._database.write() as conn:
            there = lists.all_lists(conn)
            name = clean_name(name, {row.name for row in there})
            list_id = id_for(name, {row.id for row in there})
            lists.add_list(conn, list_id, name)
        self._changed()
        return list_id

    def rename(self, list_id: str, name: str) -> None:
        """Another name; the id stays, so that steps and rules still find the list."""
        with self._database.write() as conn:
            others = {row.name for row in lists.all_lists(conn) if row.id != list_id}
            lists.rename_list(conn, list_id, clean_name(name, others))
        self._changed()

    def delete(self, list_id: str) -> None:
        """Delete a list; its contacts stay. Steps that name it leave it out from now on."""
        with self._database.write() as conn:
            lists.delete_list(conn, list_id, self._clock.now())
        self._changed()

    def put(self, list_id: str, contact_ids: Sequence[int], *, present: bool = True) -> None:
        """Put contacts on a list, or take them off it; `WorkspaceError` if it is gone."""
        with self._database.write() as conn:
            if not lists.list_exists(conn, list_id):
                raise WorkspaceError(_UNKNOWN.fill(name=list_id))
            lists.change_members(conn, list_id, contact_ids, self._clock.now(), present=present)
        self._changed()

    def members(self, list_id: str) -> list[int]:
        """The ids of the contacts on a list."""
        with self._database.read() as conn:
            return list(conn.execute(lists.members_of(list_id)).scalars())

    def of_contact(self, contact_id: int) -> list[str]:
        """The ids of the lists on which a contact stands."""
        with self._database.read() as conn:
            return lists.lists_of(conn, contact_id)


_UNKNOWN = Text(
    "Die Liste „{name}“ gibt es in diesem Arbeitsbereich nicht. Bitte prüfen Sie den Namen.",
    "There is no list “{name}” in this workspace. Please check the name.",
)
