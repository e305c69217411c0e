"""Pictures of every page, light and dark, German and English: `python -m tests.support.pictures [FOLDER]`."""

from __future__ import annotations

import dataclasses
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.bootstrap import make_services
from app.cli.bookshop import BEGIN, JOURNEYS, sample
from app.core.clock import HOUR, VirtualClock
from app.core.journey import Journey
from app.core.text import Language
from app.services.facade import Services
from app.services.jobs import Progress, silent
from app.services.preview import PreviewRequest, PreviewResult, PreviewService
from app.services.workspace import Workspace
from app.ui.contacts.page import ContactsPage
from app.ui.theme import ThemeChoice
from canvas.output.headless import ready
from tests.support import pictures_more as more
from tests.support.camera import Photographer, opened, program, wait_for
from tests.support.pictures_drawing import take_drawing, take_way

FOLDER = Path("docs/pictures")
LIVE_DAYS = 9
LANGUAGES: tuple[Language, ...] = ("de", "en")
THEMES: tuple[ThemeChoice, ...] = ("light", "dark")
MAILS = {"de": "/home/anna/Stellwerk-Mails", "en": "/home/anna/stellwerk-mails"}
OTHERS = {"de": "newsletter-willkommen.journey", "en": "newsletter-welcome.journey"}
TABLES = {
    "de": "E-Mail;Vorname;Nachname;Ort;Geburtstag;Lieblingsgenre;Newsletter;Newsletter seit;Schlagwörter\r\n"
    "rieke.ahlers@example.org;Rieke;Ahlers;Husum;04.05.1979;Krimi;ja;12.01.2026;Stammkundin\r\n"
    "jonas.wiegand@example.net;Jonas;Wiegand;Fulda;17.11.1988;Thriller;nein;;\r\n"
    "keine-adresse;Petra;Lindner;Graz;30.02.1990;Roman;ja;02.02.2026;\r\n",
    "en": "Email;First name;Last name;City;Birthday;Favourite genre;Newsletter consent;Consent date;Tags\r\n"
    "alice.marsh@example.org;Alice;Marsh;York;1979-05-04;Crime;yes;2026-01-12;regular\r\n"
    "tom.becker@example.net;Tom;Becker;Bath;1988-11-17;Thriller;no;;\r\n"
    "no-address;Paula;Lind;Leeds;1990-02-30;Novel;yes;2026-02-02;\r\n",
}


class SteadyPreview(PreviewService):
    """Previews begin on the same day, whenever the pictures are made."""

    def __init__(self, inner: PreviewService) -> None:
        self._inner = inner

    def run(self, request: PreviewRequest, progress: Progress = silent) -> PreviewResult:
        return self._inner.run(dataclasses.replace(request, start=BEGIN), progress)


