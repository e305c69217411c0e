"""Where people stand in the running journey, since when, what fails, and the way one of them took."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from app.core.journey import NodeId
from app.core.reasons import reason_text
from app.core.records import Failing, Guest, Trail, Waiting
from app.core.text import Text
from app.services.whereabouts import Whereabouts
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label
from canvas.painting.words import age_words

STEP_ROLE = Qt.ItemDataRole.UserRole
FEWEST_LETTERS = 7
LATELY = Text("In den letzten 30 Tagen", "In the last 30 days")
STEPS = (
    Text("Schritt", "Step"),
    Text("warten", "wait"),
    Text("am längsten seit", "longest for"),
    Text("nächster weiter", "next goes on"),
    Text("Fehler", "failed"),
)
GUESTS = (Text("Kontakt", "Contact"), Text("weiter am", "goes on"))
NOBODY_YET = Text(
    "Gerade wartet niemand in dieser Journey, und in den letzten 30 Tagen ist nichts fehlgeschlagen.",
    "Nobody waits in this journey at the moment, and nothing has failed in the last 30 days.",
)
WAY_OF = Text("Weg eines Kontakts: E-Mail-Adresse", "Way of a contact: email address")
UNKNOWN = Text(
    "Unter dieser Adresse war niemand in dieser Journey. Bitte prüfen Sie die Adresse.",
    "Nobody with this address has been in this journey. Please check the address.",
)
SINCE = Text("Hier seit {when}", "Here since {when}")
STANDS = Text("{who} steht bei „{step}“.", "{who} stands at “{step}”.")
THROUGH = Text(
    "{who} ist nicht mehr unterwegs: {steps} Schritte.", "{who} is not under way any more: {steps} steps."
)
HIDE = Text("Weg ausblenden", "Hide the way")
Title = Callable[[NodeId], str]


class Crowd(QWidget):
    """Looks when told; `looked(Whereabouts)`, `step_chosen(str)`, `traced(Trail or None)`."""

    looked = Signal(object)
    step_chosen = Signal(str)
    traced = Signal(object)

    def __init__(self, context: Context, desk: Desk, journey_id: str, title: Title) -> None:
        super().__init__()
        self._context, self._desk, self._journey_id, self._title = context, desk, journey_id, title
        self._looking = False
        self.steps = _table(context, STEPS, Text("Wo Kontakte warten", "Where contacts wait"))
        self.guests = _table(context, GUESTS, Text("Wer dort steht", "Who stands there"))
        self.way = QLineEdit()
        self.way.setPlaceholderText(context.say(WAY_OF))
        self.way.setAccessibleName(context.say(WAY_OF))
        self.way.setClearButtonEnabled(True)
        self.hide_way = push_button(context, HIDE, self._hide_way, kind="link")
        self.told = label("", "soft", wrap=True)
        self._none = label(context.say(NOBODY_YET), "soft", wrap=True)
        self._arrange()
        self.steps.itemSelectionChanged.connect(self._choose_step)
        self.guests.itemSelectionChanged.connect(self._choose_guest)
        self.way.returnPressed.connect(self._find)
        self._show_trail(None)

    def look(self) -> None:
        """Ask anew, beside the interface; a look that is still under way is enough."""
        if self._looking:
            return
        self._looking = True
        where, journey_id = self._desk.workspace.whereabouts, self._journey_id
        show = takes(Whereabouts, self._show)
        self._desk.jobs.start(self, lambda _: where.look(journey_id), show, self._failed)

    def forget(self) -> None:
        """Show nobody's way any more."""
        self._hide_way()

    def _arrange(self) -> None:
        layout = row(self, gap=16)
        left, right = column(gap=6), column(gap=6)
        left.addWidget(self._none)
        left.addWidget(self.steps, 1)
        found = row(gap=8)
        found.addWidget(self.way, 1)
        found.addWidget(self.hide_way)
        right.addLayout(found)
        right.addWidget(self.told)
        right.addWidget(self.guests, 1)
        layout.addLayout(left, 5)
        layout.addLayout(right, 3)

    def _show(self, found: Whereabouts) -> None:
        self._looking = False
        chosen = self._chosen(self.steps)
        where = {**dict.fromkeys(found.waiting), **dict.fromkeys(found.failing)}
        order = sorted(where, key=lambda each: -(found.waiting[each].n if each in found.waiting else 0))
        rows = [
            (each, self._step_cells(each, found.waiting.get(each), found.failing.get(each), found.at))
            for each in order
        ]
        _fill(self.steps, rows, chosen)
        self.steps.setColumnHidden(len(STEPS) - 1, not found.failing)
        self._none.setVisible(not rows)
        self.steps.setVisible(bool(rows))
        self.guests.setVisible(bool(rows))
        self.looked.emit(found)

    def _step_cells(
        self, step: NodeId, waiting: Waiting | None, failing: Failing | None, now: int
    ) -> list[tuple[str, str]]:
        context = self._context
        failed = context.number(failing.n) if failing else ""
        why = context.say(reason_text(failing.reasons[0][0])) if failing else ""
        if waiting is None:
            return [(self._title(step), ""), ("", ""), ("", ""), ("", ""), (failed, why)]
        due = context.moment(waiting.next_due) if waiting.next_due is not None else "–"
        age = context.say(age_words(now - waiting.oldest))
        return [(self._title(step), ""), (context.number(waiting.n), ""), (age, ""), (due, ""), (failed, why)]

    def _choose_step(self) -> None:
        step = self._chosen(self.steps)
        if step is None:
            return
        self.step_chosen.emit(step)
        where, journey_id = self._desk.workspace.whereabouts, self._journey_id
        self._desk.jobs.start(
            self, lambda _: where.at_step(journey_id, step), takes(list, self._show_guests), self._failed
        )

    def _show_guests(self, guests: list[Guest]) -> None:
        _fill(self.guests, [(each.email, self._guest_cells(each)) for each in guests], None)

    def _guest_cells(self, guest: Guest) -> list[tuple[str, str]]:
        say = self._context.moment
        due = say(guest.due) if guest.due is not None else "–"
        return [(guest.email, self._context.say(SINCE.fill(when=say(guest.arrived)))), (due, "")]

    def _choose_guest(self) -> None:
        address = self._chosen(self.guests)
        if address is not None:
            self.way.setText(address)
            self.way.setCursorPosition(0)
            self._find()

    def _find(self) -> None:
        address = self.way.text().strip()
        if not address:
            self._hide_way()
            return
        trail = self._desk.workspace.whereabouts.trail_of(self._journey_id, address)
        self._show_trail(trail)
        if trail is None:
            self.told.setText(self._context.say(UNKNOWN))

    def _show_trail(self, trail: Trail | None) -> None:
        self.hide_way.setVisible(trail is not None)
        self.told.setText(self._context.say(self._words(trail)) if trail else "")
        self.traced.emit(trail)

    def _words(self, trail: Trail) -> Text:
        if trail.here is not None:
            return STANDS.fill(who=trail.email, step=self._title(trail.here))
        return THROUGH.fill(who=trail.email, steps=len(trail.lines))

    def _hide_way(self) -> None:
        self.way.clear()
        self.guests.clearSelection()
        self._show_trail(None)

    def _failed(self, message: Text) -> None:
        self._looking = False
        self.told.setText(self._context.say(message))

    def _chosen(self, table: QTableWidget) -> str | None:
        found = table.selectedItems()
        return str(found[0].data(STEP_ROLE)) if found else None


def _table(context: Context, names: tuple[Text, ...], title: Text) -> QTableWidget:
    table = QTableWidget(0, len(names))
    table.setHorizontalHeaderLabels([context.say(name) for name in names])
    table.setAccessibleName(context.say(title))
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(header.fontMetrics().horizontalAdvance("0") * FEWEST_LETTERS)
    last = table.horizontalHeaderItem(len(names) - 1)
    assert last is not None
    last.setToolTip(context.say(LATELY) if names is STEPS else "")
    return table


def _fill(table: QTableWidget, rows: list[tuple[str, list[tuple[str, str]]]], chosen: str | None) -> None:
    """Show rows of words and tool tips under their keys, without telling that the selection changed."""
    table.blockSignals(True)  # the signature is Qt's
    table.setRowCount(len(rows))
    for index, (key, cells) in enumerate(rows):
        for place, (words, tip) in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setData(STEP_ROLE, key)
            item.setToolTip(tip)
            table.setItem(index, place, item)
        if key == chosen:
            table.selectRow(index)
    table.blockSignals(False)  # the signature is Qt's
