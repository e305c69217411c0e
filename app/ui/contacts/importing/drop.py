"""Where a table is dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import column
from app.ui.widgets.empty import EmptyState

TABLES = Text("Tabellen (*.csv *.txt *.tsv)", "Tables (*.csv *.txt *.tsv)")


class DropArea(QWidget):
    """Tells `chosen(Path)`; dropping is taken in by the page around it."""

    chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column(self).addWidget(
            EmptyState(
                context,
                "file-import",
                Text("Welche Tabelle?", "Which table?"),
                Text(
                    "Ziehen Sie eine CSV-Datei hierher, oder wählen Sie sie aus. Sie sehen vorher, was "
                    "hineinkommt; "
                    "Zeilen, die nicht passen, landen in einer eigenen Datei.",
                    "Drag a CSV file here, or choose it. You will see beforehand what goes in; rows that "
                    "do not fit "
                    "end up in a file of their own.",
                ),
                Text("Datei wählen …", "Choose file …"),
                self.choose,
            )
        )

    def choose(self) -> None:
        """Ask for a file."""
        title = self._context.say(Text("Tabelle wählen", "Choose table"))
        name, _ = QFileDialog.getOpenFileName(self, title, "", self._context.say(TABLES))
        if name:
            self.chosen.emit(Path(name))