def take_all(
    folder: Path, languages: tuple[Language, ...] = LANGUAGES, themes: tuple[ThemeChoice, ...] = THEMES
) -> None:
    """Every page in each language and each theme."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setFont(QFont(ready()))
    made = make_services()
    services = dataclasses.replace(made, preview=SteadyPreview(made.preview))
    for language in languages:
        with shop(services, language) as space, tempfile.TemporaryDirectory() as empty:
            for theme in themes:
                suffix = f"{theme}-{language}"
                with (
                    opened(services, Path(empty) / f"{theme}.stellwerk") as first,
                    program(application, services, first, language, theme) as started,
                ):
                    Photographer(started, folder, suffix).take("welcome")
                with program(application, services, space, language, theme) as started:
                    take_pages(Photographer(started, folder, suffix), services, space, language)
            more.make_busy(space, services.files.load(sample(JOURNEYS[language])).id, language)
            for theme in themes:
                with program(application, services, space, language, theme) as started:
                    camera = Photographer(started, folder, f"{theme}-{language}")
                    take_busy_pages(camera, services, space, language)


def take_pages(camera: Photographer, services: Services, space: Workspace, language: Language) -> None:
    """All pages of a workspace in which a journey is live."""
    camera.window.show_page("journeys")
    camera.take("start")
    journey = services.files.load(sample(JOURNEYS[language]))
    camera.window.open_journey(journey)
    camera.look_at("send_mail")
    camera.take("journey")
    camera.journey.header.tryout.click()
    wait_for(lambda: camera.journey.preview.result is not None)
    camera.look_at("branch", steps_out=1)
    camera.take("preview")
    camera.journey.drawer.open(2)
    camera.look_at("branch", steps_out=1)
    camera.take("live")
    take_way(camera)
    camera.journey.drawer.close_panel()
    camera.journey.header.publish.click()
    camera.look_at("event_trigger", steps_out=1)
    camera.take("publish")
    camera.window.open_journey(broken(journey))
    camera.journey.drawer.open(0)
    camera.look_at("send_mail", steps_out=1)
    camera.take("problems")
    take_drawing(camera, journey, language)
    take_contacts(camera, space, language)
    camera.window.show_page("settings")
    camera.take("settings")


def take_busy_pages(camera: Photographer, services: Services, space: Workspace, language: Language) -> None:
    """All pages about what happens while journeys run."""
    journey = services.files.load(sample(JOURNEYS[language]))
    more.take_version_two(camera, journey)
    more.take_pause(camera, space, journey)
    more.take_activity(camera)
    more.take_kept(camera)
    more.take_more_settings(camera)


def take_contacts(camera: Photographer, space: Workspace, language: Language) -> None:
    """The list, one contact, and the import."""
    camera.window.show_page("contacts")
    camera.take("contacts")
    camera.contacts.table.selectRow(busiest(camera.contacts, space))
    camera.take("contact")
    camera.contacts.table.clearSelection()
    camera.contacts.panel.hide()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, {"de": "kunden.csv", "en": "customers.csv"}[language])
        table.write_text(TABLES[language], encoding="utf-8", newline="")
        camera.contacts.start_import(table)
        camera.take("import")
        camera.contacts.importing.begin(None)


def broken(journey: Journey) -> Journey:
    """A copy in which a mail has no words and a branch no condition."""
    mail = next(node for node in journey.nodes if node.type == "send_mail")
    branch = next(node for node in journey.nodes if node.type == "branch")
    emptied = mail.model_copy(update={"config": {}})
    asking = branch.model_copy(update={"config": {"cases": [{"id": "yes", "name": "", "rule": None}]}})
    swapped = {mail.id: emptied, branch.id: asking}
    nodes = tuple(swapped.get(node.id, node) for node in journey.nodes)
    return journey.replace(id="broken", nodes=nodes)


def busiest(page: ContactsPage, space: Workspace) -> int:
    """The row of the contact among the first with the longest history."""
    rows = range(min(page.model.count, 40))

    def length(row: int) -> int:
        contact = page.model.contact(row)
        return len(space.contacts.detail(contact.id).timeline) if contact else 0

    return max(rows, key=length)


@contextmanager
def shop(services: Services, language: Language) -> Iterator[Workspace]:
    """The bookshop some days after its journey went live."""
    clock = VirtualClock(BEGIN)
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(services, Path(folder) / "bookshop.stellwerk", clock) as space,
    ):
        contacts = space.imports.preview(sample("contacts.csv"))
        space.imports.contacts(contacts, contacts.mapping, language)
        space.journeys.save_draft(services.files.load(sample(OTHERS[language])))
        main = services.files.load(sample(JOURNEYS[language]))
        space.journeys.save_draft(main)
        space.journeys.publish(main)
        events = space.imports.preview(sample("events.csv"))
        assert events.events is not None
        space.imports.events(events, events.events, language)
        for step in range(LIVE_DAYS * 4 + 1):
            clock.move_to(BEGIN + step * 6 * HOUR)
            space.runner.run_until_idle()
        # Nothing is due any more, so that nothing will be written there.
        settings = space.settings.get()
        space.settings.save(settings.model_copy(update={"folder": MAILS[language]}))
        yield space


if __name__ == "__main__":
    take_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
