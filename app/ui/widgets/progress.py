"""A job in one line: how far it is, how long it will take, and a button to cancel it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from app.core.text import Text, plural
from app.ui.context import Context
from app.ui.jobs import Job
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

CANCEL = Text("Abbrechen", "Cancel")
SECONDS = (Text("noch {n} Sekunde", "{n} second left"), Text("noch {n} Sekunden", "{n} seconds left"))
MINUTES = (Text("noch {n} Minute", "{n} minute left"), Text("noch {n} Minuten", "{n} minutes left"))


class JobProgress(QWidget):
    """Follows one job at a time; hidden while there is none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(context.say(Text("Fortschritt", "Progress")))
        self._words = label("", "soft")
        self.cancel = push_button(context, CANCEL, self._cancel)
        layout = row(self, gap=12)
        middle = column(gap=4)
        middle.addWidget(self._words)
        middle.addWidget(self._bar)
        layout.addLayout(middle, 1)
        layout.addWidget(self.cancel)
        self.hide()

    def follow(self, job: Job, what: Text) -> None:
        """Show a job until it ends; the job may not have begun."""
        self._job = job
        self._what = self._context.say(what)
        self._words.setText(self._what)
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        job.progress.connect(self._show)
        for end in (job.done, job.failed, job.cancelled):
            end.connect(self._ended)
        self.show()

    def stop(self) -> None:
        """Cancel the job if one is running."""
        if self._job is not None:
            self._job.cancel()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.stop()

    def _show(self, done: int, total: int) -> None:
        if self._job is None:
            return
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        of = Text("{done} von {total}", "{done} of {total}").fill(
            done=self._context.number(done), total=self._context.number(total)
        )
        words = f"{self._what} {self._context.say(of)}"
        left = self._job.seconds_left(done, total)
        if left is not None:
            words += f", {self._context.say(_left(left))}"
        self._words.setText(words)

    def _ended(self) -> None:
        self._job = None
        self.hide()


def _left(seconds: float) -> Text:
    if seconds < 90:
        return plural(max(1, round(seconds)), *SECONDS)
    return plural(round(seconds / 60), *MINUTES)
