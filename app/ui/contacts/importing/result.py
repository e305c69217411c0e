"""What an import did: numbers, and the file of rows that did not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.core.text import Text
from app.services.importing.report import ImportReport
from app.ui.context import Context
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.figures import Figure
from app.ui.widgets.words import label

SHOWN = 8


class ImportResult(QWidget):
    """Shows a report; `done` leads back to the contacts."""

    def __init__(self, context: Context, report: ImportReport, done: Callable[[], object]) -> None:
        super().__init__()
        say, number = context.say, context.number
        layout = column(self, gap=14)
        figures = row(gap=32)
        shown = [
            (Text("gelesen", "read"), report.read),
            (Text("neu", "new"), report.created),
            (Text("aktualisiert", "updated"), report.updated),
            (Text("doppelt in der Tabelle", "twice in the table"), report.duplicates),
            (Text("nicht übernommen", "left out"), report.rejected),
        ]
        for words, value in shown:
            figure = Figure(say(words))
            figure.show_figure(number(value))
            figures.addWidget(figure)
        figures.addStretch(1)
        layout.addLayout(figures)
        if report.consents_kept:
            kept = Text(
                "Bei {n} Kontakten bleibt der Widerruf bestehen: Die Tabelle sagt nicht, dass die "
                "Einwilligung neuer "
                "ist.",
                "For {n} contacts the withdrawal stands: the table does not say that the consent is newer.",
            ).fill(n=number(report.consents_kept))
            layout.addWidget(label(say(kept), "soft", wrap=True))
        for problem in report.problems[:SHOWN]:
            words = Text("Zeile {line}: {reason}", "Line {line}: {reason}")
            layout.addWidget(
                label(say(words.fill(line=problem.line, reason=problem.reason)), "soft", wrap=True)
            )
        buttons = row(gap=8)
        buttons.addWidget(
            push_button(context, Text("Zu den Kontakten", "To the contacts"), done, kind="primary")
        )
        if report.errors_file is not None:
            path = report.errors_file
            open_words = Text("Fehlerdatei öffnen", "Open the error file")
            buttons.addWidget(push_button(context, open_words, lambda: _open(path), icon="external-link"))
            layout.addWidget(label(str(path), "muted", wrap=True))
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addStretch(1)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
