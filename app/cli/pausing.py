"""`stellwerk pause`, `resume`, `archive`: journeys that rest, run on, or are over."""

from pathlib import Path
from typing import Annotated

from app.cli.command_line import GOOD, CommandLine
from app.cli.impact import at_once_words
from app.cli.workspaces import opened, workspace_option
from app.core.errors import WorkspaceError
from app.core.pauses import CLOCKS, Clocks, Resumption
from app.core.records import JourneyRow
from app.core.text import Text, joined, plural, same
from app.services.facade import Services
from app.services.workspace import Workspace

JOURNEY = Text("Die Journey: ihr Name oder ihre Kennung.", "The journey: its name or its id.")
CLOCK_WORDS: dict[Clocks, Text] = {
    "ran_on": Text(
        "Die Uhren liefen weiter: Wer fällig ist, geht sofort weiter.",
        "The clocks ran on: whoever is due goes on at once.",
    ),
    "stood_still": Text(
        "Die Uhren standen still: Alle warten noch so lange wie vor der Pause.",
        "The clocks stood still: everybody waits as long as before the pause.",
    ),
    "anew": Text("Alle Wartezeiten beginnen von vorn.", "All waits start anew."),
}
_CLOCKS = Text(
    "Was die Pause für Wartende war: ran_on (Uhren liefen weiter), stood_still (standen still), anew "
    "(Warten beginnt von vorn). Ohne Angabe werden nur die Zahlen gezeigt.",
    "What the pause was for those who wait: ran_on (clocks ran on), stood_still (stood still), anew (waits "
    "start anew). Without it, only the numbers are shown.",
)
_END = Text(
    "Wer noch unterwegs ist, steigt sofort aus; sonst laufen alle bis zum Ende.",
    "Whoever is under way leaves at once; else everybody runs on to the end.",
)
_BACK = Text("Aus dem Archiv zurückholen.", "Bring it back from the archive.")


def register(cli: CommandLine, services: Services) -> None:
    """Add the commands."""
    _pause(cli, services)
    _resume(cli, services)
    _archive(cli, services)


def _pause(cli: CommandLine, services: Services) -> None:
    @cli.command("pause", Text("Hält eine Journey an.", "Pause a journey."))
    def pause(
        journey: Annotated[str, cli.argument("JOURNEY", JOURNEY)],
        workspace: Annotated[Path, workspace_option(cli)],
    ) -> int:
        with opened(services, workspace) as space:
            row = find(space, journey)
            space.pausing.pause(row.id)
        cli.terminal.data({"journey": row.id, "state": "paused"})
        words = Text(
            "„{name}“ ist angehalten: Niemand tritt ein, niemand geht weiter.",
            "“{name}” is paused: nobody enters, nobody moves.",
        )
        cli.terminal.say(words.fill(name=row.name))
        return GOOD


def _resume(cli: CommandLine, services: Services) -> None:
    @cli.command("resume", Text("Lässt eine angehaltene Journey weiterlaufen.", "Resume a paused journey."))
    def resume(
        journey: Annotated[str, cli.argument("JOURNEY", JOURNEY)],
        workspace: Annotated[Path, workspace_option(cli)],
        clocks: Annotated[Clocks | None, cli.option("--clocks", words=_CLOCKS)] = None,
    ) -> int:
        with opened(services, workspace) as space:
            row = find(space, journey)
            told = space.pausing.resumption(row.id)
            if clocks is not None:
                space.pausing.resume(row.id, clocks)
        options = {
            each: {"due": told.options[each].due, "may_send": told.options[each].may_send} for each in CLOCKS
        }
        state = "paused" if clocks is None else "live"
        cli.terminal.data(
            {
                "journey": row.id,
                "state": state,
                "contacts": told.contacts,
                "messages": told.messages,
                "options": options,
            }
        )
        _tell(cli, row, told, clocks)
        return GOOD


