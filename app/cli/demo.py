"""What the program shows where there is no display: its whole job, on the bookshop, in the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.cli.bookshop import DAYS, Bookshop
from app.cli.command_line import CANNOT, GOOD, CommandLine
from app.cli.render import draw_picture
from app.cli.simulate import show_steps, show_totals
from app.cli.status import show_status
from app.cli.terminal import Terminal
from app.cli.validate import show_problems
from app.core.errors import StellwerkError, WorkspaceError
from app.core.text import Text
from app.services.facade import Services
from app.services.workspace import Workspace

FOLDER = Path("out", "bookshop")
PICTURE = "journey.svg"


def run_demo(services: Services, terminal: Terminal, folder: Path = FOLDER) -> int:
    """Import, check, simulate, publish, run in virtual time, draw; then say where everything is."""
    try:
        _empty(folder)
        shop, cli = Bookshop(services, folder, terminal.language), CommandLine(terminal)
        with shop.open() as space:
            _import(shop, space, terminal)
            show_problems(cli, services, shop.journey(), space.journeys.validate(shop.journey()))
            _simulate(shop, cli)
            _run(shop, space, cli)
    except StellwerkError as error:
        terminal.fail(error.message)
        return CANNOT
    return GOOD


def _empty(folder: Path) -> None:
    """A fresh folder each time; only this one, which belongs to the demo."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(_NO_FOLDER.fill(folder=str(folder), why=error.strerror or str(error))) from error


def _import(shop: Bookshop, space: Workspace, terminal: Terminal) -> None:
    contacts, events = shop.import_contacts(space), shop.import_events(space)
    done = Text("Importiert: {c} Kontakte, {e} Ereignisse.", "Imported: {c} contacts, {e} events.")
    terminal.say(done.fill(c=contacts.created, e=events.created))


def _simulate(shop: Bookshop, cli: CommandLine) -> None:
    with cli.terminal.progress(Text("Simulation", "Simulation")) as progress:
        preview = shop.simulate(progress)
    title = Text("Simulation über {n} Tage", "Simulation over {n} days").fill(n=DAYS)
    show_totals(cli, title, preview.counts)


def _run(shop: Bookshop, space: Workspace, cli: CommandLine) -> None:
    journey, terminal = shop.journey(), cli.terminal
    published = space.journeys.publish(journey)
    live = Text("Veröffentlicht: „{name}“, Version {n}.", "Published: “{name}”, version {n}.")
    terminal.say(live.fill(name=journey.name, n=published.version))
    with terminal.progress(Text("Virtuelle Zeit", "Virtual time")) as progress:
        done = shop.run(space, progress)
    counts = space.journeys.counts(journey.id)
    show_steps(cli, shop.services, journey, counts)
    show_totals(cli, Text("Nach {n} Tagen", "After {n} days").fill(n=DAYS), counts)
    show_status(cli, space)
    picture = shop.folder / PICTURE
    try:
        draw_picture(journey, shop.services.catalog, picture, terminal.language, counts=counts)
        terminal.say(
            Text("Bild der Journey:  {path}", "Picture of the journey:  {path}").fill(path=str(picture))
        )
    except StellwerkError as error:
        terminal.say(error.message)
    mails = Text("{n} Mails als .eml:  {path}", "{n} mails as .eml:  {path}")
    terminal.say(mails.fill(n=done.messages, path=str(space.settings.mail_folder())))
    terminal.say(Text("Arbeitsbereich:  {path}", "Workspace:  {path}").fill(path=str(space.path)))


_NO_FOLDER = Text(
    "In „{folder}“ kann nichts gespeichert werden ({why}). Bitte starten Sie Stellwerk in einem Ordner, in "
    "den Sie schreiben dürfen.",
    "Nothing can be saved in “{folder}” ({why}). Please start Stellwerk in a folder that you may write to.",
)
