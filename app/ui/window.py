"""The main window: the rail, and the page that it chose.

A page is loaded when it is first chosen, so that the window does not wait for those nobody looks at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.core.errors import StellwerkError
from app.core.journey import Journey
from app.core.text import Text
from app.ui.activity.words import LOOK, waiting_words
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.rail import Rail, page_commands
from app.ui.shortcuts.shortcuts import Shortcuts
from app.ui.start.page import JourneysPage
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, line, row
from canvas.document import DocumentModel
from canvas.selection import Selection

if TYPE_CHECKING:
    from app.ui.journey.desk_page import DeskJourneyPage
    from app.ui.settings.page import SettingsPage

SIZE = QSize(1440, 900)
SMALLEST = QSize(980, 620)
LOOK_EVERY_MS = 3_000


class MainWindow(QMainWindow):
    """Shows one page at a time. `dress(context)` builds everything anew, in another language or theme.

    Tells `looks_changed()`, and `workspace_wanted(Path)` when another workspace is to be opened.
    """

    looks_changed = Signal()
    workspace_wanted = Signal(object)

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._document: DocumentModel | None = None
        self._selection = Selection()
        self._page = "journeys"
        self._told_decisions, self._waiting = False, 0
        self._built: dict[str, QWidget] = {}
        self.shortcuts = Shortcuts(self, page_commands(self._chosen_on_rail), self._page_of_commands)
        self._pulse = QTimer(self)
        self._pulse.setInterval(LOOK_EVERY_MS)
        self._pulse.timeout.connect(self.look_for_decisions)
        self._pulse.start()
        self.resize(SIZE)
        self.setMinimumSize(SMALLEST)
        self.dress(context)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.currentWidget()

    def dress(self, context: Context) -> None:
        """Build everything with this context; the open journey, its history and the page stay."""
        self._context = context
        self.shortcuts.dress(context)
        old, journey, settings = self.takeCentralWidget(), self._journey_page(), self._settings_page()
        self._rail = Rail(context)
        self._rail.chosen.connect(self._chosen_on_rail)
        self._rail.show_count("activity", self._waiting)
        self._pages = QStackedWidget()
        self._built = {}
        self._refreshers: dict[str, Callable[[], None]] = {}
        self.banner = Banner(context)
        right = column(gap=0)
        right.addWidget(self.banner)
        right.addWidget(self._pages, 1)
        central = QWidget()
        central.setObjectName("page")
        layout = row(central, gap=0)
        layout.addWidget(self._rail)
        layout.addWidget(line("v"))
        layout.addLayout(right, 1)
        central.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCentralWidget(central)
        central.setFocus()
        self.show_page(self._page)
        if journey is not None:
            journey.leave()
        if settings is not None:
            settings.leave()
        if old is not None:
            old.deleteLater()

    def open_journey(self, journey: Journey) -> None:
        """Show a journey of the workspace on the canvas."""
        self._leave_journey()
        self._document = DocumentModel(journey, self)
        self._selection = Selection(self)
        self.show_page("journeys")
        page = self._journey_page()
        assert page is not None  # the journey was just opened
        page.canvas.setFocus()  # or the way back would have the keyboard

    def open_file(self, path: Path) -> None:
        """Take a journey file into the workspace and show it."""
        self.close_journey()
        page = self.page
        assert isinstance(page, JourneysPage)  # nothing is open any more
        page.open_file(path)

    def leave(self) -> bool:
        """Save settings and draft; False if the draft could not be saved."""
        settings, journey = self._settings_page(), self._journey_page()
        if settings is not None:
            settings.leave()
        return journey is None or journey.leave()

    def show_desk(self, desk: Desk, context: Context) -> None:
        """Show another workspace, from its list of journeys on; call `leave` before."""
        self._leave_journey()
        self._document = None
        self._page, self._desk = "journeys", desk
        self._waiting = 0
        self.dress(context)

    def close_journey(self) -> None:
        """Go back to the list of journeys."""
        self._leave_journey()
        self._document = None
        self.show_page("journeys")

    def show_page(self, name: str) -> None:
        """Show a page of the rail."""
        self._page = name
        if name == "activity" and self._told_decisions:
            self.banner.hide()
            self._told_decisions = False
        self._rail.show_current(name)
        key = "journey" if name == "journeys" and self._document is not None else name
        page = self._built.get(key)
        if page is None:
            page = self._built[key] = self._makers()[key]()
            self._pages.addWidget(page)
        elif key in self._refreshers:
            self._refreshers[key]()
        self._pages.setCurrentWidget(page)
        page.setFocus()
        self._show_title()

    def look_for_decisions(self) -> None:
        """Show how much waits for a person's word, and say so when it has become more."""
        found = self._desk.workspace.activity.to_decide()
        self._rail.show_count("activity", found.count)
        more, self._waiting = found.count > self._waiting, found.count
        if more and self._page != "activity" and self.banner.isHidden():
            words = self._context.say(waiting_words(found))
            self.banner.say("info", words, LOOK, self._show_decisions)
            self._told_decisions = True

    def rest(self) -> None:
        """Look no more; before the workspace is closed."""
        self._pulse.stop()

    def show_error(self, message: Text) -> None:
        """Show an unexpected error."""
        self.banner.say("error", self._context.say(message))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: the draft is saved before the window closes; if it cannot be, the window stays."""
        event.setAccepted(self.leave())

    def _chosen_on_rail(self, name: str) -> None:
        self.show_page(name)
        self._rail.buttons[name].setFocus()

    def _makers(self) -> dict[str, Callable[[], QWidget]]:
        return {
            "journeys": self._make_list,
            "journey": self._make_journey,
            "contacts": self._make_contacts,
            "activity": self._make_activity,
            "settings": self._make_settings,
        }

    def _make_list(self) -> QWidget:
        page = JourneysPage(self._context, self._desk)
        self._refreshers["journeys"] = page.refresh
        page.open_wanted.connect(self.open_journey)
        return page

    def _make_contacts(self) -> QWidget:
        from app.ui.contacts.page import ContactsPage

        page = ContactsPage(self._context, self._desk)
        self._refreshers["contacts"] = page.refresh
        self._show_in_contacts = page.show_contact
        return page

    def _make_journey(self) -> QWidget:
        from app.ui.journey.desk_page import DeskJourneyPage

        assert self._document is not None  # the page exists for it
        page = DeskJourneyPage(self._context, self._desk, self._document, self._selection)
        page.back_wanted.connect(self.close_journey)
        page.canvas.learn(self.shortcuts.on_canvas())
        self._refreshers["journey"] = page.refresh
        self._document.changed.connect(self._show_title)
        return page

    def _make_activity(self) -> QWidget:
        from app.ui.activity.page import ActivityPage

        page = ActivityPage(self._context, self._desk)
        self._refreshers["activity"] = page.refresh
        self._open_activity_tab = page.open_tab
        page.contact_wanted.connect(self._show_contact)
        page.journey_wanted.connect(self._open_by_id)
        page.resume_wanted.connect(self._resume)
        return page

    def _make_settings(self) -> QWidget:
        from app.ui.settings.page import SettingsPage

        page = SettingsPage(self._context, self._desk)
        self._refreshers["settings"] = page.refresh
        page.looks_changed.connect(self.looks_changed.emit)
        page.workspace_wanted.connect(self.workspace_wanted.emit)
        return page

    def _show_decisions(self) -> None:
        self.show_page("activity")
        self._open_activity_tab("decide")

    def _show_contact(self, contact_id: int) -> None:
        self.show_page("contacts")
        self._show_in_contacts(contact_id)

    def _open_by_id(self, journey_id: str) -> None:
        try:
            self.open_journey(self._desk.workspace.journeys.draft(journey_id))
        except StellwerkError as error:
            self.show_error(error.message)

    def _resume(self, journey_id: str) -> None:
        self._open_by_id(journey_id)
        page = self._journey_page()
        if page is not None:
            page.standing.resume()

    def _leave_journey(self) -> None:
        page = self._journey_page()
        if page is not None:
            self._built.pop("journey")
            page.leave()
            self.setFocus()  # Qt must not look for the focus in a page that goes
            self._pages.removeWidget(page)
            page.deleteLater()
        if self._document is not None:
            self._document.deleteLater()

    def _journey_page(self) -> DeskJourneyPage | None:
        page = self._built.get("journey")
        if page is None:
            return None
        from app.ui.journey.desk_page import DeskJourneyPage

        return page if isinstance(page, DeskJourneyPage) else None

    def _page_of_commands(self) -> DeskJourneyPage | None:
        page = self._journey_page()
        return page if page is self.page else None

    def _settings_page(self) -> SettingsPage | None:
        page = self._built.get("settings")
        if page is None:
            return None
        from app.ui.settings.page import SettingsPage

        return page if isinstance(page, SettingsPage) else None

    def _show_title(self, *_journeys: object) -> None:
        name = self._document.journey.name if self._document is not None and self._page == "journeys" else ""
        self.setWindowTitle(f"{name} – Stellwerk" if name else "Stellwerk")
