"""`stellwerk import`: contacts or events of a table into a workspace."""

from pathlib import Path
from typing import Annotated, Any, Literal

from app.cli.command_line import GOOD, PROBLEMS, CommandLine
from app.cli.workspaces import opened, workspace_option
from app.core.errors import TableError
from app.core.text import Text
from app.services.facade import Services
from app.services.importing.preview import TablePreview
from app.services.importing.reading import ENCODING_NAMES
from app.services.importing.report import ImportReport
from app.services.jobs import Progress
from app.services.workspace import Workspace

_TABLE = Text("Die Tabelle (CSV).", "The table (CSV).")
_KIND = Text(
    "Was die Tabelle enthält; ohne Angabe entscheiden die Namen der Spalten.",
    "What the table holds; without it, the names of the columns decide.",
)
_NO_EVENTS = Text(
    "Die Tabelle „{name}“ hat nicht die Spalten „E-Mail“, „Ereignis“ und „Zeit“. Bitte benennen Sie sie in "
    "der ersten Zeile so.",
    "The table “{name}” does not have the columns “email”, “event” and “time”. Please name them so in its "
    "first row.",
)


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    terminal = cli.terminal

    @cli.command(
        "import", Text("Importiert Kontakte oder Ereignisse aus CSV.", "Import contacts or events from CSV.")
    )
    def import_table(
        file: Annotated[Path, cli.argument("CSV", _TABLE)],
        workspace: Annotated[Path, workspace_option(cli, create=True)],
        kind: Annotated[Literal["contacts", "events"] | None, cli.option("--as", words=_KIND)] = None,
    ) -> int:
        with opened(services, workspace, create=True) as space:
            table = space.imports.preview(file)
            with terminal.progress(Text("Import", "Import")) as progress:
                report = _imported(space, table, kind or table.kind, cli, progress)
        terminal.data(_as_data(report, cli))
        _show(cli, table, report)
        return PROBLEMS if report.rejected else GOOD


def _imported(
    space: Workspace, table: TablePreview, kind: str, cli: CommandLine, progress: Progress
) -> ImportReport:
    if kind == "contacts":
        return space.imports.contacts(table, table.mapping, cli.terminal.language, progress)
    if table.events is None:
        raise TableError(_NO_EVENTS.fill(name=table.path.name))
    return space.imports.events(table, table.events, cli.terminal.language, progress)


def _as_data(report: ImportReport, cli: CommandLine) -> dict[str, Any]:
    return {
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "rejected": report.rejected,
        "duplicates": report.duplicates,
        "consents_kept": report.consents_kept,
        "errors_file": str(report.errors_file) if report.errors_file else None,
        "problems": [
            {"line": each.line, "reason": cli.terminal.pick(each.reason)} for each in report.problems
        ],
    }


def _show(cli: CommandLine, table: TablePreview, report: ImportReport) -> None:
    how = Text("{encoding}, Trennzeichen „{separator}“", "{encoding}, separator “{separator}”").fill(
        encoding=ENCODING_NAMES[table.format.encoding], separator=table.format.separator.replace("\t", "Tab")
    )
    rows: list[list[Text | int]] = [
        [Text("gelesen", "read"), report.read],
        [Text("neu", "new"), report.created],
        [Text("geändert", "changed"), report.updated],
        [Text("nicht übernommen", "left out"), report.rejected],
    ]
    if report.consents_kept:
        rows.append([Text("Widerruf blieb bestehen", "withdrawal kept"), report.consents_kept])
    cli.terminal.table(how, [Text("Zeilen", "Rows"), Text("Anzahl", "Number")], rows)
    for each in report.problems[:5]:
        cli.terminal.say(Text("Zeile {n}: {why}", "Line {n}: {why}").fill(n=each.line, why=each.reason))
    if report.errors_file:
        words = Text("Alle Zeilen, die nicht passen: {path}", "All rows that do not fit: {path}")
        cli.terminal.say(words.fill(path=str(report.errors_file)))
