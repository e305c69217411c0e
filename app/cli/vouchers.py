"""`stellwerk vouchers`: pools of voucher codes, filled from files."""

from pathlib import Path
from typing import Annotated, Literal

from app.cli.command_line import GOOD, CommandLine
from app.cli.workspaces import opened, workspace_option
from app.core.clock import to_datetime
from app.core.errors import TableError, WorkspaceError
from app.core.formats import number_words
from app.core.text import Text
from app.services.facade import Services
from app.services.workspace import Workspace

_WHAT = Text(
    "show zeigt die Vorräte, import fügt Codes aus einer Datei hinzu, given zeigt, wer welchen bekam.",
    "show lists the pools, import adds codes from a file, given tells who got which.",
)
_POOL = Text(
    "Der Vorrat: sein Name oder seine Kennung; import legt ihn an, wenn es ihn nicht gibt.",
    "The pool: its name or its id; import makes it if there is none.",
)
_FILE = Text(
    "Die Datei: ein Code je Zeile, oder eine Tabelle mit den Codes in der ersten Spalte.",
    "The file: one code per line, or a table with the codes in the first column.",
)
_MISSING = Text(
    "Bitte nennen Sie den Vorrat und beim Hinzufügen die Datei: stellwerk vouchers import VORRAT DATEI",
    "Please name the pool, and the file to add: stellwerk vouchers import POOL FILE",
)
MOST = 1_000


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""

    @cli.command(
        "vouchers", Text("Zeigt und füllt Gutscheinvorräte.", "Show and fill pools of voucher codes.")
    )
    def vouchers(
        workspace: Annotated[Path, workspace_option(cli)],
        what: Annotated[Literal["show", "import", "given"], cli.argument("WHAT", _WHAT)] = "show",
        pool: Annotated[str, cli.argument("POOL", _POOL)] = "",
        file: Annotated[Path | None, cli.argument("FILE", _FILE)] = None,
    ) -> int:
        with opened(services, workspace) as space:
            if what == "show":
                _show(cli, space)
            elif not pool:
                raise TableError(_MISSING)
            elif what == "given":
                _given(cli, space, pool)
            else:
                _import(cli, space, pool, file)
        return GOOD


def _import(cli: CommandLine, space: Workspace, pool: str, file: Path | None) -> None:
    if file is None:
        raise TableError(_MISSING)
    codes = space.vouchers.read_codes(file)
    try:
        pool_id = space.vouchers.find(pool).id
    except WorkspaceError:
        pool_id = space.vouchers.add(pool)
    done = space.vouchers.add_codes(pool_id, codes)
    cli.terminal.data({"pool": pool_id, "new": done.new, "known": done.known})
    words = Text(
        "{new} Codes hinzugefügt, {known} waren schon da.", "{new} codes added, {known} were there already."
    )
    cli.terminal.say(words.fill(new=number_words(done.new), known=number_words(done.known)))


def _show(cli: CommandLine, space: Workspace) -> None:
    rows = space.vouchers.pools()
    cli.terminal.data(
        [{"id": row.id, "name": row.name, "free": row.free, "given": row.given} for row in rows]
    )
    if not rows:
        cli.terminal.say(Text("Noch keine Gutscheinvorräte.", "No voucher pools yet."))
        return
    columns = [
        Text("Vorrat", "Pool"),
        Text("Kennung", "Id"),
        Text("frei", "free"),
        Text("vergeben", "given"),
    ]
    cli.terminal.table(None, columns, [[row.name, row.id, row.free, row.given] for row in rows])


def _given(cli: CommandLine, space: Workspace, pool: str) -> None:
    rows = space.vouchers.given(space.vouchers.find(pool).id, limit=MOST)
    data = [{"code": row.code, "at": row.at, "email": row.email, "journey": row.journey} for row in rows]
    cli.terminal.data(data)
    gone = Text("gelöschter Kontakt", "erased contact")
    columns = [Text("Code", "Code"), Text("Kontakt", "Contact"), Text("am (UTC)", "at (UTC)")]
    table = [[row.code, row.email or gone, f"{to_datetime(row.at):%Y-%m-%d %H:%M}"] for row in rows]
    cli.terminal.table(None, columns, table)
