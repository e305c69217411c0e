"""The section of the inspector that tells what became of a step in the last days."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.core.formats import date_words
from app.core.journey import NodeId
from app.core.text import Text
from app.services.step_history import Past
from app.ui.context import Context
from app.ui.journey.draft import Draft
from app.ui.journey.past_chart import PastChart
from app.ui.widgets.boxes import column
from app.ui.widgets.buttons import push_button
from app.ui.widgets.fold import Fold
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

TITLE = Text("Die letzten 30 Tage", "The last 30 days")
READING = Text("Lese nach …", "Looking it up …")
NOT_LIVE = Text(
    "Sobald die Journey mit diesem Schritt veröffentlicht ist, stehen hier seine Zahlen.",
    "Once the journey is published with this step, its numbers stand here.",
)
NOTHING = Text("In dieser Zeit kam niemand hierher.", "Nobody came here in this time.")
TOTALS = Text(
    "{entered} gekommen, {passed} weiter, {failed} gescheitert; {waiting} warten jetzt.",
    "{entered} came, {passed} went on, {failed} failed; {waiting} wait now.",
)
NOT_ALL = Text(
    " Weiter zurück wurde nicht gelesen, weil sehr viel geschehen ist.",
    " Nothing older was read, because a great deal has happened.",
)
AS_TABLE = Text("Als Tabelle zeigen", "Show as a table")
AS_CHART = Text("Als Bild zeigen", "Show as a picture")
COLUMNS = (
    Text("Tag", "Day"),
    Text("gekommen", "came"),
    Text("weiter", "went on"),
    Text("gescheitert", "failed"),
    Text("warten", "wait"),
)
TABLE_HEIGHT = 220


class StepPast(QWidget):
    """Reads the numbers when it is opened, never before."""

    def __init__(self, context: Context, draft: Draft, step: NodeId) -> None:
        super().__init__()
        self._context, self._draft, self._step = context, draft, step
        self._cancel: Callable[[], None] = lambda: None
        self._made = False
        self._words = label("", "soft", wrap=True)
        self._body = QWidget()
        column(self._body, gap=8).addWidget(self._words)
        self.fold = Fold(context, TITLE, self._body)
        self.fold.head.toggled.connect(takes(bool, lambda opened: self._ask() if opened else None))
        column(self).addWidget(self.fold)

    @property
    def words(self) -> str:
        """What is said about the numbers as a whole."""
        return self._words.text()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: another step is looked at."""
        super().hideEvent(event)
        self._cancel()

    def _ask(self) -> None:
        insight = self._draft.vocabulary().insight
        if insight is not None:
            if not self._made:
                self._make()
            self._words.setText(self._context.say(READING))
            self._cancel = insight.past(self, self._draft.journey, self._step, self._show)

    def _show(self, past: Past | None) -> None:
        say = self._context.say
        anything = past is not None and any(day.entered or day.passed or day.waiting for day in past.days)
        self.chart.setVisible(anything)
        self._toggle.setVisible(anything)
        self.table.hide()
        if past is None or not anything:
            self._words.setText(say(NOT_LIVE if past is None else NOTHING))
            return
        days, number = past.days, self._context.number
        words = TOTALS.fill(
            entered=number(sum(day.entered for day in days)),
            passed=number(sum(day.passed for day in days)),
            failed=number(sum(day.failed for day in days)),
            waiting=number(days[-1].waiting),
        )
        self._words.setText(say(words if past.complete else words + NOT_ALL))
        self.chart.show_days(days, self.words)
        self._fill(past)

    def _make(self) -> None:
        """Picture and table are made for those who look only; forms come up the sooner for it."""
        self._made = True
        self.chart = PastChart(self._context)
        self.table = self._make_table()
        self._toggle = push_button(self._context, AS_TABLE, self._turn, kind="link", icon="table")
        layout = self._body.layout()
        assert layout is not None  # it was given one
        for each in (self.chart, self.table, self._toggle):
            each.hide()
            layout.addWidget(each)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(COLUMNS))
        table.setAccessibleName(self._context.say(TITLE))
        table.setHorizontalHeaderLabels([self._context.say(words) for words in COLUMNS])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        table.setFixedHeight(TABLE_HEIGHT)
        return table

    def _fill(self, past: Past) -> None:
        self.table.setRowCount(len(past.days))
        for place, day in enumerate(reversed(past.days)):
            numbers = (day.entered, day.passed, day.failed, day.waiting)
            cells = [self._context.say(date_words(day.day)), *map(self._context.number, numbers)]
            for at, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._context.say(COLUMNS[at])}: {words}")
                self.table.setItem(place, at, item)

    def _turn(self) -> None:
        as_table = self.table.isHidden()
        self.table.setVisible(as_table)
        self.chart.setVisible(not as_table)
        words = self._context.say(AS_CHART if as_table else AS_TABLE)
        self._toggle.setText(f" {words}")
        self._toggle.setAccessibleName(words)
