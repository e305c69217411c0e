"""`stellwerk tidy`: let go of what is old, and make the file of a workspace smaller."""

from pathlib import Path
from typing import Annotated

from app.cli.command_line import GOOD, CommandLine
from app.cli.workspaces import opened, workspace_option
from app.core.errors import WorkspaceError
from app.core.text import Text
from app.services.facade import Services
from app.services.retention import MONTHS
from app.store.compacting import FileSize
from app.store.retention import Gone

_KEEP = Text(
    "Monate, die Verlauf, Nachrichten und Ereignisse nach dem Ende einer Teilnahme bleiben (6, 12, 24 oder "
    "36; 0: für immer). Wird gemerkt.",
    "Months for which history, messages and events stay after a contact has left a journey (6, 12, 24 or "
    "36; 0: for ever). It is remembered.",
)
_COMPACT = Text("Verkleinert danach die Datei.", "Make the file smaller afterwards.")
_ODD_MONTHS = Text(
    "{months} Monate sind nicht möglich. Bitte wählen Sie 6, 12, 24, 36 oder 0 für immer.",
    "{months} months are not possible. Please choose 6, 12, 24, 36, or 0 for ever.",
)


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""
    terminal = cli.terminal

    @cli.command(
        "tidy",
        Text(
            "Räumt einen Arbeitsbereich auf: Altes geht, die Datei wird kleiner.",
            "Tidy up a workspace: what is old goes, the file becomes smaller.",
        ),
    )
    def tidy(
        workspace: Annotated[Path, workspace_option(cli)],
        keep: Annotated[int | None, cli.option("--keep-months", words=_KEEP)] = None,
        *,
        compact: Annotated[bool, cli.option("--compact", words=_COMPACT)] = False,
    ) -> int:
        if keep not in (None, 0, *MONTHS):
            raise WorkspaceError(_ODD_MONTHS.fill(months=keep or 0))
        with opened(services, workspace) as space:
            retention = space.retention
            if keep is not None:
                retention.keep(keep or None)
            with terminal.progress(Text("Aufräumen", "Tidying up")) as progress:
                gone = retention.tidy(progress)
            size = retention.size()
            if compact:
                with terminal.progress(Text("Verkleinern", "Making smaller")) as progress:
                    size = retention.compact(space.runner, progress)
            months = retention.months()
        terminal.data(
            {
                "keep_months": months,
                "history": gone.history,
                "messages": gone.messages,
                "events": gone.events,
                "incidents": gone.incidents,
                "bytes": size.total,
                "unused_bytes": size.unused,
            }
        )
        _tell(cli, months, gone, size)
        return GOOD


def _tell(cli: CommandLine, months: int | None, gone: Gone, size: FileSize) -> None:
    if months is None:
        kept = Text("Alles wird aufbewahrt.", "Everything is kept.")
    else:
        kept = Text("Aufbewahrt werden {n} Monate.", "{n} months are kept.").fill(n=months)
    cli.terminal.say(kept)
    removed = Text(
        "Gelöscht: {history} Einträge im Verlauf, {messages} Nachrichten, {events} Ereignisse.",
        "Deleted: {history} entries of the history, {messages} messages, {events} events.",
    )
    cli.terminal.say(removed.fill(history=gone.history, messages=gone.messages, events=gone.events))
    file = Text(
        "Die Datei hat {size} MB, davon {unused} MB frei.", "The file has {size} MB, {unused} MB of it free."
    )
    cli.terminal.say(file.fill(size=_megabytes(size.total), unused=_megabytes(size.unused)))


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f}"