def _tell(cli: CommandLine, row: JourneyRow, told: Resumption, clocks: Clocks | None) -> None:
    if told.messages:
        cli.terminal.say(plural(told.messages, *_WAITING))
    if clocks is not None:
        cli.terminal.say(
            Text("„{name}“ läuft wieder. ", "“{name}” runs again. ").fill(name=row.name) + CLOCK_WORDS[clocks]
        )
        cli.terminal.say(at_once_words(told.options[clocks]))
        return
    columns = [
        same("--clocks"),
        Text("heißt", "means"),
        Text("sofort fällig", "due at once"),
        Text("mit Nachricht", "with a message"),
    ]
    rows = [[each, CLOCK_WORDS[each], told.options[each].due, told.options[each].may_send] for each in CLOCKS]
    cli.terminal.table(
        Text("„{name}“ weiterlaufen lassen", "Resume “{name}”").fill(name=row.name), columns, rows
    )
    cli.terminal.say(Text("Wählen Sie mit --clocks.", "Choose with --clocks."))


def _archive(cli: CommandLine, services: Services) -> None:
    @cli.command("archive", Text("Archiviert eine Journey.", "Archive a journey."))
    def archive(
        journey: Annotated[str, cli.argument("JOURNEY", JOURNEY)],
        workspace: Annotated[Path, workspace_option(cli)],
        *,
        end: Annotated[bool, cli.option("--end", words=_END)] = False,
        back: Annotated[bool, cli.option("--back", words=_BACK)] = False,
    ) -> int:
        gone = 0
        with opened(services, workspace) as space:
            row = find(space, journey)
            if back:
                space.pausing.bring_back(row.id)
            else:
                gone = space.pausing.archive(row.id, "end" if end else "drain")
        cli.terminal.data({"journey": row.id, "state": "live" if back else "archived", "taken_out": gone})
        cli.terminal.say((_IS_BACK if back else _IS_ARCHIVED).fill(name=row.name))
        if gone:
            one = Text("Ein Kontakt ist ausgestiegen.", "One contact has left.")
            cli.terminal.say(
                plural(gone, one, Text("{n} Kontakte sind ausgestiegen.", "{n} contacts have left."))
            )
        return GOOD


def find(space: Workspace, word: str) -> JourneyRow:
    """The journey of an id or a name; raises `WorkspaceError` if there is none, or several of that name."""
    rows = space.journeys.rows()
    found = [row for row in rows if row.id == word] or [row for row in rows if row.name == word]
    if len(found) == 1:
        return found[0]
    names = joined(
        [same(f"{row.id} ") + Text(f"„{row.name}“", f"“{row.name}”") for row in found or rows], same(", ")
    )
    raise WorkspaceError((_SEVERAL if found else _NO_JOURNEY).fill(word=word, names=names))


_WAITING = (
    Text(
        "Eine Nachricht von vor der Pause geht hinaus, sobald sie weiterläuft.",
        "One message from before the pause leaves on resuming.",
    ),
    Text(
        "{n} Nachrichten von vor der Pause gehen hinaus, sobald sie weiterläuft.",
        "{n} messages from before the pause leave on resuming.",
    ),
)
_IS_ARCHIVED = Text(
    "„{name}“ ist archiviert: Niemand tritt mehr ein.", "“{name}” is archived: nobody enters any more."
)
_IS_BACK = Text(
    "„{name}“ läuft wieder: Von jetzt an tritt wieder ein, wer passt.",
    "“{name}” runs again: from now on contacts enter.",
)
_NO_JOURNEY = Text(
    "Eine Journey „{word}“ gibt es hier nicht. Es gibt: {names}.",
    "There is no journey “{word}” here. There are: {names}.",
)
_SEVERAL = Text(
    "„{word}“ heißen mehrere Journeys: {names}. Bitte nennen Sie die Kennung.",
    "Several journeys are called “{word}”: {names}. Please give the id.",
)
