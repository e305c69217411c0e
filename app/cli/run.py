"""`stellwerk run`: let the live journeys of a workspace run."""

from pathlib import Path
from threading import Event
from typing import Annotated

from app.cli.command_line import CANNOT, GOOD, PROBLEMS, CommandLine
from app.cli.late import LATE_WORDS, decide, held_data, show_held
from app.cli.simulate import MOST_DAYS
from app.cli.workspaces import opened, workspace_option
from app.core.clock import to_datetime
from app.core.errors import WorkspaceError
from app.core.late import LateWish
from app.core.text import Text, plural
from app.services.facade import Services
from app.services.runner import RunnerState
from app.services.workspace import Workspace
from app.store.outbox_rows import HeldGroup

_IDLE = Text("Aufhören, sobald nichts mehr ansteht.", "Stop as soon as nothing is due.")
_VIRTUAL = Text(
    "Zum Ausprobieren: so viele Tage in Sekunden vergehen lassen. Mails gehen in den Ordner, Kontakte "
    "reagieren wie in der Vorschau.",
    "To try things out: let so many days pass in seconds. Mails go into the folder, contacts react as in the "
    "preview.",
)
_SEED = Text("Zufall der Reaktionen in virtueller Zeit.", "Chance of the reactions in virtual time.")


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""

    @cli.command("run", Text("Führt die Journeys aus.", "Run the journeys."))
    def run(
        workspace: Annotated[Path, workspace_option(cli)],
        *,
        until_idle: Annotated[bool, cli.option("--until-idle", words=_IDLE)] = False,
        virtual_days: Annotated[
            int | None, cli.option("--virtual-days", words=_VIRTUAL, most=MOST_DAYS)
        ] = None,
        seed: Annotated[int, cli.option("--seed", words=_SEED)] = 1,
        late: Annotated[LateWish | None, cli.option("--late", words=LATE_WORDS)] = None,
    ) -> int:
        with opened(services, workspace) as space:
            if virtual_days is not None:
                return _virtual(cli, space, virtual_days, seed)
            decide(space, late)
            return _until_idle(cli, space) if until_idle else _for_ever(cli, space)


def _virtual(cli: CommandLine, space: Workspace, days: int, seed: int) -> int:
    with cli.terminal.progress(Text("Virtuelle Zeit", "Virtual time")) as progress:
        done = space.virtual.run(days, seed, progress)
    until = to_datetime(done.until).isoformat()
    cli.terminal.data({"moved": done.moved, "messages": done.messages, "until": until})
    cli.terminal.say(_done(done.moved, done.messages))
    folder = Text("Mails: {path}", "Mails: {path}")
    cli.terminal.say(folder.fill(path=str(space.settings.mail_folder())))
    return GOOD


def _until_idle(cli: CommandLine, space: Workspace) -> int:
    done = space.runner.run_until_idle()
    due = to_datetime(done.next_due).isoformat() if done.next_due else None
    problem = cli.terminal.pick(done.problem) if done.problem else None
    held = space.lateness.held()
    numbers = {"moved": done.moved, "delivered": done.delivered, "next_due": due, "problem": problem}
    cli.terminal.data({**numbers, "held": held_data(held)})
    cli.terminal.say(_done(done.moved, done.delivered))
    if done.problem:
        cli.terminal.say(done.problem)
    show_held(cli, space, held)
    return PROBLEMS if done.problem or held else GOOD


def _done(moved: int, sent: int) -> Text:
    contacts = plural(
        moved,
        Text("1 Kontakt bewegt, ", "1 contact moved, "),
        Text("{n} Kontakte bewegt, ", "{n} contacts moved, "),
    )
    messages = plural(
        sent,
        Text("1 Nachricht zugestellt.", "1 message delivered."),
        Text("{n} Nachrichten zugestellt.", "{n} messages delivered."),
    )
    return contacts + messages


def _for_ever(cli: CommandLine, space: Workspace) -> int:
    """Until Ctrl+C, or until the scheduler gives up."""
    over, told = Event(), list[Text | tuple[HeldGroup, ...]]()

    def listen(state: RunnerState) -> None:
        if state.problem and state.problem not in told:
            told.append(state.problem)
            cli.terminal.say(state.problem)
        held = space.lateness.held() if state.doing == "waiting" else ()
        if held and held not in told:
            told.append(held)
            show_held(cli, space, held)
        if state.doing == "failed":
            over.set()

    space.runner.on_change(listen)
    if not space.runner.start():
        raise WorkspaceError(space.runner.state.problem or Text("", ""))
    cli.terminal.say(Text("Läuft. Strg+C beendet.", "Running. Ctrl+C ends it."))
    while not over.wait(1):
        pass
    return CANNOT
