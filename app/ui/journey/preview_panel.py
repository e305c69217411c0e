"""Trying a journey: whom, the figures, mails per day, and what each contact got."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.clock import to_datetime
from app.core.formats import date_words
from app.core.journey import Journey
from app.core.records import TraceLine, Trail
from app.core.text import Text, plural
from app.services.preview import PreviewResult
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.journey.message_list import MessageList
from app.ui.journey.preview_figures import day_by_day, most_per_week
from app.ui.journey.preview_who import PreviewWho
from app.ui.widgets.banner import Banner
from app.ui.widgets.bars import BarChart
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.figures import Figure
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.progress import JobProgress
from app.ui.widgets.words import label

SEARCH_WIDTH = 240
PROGRESS_WIDTH = 300
RUN = Text("Neu simulieren", "Simulate again")
EMPTY = Text(
    "„Ausprobieren“ schickt erfundene Kontakte in Sekunden durch die Journey. Es geht keine Mail hinaus.",
    "“Try” sends invented contacts through the journey within seconds. No mail goes out.",
)


NOBODY = Text(
    "Niemand ist eingetreten: Kein Kontakt hat einen Auslöser erfüllt. Sehen Sie nach, was in den Auslösern "
    "eingestellt ist, oder probieren Sie es mit anderen Kontakten.",
    "Nobody has entered: no contact has met a trigger. Look at what the triggers ask for, or try other "
    "contacts.",
)


class PreviewPanel(QWidget):
    """Simulates in the background; `counted(Counts)` for the canvas, `noted(words)` for the drawer.

    `traced(Trail)`: the way of the contact whose mail was chosen.
    """

    counted = Signal(object)
    noted = Signal(str)
    traced = Signal(object)

    def __init__(self, context: Context, desk: Desk, journey: Callable[[], Journey]) -> None:
        super().__init__()
        self._context, self._desk, self._journey = context, desk, journey
        self.result: PreviewResult | None = None
        layout = column(self, gap=10, margins=(16, 6, 16, 8))
        controls = FlowLayout(gap=8)
        self.who = PreviewWho(context, desk.workspace.path)
        for widget in self.who.widgets:
            controls.addWidget(widget)
        self.again = push_button(context, RUN, self.run, icon="refresh")
        self.search = self._make_search()
        self.progress = JobProgress(context)
        self.progress.setFixedWidth(PROGRESS_WIDTH)
        for widget in (self.again, self.search, self.progress):
            controls.addWidget(widget)
        layout.addLayout(controls)
        self._banner = Banner(context)
        layout.addWidget(self._banner)
        self._empty = label(context.say(EMPTY), "soft", wrap=True)
        layout.addWidget(self._empty)
        self._outcome = self._make_outcome()
        self._outcome.hide()
        layout.addWidget(self._outcome, 1)
        layout.addStretch(0)

    def run(self) -> None:
        """Simulate the journey as it stands now."""
        self.stop()
        request = self.who.request(self._journey())
        preview = self._desk.services.preview
        self._banner.hide()
        self.again.setEnabled(False)
        job = self._desk.jobs.start(
            self, lambda progress: preview.run(request, progress), self._show, self._failed, self._cancelled
        )
        self.progress.follow(job, Text("Simuliert …", "Simulating …"))

    def stop(self) -> None:
        """Cancel a simulation that is under way."""
        self.progress.stop()

    def show_again(self) -> None:
        """Bring the numbers of the last simulation back to the canvas."""
        if self.result is not None:
            self._tell(self.result)

    def _make_search(self) -> QLineEdit:
        words = self._context.say(Text("Kontakt oder Mail suchen", "Find contact or mail"))
        field = QLineEdit()
        field.setPlaceholderText(words)
        field.setAccessibleName(words)
        field.setClearButtonEnabled(True)
        field.setFixedWidth(SEARCH_WIDTH)
        field.hide()
        return field

    def _make_outcome(self) -> QWidget:
        say = self._context.say
        outcome = QWidget()
        layout = column(outcome, gap=8)
        top = row(gap=28)
        self.entered = Figure(say(Text("treten ein", "enter")))
        self.mails = Figure(say(Text("Mails", "mails")))
        self.goals = Figure(say(Text("am Ziel", "reach the goal")))
        self.weekly = Figure(say(Text("höchstens je Woche", "at most a week")))
        self.active = Figure(say(Text("noch unterwegs", "still under way")))
        for figure in (self.entered, self.mails, self.goals, self.weekly, self.active):
            top.addWidget(figure)
        tokens = self._context.tokens
        self.chart = BarChart(tokens.preview, say(Text("Mails je Tag", "Mails per day")))
        top.addWidget(self.chart, 1)
        layout.addLayout(top)
        self.messages = MessageList(self._context)
        self.search.textChanged.connect(self.messages.narrow)
        self.messages.chosen.connect(self._trace)
        layout.addWidget(self.messages, 1)
        return outcome

    def _show(self, result: PreviewResult) -> None:
        self.again.setEnabled(True)
        self.result = result
        number, counts = self._context.number, result.counts
        share = (
            f"{self._context.number(round(100 * counts.goals / counts.entered, 1))} %"
            if counts.entered
            else ""
        )
        self.entered.show_figure(number(counts.entered))
        self.mails.show_figure(number(counts.messages))
        self.goals.show_figure(number(counts.goals), share)
        weekly = most_per_week(result.messages)
        mails = plural(weekly, Text("Mail", "mail"), Text("Mails", "mails"))
        self.weekly.show_figure(number(weekly), self._context.say(mails))
        self.active.show_figure(number(counts.active))
        first = to_datetime(result.start).astimezone(self._context.zone).date()
        days = day_by_day(result.per_day, first, result.days)
        bars = [(f"{self._context.say(date_words(day))}: {number(count)}", count) for day, count in days]
        self.chart.show_bars(bars, "; ".join(words for words, count in bars if count)[:2_000])
        self.messages.show_rows(result.messages, self._titles())
        if not counts.entered:
            self._banner.say("info", self._context.say(NOBODY))
        self._empty.hide()
        self._outcome.show()
        self.search.show()
        self._tell(result)

    def _trace(self, address: str) -> None:
        if self.result is not None:
            self.traced.emit(trail_in(self.result.trace, address, self._journey()))

    def _titles(self) -> Callable[[str], str]:
        journey, context = self._journey(), self._context
        titles = {node.id: context.say(context.catalog.title(node)) for node in journey.nodes}
        return lambda node: titles.get(node, "…")

    def _tell(self, result: PreviewResult) -> None:
        self.counted.emit(result.counts)
        note = Text("{n} Kontakte · ab {start} · {days} Tage", "{n} contacts · from {start} · {days} days")
        filled = note.fill(
            n=self._context.number(result.contacts), start=self._context.day(result.start), days=result.days
        )
        if result.left_out:
            rows = Text(" · {n} Zeilen passten nicht", " · {n} rows did not fit")
            filled = filled + rows.fill(n=self._context.number(result.left_out))
        self.noted.emit(self._context.say(filled))

    def _failed(self, message: Text) -> None:
        self.again.setEnabled(True)
        self._banner.say("error", self._context.say(message))

    def _cancelled(self) -> None:
        self.again.setEnabled(True)


def trail_in(trace: Sequence[TraceLine], address: str, journey: Journey) -> Trail:
    """The way of one contact among those of all; it stands where its last step leads to, if anywhere."""
    lines = tuple(line for line in trace if line.email == address)
    here = journey.target(lines[-1].node, lines[-1].port) if lines else None
    return Trail(address, lines, here)
