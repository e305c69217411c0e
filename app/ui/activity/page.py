"""Activity: what needs a decision, the outbox, what is planned, and what has happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app.core.clock import to_datetime
from app.core.late import Planned
from app.core.text import Text
from app.engine.delivery.decisions import Chosen
from app.services.activity import Decision, Shelf, Wanted
from app.store.incidents import Incident
from app.ui.activity.decide import Decide
from app.ui.activity.log import LogPanel
from app.ui.activity.names import Names
from app.ui.activity.outbox import Outbox
from app.ui.activity.planned import PlannedPanel
from app.ui.activity.words import done_words
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.editors.combo import ValueCombo
from app.ui.jobs import Job
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, line, row, surface
from app.ui.widgets.tabs import TabRow
from app.ui.widgets.words import label

EVERY_MS = 2_000
SEARCH_DELAY_MS = 200
TABS = {
    "decide": Text("Zu entscheiden", "To decide"),
    "outbox": Text("Postausgang", "Outbox"),
    "planned": Text("Geplant", "Planned"),
    "log": Text("Vorkommnisse", "Incidents"),
}
NARROWED = ("outbox", "planned", "log")
"""Parts of the page that can be narrowed to one journey."""


class ActivityPage(QWidget):
    """Tells `contact_wanted(id)`, `journey_wanted(id)` and `resume_wanted(id)`."""

    contact_wanted = Signal(int)
    journey_wanted = Signal(str)
    resume_wanted = Signal(str)

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._names = Names(desk.workspace.journeys, context.catalog)
        self._make_panels()
        layout = column(self, gap=0)
        layout.addWidget(self._make_head())
        layout.addWidget(line())
        self.banner = Banner(context)
        layout.addWidget(self.banner)
        self._stack = QStackedWidget()
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        layout.addWidget(self._stack, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self.outbox.look(Wanted())
        self.tabs.show_current("decide")
        self.look()
        self.open_tab("decide" if self._waiting else "outbox")

    @property
    def tab(self) -> str:
        """Which part of the page is shown."""
        return self.tabs.current

    @property
    def planning(self) -> bool:
        """Whether it is still being worked out what is planned."""
        return self._planning is not None

    def refresh(self) -> None:
        """Show everything as it is now, also what journeys and steps are called."""
        self._names.forget()
        self._offer_journeys()
        self.look()

    def look(self) -> None:
        """Show what has changed since the last look."""
        found = self._desk.workspace.activity.to_decide()
        self._waiting = found.count
        self.tabs.name("decide", self._context.say(TABS["decide"]), found.count)
        self.decide.show_open(found)
        self._look_at_tab()

    def _tick(self) -> None:
        if not self.search.text():  # to search a large workspace every other second would be too much
            self.look()

    def _look_at_tab(self) -> None:
        match self.tab:
            case "outbox":
                self.outbox.refresh()
            case "planned":
                self._plan()
            case "log":
                self.log.look()
            case _:
                pass

    def open_tab(self, name: str) -> None:
        """Show a part of the page."""
        self.tabs.show_current(name)
        self._stack.setCurrentWidget(self._panels[name])
        self.journey.setVisible(name in NARROWED)
        self._look_at_tab()

    def show_shelf(self, shelf: Shelf, journey: str = "") -> None:
        """Show some messages of the outbox."""
        self.journey.show_value(journey)
        self.search.clear()
        self.outbox.look(Wanted(shelf, journey))
        self.open_tab("outbox")

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what is seen is kept up to date."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _make_panels(self) -> None:
        self.decide = Decide(self._context, self._names)
        self.decide.decided.connect(self._decide)
        self.decide.shelf_wanted.connect(self.show_shelf)
        self.decide.open_wanted.connect(self.journey_wanted.emit)
        self.decide.resume_wanted.connect(self.resume_wanted.emit)
        self.outbox = Outbox(self._context, self._desk.workspace.activity, self._names)
        self.outbox.decided.connect(self._decide)
        self.outbox.contact_wanted.connect(self.contact_wanted.emit)
        self.planned = PlannedPanel(self._context, self._names)
        self.log = LogPanel(self._context, self._names, self._incidents)
        self.log.journey_wanted.connect(self.journey_wanted.emit)
        self._planning: Job | None = None
        panels = (self.decide, self.outbox, self.planned, self.log)
        self._panels: dict[str, QWidget] = dict(zip(TABS, panels, strict=True))

    def _make_head(self) -> QWidget:
        say = self._context.say
        head = surface("panel")
        layout = row(head, gap=12, margins=(20, 4, 16, 0))
        layout.addWidget(label(say(Text("Aktivität", "Activity")), "heading"))
        layout.addSpacing(12)
        self.tabs = TabRow(self._context, "tab", 8)
        for name, words in TABS.items():
            self.tabs.add(name, say(words))
        self.tabs.chosen.connect(self.open_tab)
        layout.addWidget(self.tabs, 1)
        self.journey = ValueCombo((), say(Text("Journey", "Journey")))
        self.journey.setMaximumWidth(180)
        self.journey.chosen.connect(self._narrow)
        self._offer_journeys()
        layout.addWidget(self.journey)
        self.outbox.add_beside(self._make_search())
        return head

    def _make_search(self) -> QLineEdit:
        say = self._context.say
        self.search = QLineEdit()
        self.search.setPlaceholderText(say(Text("Adresse suchen", "Search address")))
        self.search.setAccessibleName(say(Text("Adresse suchen", "Search address")))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(200)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(SEARCH_DELAY_MS)
        timer.timeout.connect(self._narrow)
        self.search.textChanged.connect(lambda: timer.start())
        return self.search

    def _offer_journeys(self) -> None:
        chosen = self.journey.value or ""
        every = self._context.say(Text("Alle Journeys", "All journeys"))
        self.journey.set_options([("", every), *self._names.journeys.items()])
        self.journey.show_value(chosen if chosen in self._names.journeys else "")

    def _incidents(self, offset: int, limit: int) -> Sequence[Incident]:
        return self._desk.workspace.activity.incidents(self.journey.value or "", offset, limit)

    def _plan(self) -> None:
        """Ask in the background: the engine may be at work."""
        if self._planning is None:
            lateness = self._desk.workspace.lateness
            self._planning = self._desk.jobs.start(
                self, lambda _progress: lateness.planned(), self._show_plan, self._not_planned
            )

    def _show_plan(self, found: Sequence[Planned]) -> None:
        self._planning = None
        wanted = self.journey.value or ""
        plan = [each for each in found if wanted in ("", each.journey)]
        now = to_datetime(self._desk.workspace.activity.now())
        self.planned.show_plan(plan, now.astimezone(self._context.zone).date())

    def _not_planned(self, message: Text) -> None:
        self._planning = None
        self._failed(message)

    def _narrow(self, *_value: object) -> None:
        shelf = self.outbox.model.wanted.shelf
        self.outbox.look(Wanted(shelf, self.journey.value or "", self.search.text().strip()))
        self._look_at_tab()

    def _decide(self, decision: Decision, chosen: Chosen) -> None:
        """In the background, since the engine may be at work and many messages take a moment."""
        activity = self._desk.workspace.activity
        self.setEnabled(False)
        self._desk.jobs.start(
            self,
            lambda _progress: activity.decide(decision, chosen),
            lambda n: self._decided(decision, n),
            self._failed,
        )

    def _decided(self, decision: Decision, n: int) -> None:
        self.setEnabled(True)
        words = done_words(decision, n).fill(n=self._context.number(n))
        self.banner.say("good" if n else "info", self._context.say(words))
        self.look()
        self.tabs.buttons[self.tab].setFocus(Qt.FocusReason.OtherFocusReason)  # the button pressed is gone

    def _failed(self, message: Text) -> None:
        self.setEnabled(True)
        self.banner.say("error", self._context.say(message))
