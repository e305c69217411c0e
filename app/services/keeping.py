"""What a workspace keeps for its journeys to hand out or fill: lists, and stocks of voucher codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.edits import new_id
from app.core.errors import WorkspaceError
from app.core.text import Text
from app.store import lists, vouchers
from app.store.database import Database

LONGEST_NAME, LONGEST_CODE = 80, 200
_NO_NAME = Text("Geben Sie einen Namen ein.", "Enter a name.")
_TAKEN = Text(
    "„{name}“ gibt es schon. Wählen Sie einen anderen Namen.",
    "“{name}” exists already. Choose another name.",
)
_LONG_CODE = Text(
    "Ein Code hat mehr als {n} Zeichen: {code} … Schreiben Sie jeden Code in eine eigene Zeile.",
    "A code has more than {n} characters: {code} … Write each code on a line of its own.",
)


@dataclass(frozen=True)
class AddedCodes:
    """How many codes are new, and how many the pool had already."""

    new: int
    known: int


class KeepingService:
    """Makes lists and pools, and adds codes to pools."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lists(self) -> list[lists.ListRow]:
        """Every list with its size, by name."""
        with self._database.read() as conn:
            return lists.all_lists(conn)

    def pools(self) -> list[vouchers.PoolRow]:
        """Every pool with its numbers, by name."""
        with self._database.read() as conn:
            return vouchers.all_pools(conn)

    def add_list(self, name: str) -> str:
        """Make an empty list and return its id; `WorkspaceError` if it has no name, or one that is taken."""
        with self._database.write() as conn:
            rows = lists.all_lists(conn)
            list_id = new_id([row.id for row in rows])
            lists.add_list(conn, list_id, _free_name(name, (row.name for row in rows)))
        return list_id

    def add_pool(self, name: str) -> str:
        """Make an empty pool and return its id; `WorkspaceError` as for a list."""
        with self._database.write() as conn:
            rows = vouchers.all_pools(conn)
            pool_id = new_id([row.id for row in rows])
            vouchers.add_pool(conn, pool_id, _free_name(name, (row.name for row in rows)))
        return pool_id

    def add_codes(self, pool_id: str, words: str) -> AddedCodes:
        """Add codes, one a line, in their order; `WorkspaceError` if one is too long to be a code."""
        codes = list(dict.fromkeys(code for line in words.splitlines() if (code := line.strip())))
        too_long = next((code for code in codes if len(code) > LONGEST_CODE), None)
        if too_long is not None:
            raise WorkspaceError(_LONG_CODE.fill(n=LONGEST_CODE, code=too_long[:20]))
        with self._database.write() as conn:
            new = vouchers.add_codes(conn, pool_id, codes)
        return AddedCodes(new, len(codes) - new)

    def free(self, pool_id: str) -> int:
        """How many codes of a pool are free."""
        return next((row.free for row in self.pools() if row.id == pool_id), 0)


def _free_name(name: str, taken: Iterable[str]) -> str:
    wanted = name.strip()[:LONGEST_NAME].strip()
    if not wanted:
        raise WorkspaceError(_NO_NAME)
    if wanted.casefold() in {each.casefold() for each in taken}:
        raise WorkspaceError(_TAKEN.fill(name=wanted))
    return wanted
