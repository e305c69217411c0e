"""The journey as it runs: its numbers, what the scheduler is doing, pause and resume."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import StellwerkError
from app.core.records import Counts, JourneyState
from app.core.text import Text
from app.services.runner import RunnerState
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.journey.crowd import Crowd, Title
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.figures import Figure
from app.ui.widgets.words import label

EVERY_MS = 1_000
CROWD_EVERY = 10
"""Looks at the numbers for each look at all who wait, which at a million contacts takes its time."""
RESUME = Text("Weiterlaufen lassen", "Resume")
ARCHIVE = Text("Archivieren …", "Archive …")
RETURN = Text("Aus dem Archiv holen", "Bring back")
NOT_LIVE = Text(
    "Diese Journey läuft noch nicht. „Veröffentlichen“ setzt sie in Gang.",
    "This journey is not running yet. “Publish” sets it going.",
)


class LivePanel(QWidget):
    """Looks at the numbers while it is watched: `counted(Counts)`, and `changed()` after pausing.

    What has something to choose is only wished here: `resume_wanted`, `archive_wanted`, `return_wanted`.
    """

    counted = Signal(object)
    changed = Signal()
    resume_wanted = Signal()
    archive_wanted = Signal()
    return_wanted = Signal()

    def __init__(self, context: Context, desk: Desk, journey_id: str, title: Title) -> None:
        super().__init__()
        self._context, self._desk, self._journey_id = context, desk, journey_id
        self.counts: Counts | None = None
        self._looks = 0
        self._problem: Text | None = None
        layout = column(self, gap=10, margins=(16, 6, 16, 12))
        self._banner = Banner(context)
        layout.addWidget(self._banner)
        self._empty = label(context.say(NOT_LIVE), "soft", wrap=True)
        layout.addWidget(self._empty)
        self._running = self._make_running()
        layout.addWidget(self._running)
        self.crowd = Crowd(context, desk, journey_id, title)
        layout.addWidget(self.crowd, 1)
        layout.addStretch(0)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self.look()

    def set_watching(self, *, watching: bool) -> None:
        """Look every second while the panel is open."""
        if watching:
            self._looks = 0
            self.look()
            self._timer.start()
        else:
            self._timer.stop()
            self.crowd.forget()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Show the numbers as they are now."""
        entry = self._desk.workspace.journeys.row(self._journey_id)
        live = entry is not None and entry.version is not None
        self._empty.setVisible(not live)
        self._running.setVisible(live)
        self.crowd.setVisible(live)
        if entry is None or not live:
            return
        self.pause.setVisible(entry.state == "live")
        self.resume.setVisible(entry.state == "paused")
        self.archive.setVisible(entry.state != "archived")
        self.bring_back.setVisible(entry.state == "archived")
        self._show(self._desk.workspace.journeys.counts(self._journey_id))
        self._show_runner(self._desk.workspace.runner.state, entry.state)
        if self._looks % CROWD_EVERY == 0:
            self.crowd.look()
        self._looks += 1

    def _make_running(self) -> QWidget:
        say = self._context.say
        running = QWidget()
        layout = column(running, gap=10)
        figures = row(gap=28)
        self.entered = Figure(say(Text("eingetreten", "entered")))
        self.along = Figure(say(Text("mitgekommen", "moved along")))
        self.active = Figure(say(Text("unterwegs", "under way")))
        self.mails = Figure(say(Text("Mails", "mails")))
        self.goals = Figure(say(Text("am Ziel", "reached the goal")))
        self.kept_out = Figure(say(Text("Kontrollgruppe am Ziel", "kept out, reached the goal")))
        self.ended = Figure(say(Text("beendet", "ended")))
        for figure in (
            self.entered,
            self.along,
            self.active,
            self.mails,
            self.goals,
            self.kept_out,
            self.ended,
        ):
            figures.addWidget(figure)
        figures.addStretch(1)
        self.pause = push_button(self._context, Text("Anhalten", "Pause"), self._pause, icon="player-pause")
        self.resume = push_button(self._context, RESUME, self.resume_wanted.emit, icon="player-play")
        self.archive = push_button(self._context, ARCHIVE, self.archive_wanted.emit, icon="archive")
        self.bring_back = push_button(self._context, RETURN, self.return_wanted.emit, icon="player-play")
        layout.addLayout(figures)
        self._doing = label("", "soft", wrap=True)
        foot = row(gap=8)
        foot.addWidget(self._doing, 1)
        for button in (self.pause, self.resume, self.archive, self.bring_back):
            foot.addWidget(button)
        layout.addLayout(foot)
        return running

    def _show(self, counts: Counts) -> None:
        number = self._context.number
        self.counts = counts
        self.entered.show_figure(number(counts.entered))
        self.along.show_figure(number(counts.moved_in))
        self.along.setVisible(bool(counts.moved_in))
        self.active.show_figure(number(counts.active))
        self.mails.show_figure(number(counts.messages))
        goals, among = (
            counts.goals - counts.kept_out_goals,
            counts.entered + counts.moved_in - counts.kept_out,
        )
        self.goals.show_figure(number(goals), self._share(goals, among))
        self.kept_out.show_figure(
            number(counts.kept_out_goals), self._share(counts.kept_out_goals, counts.kept_out)
        )
        self.kept_out.setVisible(bool(counts.kept_out))
        self.ended.show_figure(number(sum(counts.ended.values())))
        self.counted.emit(counts)

    def _share(self, goals: int, among: int) -> str:
        """So many percent of how many, so that the control group and the others can be compared."""
        if among <= 0:
            return ""
        words = Text("{share} % von {n}", "{share} % of {n}")
        number = self._context.number
        return self._context.say(words.fill(share=number(round(100 * goals / among, 1)), n=number(among)))

    def _show_runner(self, state: RunnerState, journey: JourneyState) -> None:
        if state.problem != self._problem:  # said once, so that it can be closed
            self._problem = state.problem
            if state.problem is None:
                self._banner.hide()
            else:
                self._banner.say("warning", self._context.say(state.problem))
        self._doing.setText(self._context.say(doing_words(state, self._context, journey)))

    def _pause(self) -> None:
        self._change(lambda: self._desk.workspace.pausing.pause(self._journey_id))

    def _change(self, what: Callable[[], None]) -> None:
        try:
            what()
        except StellwerkError as error:
            self._banner.say("error", error.pick(self._context.language))
            return
        self.look()
        self.changed.emit()


def doing_words(state: RunnerState, context: Context, journey: JourneyState) -> Text:
    """What the scheduler is doing, in a sentence."""
    if journey == "archived":
        return Text(
            "Archiviert: Niemand tritt mehr ein; wer unterwegs ist, geht noch zu Ende.",
            "Archived: nobody enters any more; whoever is under way goes on to the end.",
        )
    if journey == "paused":
        return Text(
            "Angehalten: Niemand rückt weiter, und keine Mail geht hinaus.",
            "Paused: nobody moves on, and no mail goes out.",
        )
    if state.doing == "elsewhere":
        return Text("Läuft in einem anderen Fenster.", "Running in another window.")
    if state.doing == "working":
        return Text("Arbeitet gerade.", "Working right now.")
    if state.doing in ("off", "failed"):
        return Text("Steht still.", "Standing still.")
    if state.next_due is None:
        return Text("Wartet auf das nächste Ereignis.", "Waiting for the next event.")
    words = Text("Der nächste Schritt ist fällig: {when}", "The next step is due: {when}")
    return words.fill(when=context.moment(state.next_due))
