"""Pools of voucher codes: made, filled from a file, and looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import TableError, WorkspaceError
from app.core.text import Text
from app.services.ids import clean_name, id_for
from app.services.importing.reading import detect_format, read_header, read_rows
from app.store import vouchers
from app.store.database import Database
from app.store.vouchers import GivenVoucher, PoolRow

LONGEST_CODE = 200
_HEADINGS = frozenset({"code", "codes", "gutschein", "gutscheine", "gutscheincode", "voucher", "coupon"})


@dataclass(frozen=True)
class AddedCodes:
    """How many codes are new, and how many the pool had already."""

    new: int
    known: int


class VoucherService:
    """Keeps the pools of a workspace; `changed` is called after every change."""

    def __init__(self, database: Database, changed: Callable[[], None]) -> None:
        self._database = database
        self._changed = changed

    def pools(self) -> list[PoolRow]:
        """Every pool with how many of its codes are free and given, by name."""
        with self._database.read() as conn:
            return vouchers.all_pools(conn)

    def find(self, words: str) -> PoolRow:
        """The pool of a name or id; `WorkspaceError` if there is none."""
        for row in self.pools():
            if words == row.id or words.casefold() == row.name.casefold():
                return row
        raise WorkspaceError(_UNKNOWN.fill(name=words))

    def add(self, name: str) -> str:
        """A new, empty pool; returns its id."""
        with self._database.write() as conn:
            there = vouchers.all_pools(conn)
            name = clean_name(name, {row.name for row in there})
            pool_id = id_for(name, {row.id for row in there})
            vouchers.add_pool(conn, pool_id, name)
        self._changed()
        return pool_id

    def rename(self, pool_id: str, name: str) -> None:
        """Another name; the id stays, so that steps still find the pool."""
        with self._database.write() as conn:
            others = {row.name for row in vouchers.all_pools(conn) if row.id != pool_id}
            vouchers.rename_pool(conn, pool_id, clean_name(name, others))
        self._changed()

    def delete(self, pool_id: str) -> None:
        """Delete a pool with its codes; `WorkspaceError` if some have been given, and have to stay."""
        with self._database.write() as conn:
            if any(row.id == pool_id and row.given for row in vouchers.all_pools(conn)):
                raise WorkspaceError(_GIVEN)
            vouchers.delete_pool(conn, pool_id)
        self._changed()

    def add_codes(self, pool_id: str, codes: Sequence[str]) -> AddedCodes:
        """Add codes in their order; those the pool has are passed over. `WorkspaceError` if it is gone."""
        wanted = list(dict.fromkeys(code for code in (words.strip() for words in codes) if code))
        for code in wanted:
            if len(code) > LONGEST_CODE:
                raise TableError(_LONG.fill(code=code[:40], longest=LONGEST_CODE))
        with self._database.write() as conn:
            if vouchers.pool_name(conn, pool_id) is None:
                raise WorkspaceError(_UNKNOWN.fill(name=pool_id))
            new = vouchers.add_codes(conn, pool_id, wanted)
        self._changed()
        return AddedCodes(new, len(wanted) - new)

    def read_codes(self, path: Path) -> list[str]:
        """The codes in a file: one a line, or in the first column of a table (or that named “code”).

        Raises `TableError` for a file that is none of this.
        """
        if not path.is_file():
            raise TableError(_NO_FILE.fill(path=str(path)))
        codes = [code.strip() for code in _codes(path)]
        if not any(codes):
            raise TableError(_NO_CODES.fill(name=path.name))
        return codes

    def given(self, pool_id: str, offset: int = 0, limit: int = 100) -> list[GivenVoucher]:
        """Who got which code, the latest first."""
        with self._database.read() as conn:
            return vouchers.given_page(conn, pool_id, offset, limit)


def _codes(path: Path) -> Iterator[str]:
    how = detect_format(path)
    header = read_header(path, how)
    named = [place for place, name in enumerate(header) if name.lower() in _HEADINGS]
    place = named[0] if named else 0
    if not named:
        yield header[0]
    for row in read_rows(path, how):
        if place < len(row.cells):
            yield row.cells[place]


_UNKNOWN = Text(
    "Den Gutscheinvorrat „{name}“ gibt es in diesem Arbeitsbereich nicht. Bitte prüfen Sie den Namen.",
    "There is no voucher pool “{name}” in this workspace. Please check the name.",
)
_GIVEN = Text(
    "Aus diesem Vorrat sind schon Gutscheine vergeben. Damit niemand denselben Code noch einmal bekommt, "
    "bleibt er erhalten; Sie können ihm einen anderen Namen geben.",
    "Vouchers of this pool have been given. So that nobody gets the same code again, it stays; you can give "
    "it another name.",
)
_LONG = Text(
    "Der Code „{code}…“ ist länger als {longest} Zeichen; es ist nichts hinzugefügt. Bitte prüfen Sie, ob "
    "die Codes in der ersten Spalte stehen.",
    "The code “{code}…” is longer than {longest} characters; nothing was added. Please check that the codes "
    "are in the first column.",
)
_NO_FILE = Text(
    "Die Datei „{path}“ gibt es nicht. Bitte prüfen Sie den Pfad.",
    "There is no file “{path}”. Please check the path.",
)
_NO_CODES = Text(
    "In der Datei „{name}“ stehen keine Codes. Erwartet wird ein Code je Zeile.",
    "There are no codes in the file “{name}”. One code per line is expected.",
)
