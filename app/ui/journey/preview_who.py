"""The line that says on whom a journey is tried, for how long, and with which chance."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.journey import Journey
from app.core.text import Text
from app.services.preview import FromTable, FromWorkspace, Invented, PreviewRequest
from app.ui.context import Context
from app.ui.editors.combo import ValueCombo
from app.ui.widgets.spin import WholeNumber
from app.ui.widgets.words import label

INVENTED, WORKSPACE, TABLE = "invented", "workspace", "table"
NUMBER_WIDTH = 112
TABLES = Text("Tabellen (*.csv)", "Tables (*.csv)")


class PreviewWho:
    """Contacts, days and seed; `request` is what they come to."""

    def __init__(self, context: Context, workspace: Path | None) -> None:
        self._context, self._workspace = context, workspace
        self._table: Path | None = None
        say = context.say
        options = [(INVENTED, say(Text("Erfundene Kontakte", "Invented contacts")))]
        if workspace is not None:
            options.append((WORKSPACE, say(Text("Meine Kontakte", "My contacts"))))
        options.append((TABLE, say(Text("Aus Tabelle …", "From a table …"))))
        self.who = ValueCombo(options, say(Text("Kontakte", "Contacts")))
        self.who.chosen.connect(self._chosen)
        self.who.setMinimumWidth(self.who.sizeHint().width())
        self.count = _number(1, 100_000, 200, say(Text("Anzahl der Kontakte", "Number of contacts")))
        self.days = _number(1, 3_650, 90, say(Text("Tage", "Days")))
        self.seed = _number(0, 999_999, 1, say(Text("Zufall", "Chance")))
        self.seed.setToolTip(
            say(
                Text(
                    "Wer öffnet und klickt, ist ausgewürfelt. Eine andere Zahl würfelt neu, dieselbe gleich.",
                    "Dice decide who opens and clicks. Another number throws anew, the same one alike.",
                )
            )
        )
        self.days.setSuffix(say(Text(" Tage", " days")))
        self.seed.setPrefix(say(Text("Zufall ", "Chance ")))
        over = label(say(Text("über", "over")), "soft")
        self.widgets: tuple[QWidget, ...] = (self.count, self.who, over, self.days, self.seed)

    def request(self, journey: Journey) -> PreviewRequest:
        """What to simulate."""
        who: Invented | FromTable | FromWorkspace = Invented(self.count.value())
        if self.who.value == WORKSPACE and self._workspace is not None:
            who = FromWorkspace(self._workspace, self.count.value())
        elif self._table is not None:
            who = FromTable(self._table)
        return PreviewRequest(journey, who, self.days.value(), self.seed.value(), workspace=self._workspace)

    def use_table(self, path: Path) -> None:
        """Try on the contacts of a table."""
        self._table = path
        self.who.setItemText(self.who.count() - 1, path.name)
        self.who.show_value(TABLE)
        self.count.hide()

    def _chosen(self, kind: str) -> None:
        if kind != TABLE:
            self._table = None
            self.count.show()
            return
        title = self._context.say(Text("Tabelle mit Kontakten", "Table of contacts"))
        name, _ = QFileDialog.getOpenFileName(self.who, title, "", self._context.say(TABLES))
        if name:
            self.use_table(Path(name))
        else:
            self.who.show_value(INVENTED)


def _number(low: int, high: int, value: int, name: str) -> WholeNumber:
    field = WholeNumber(low, high, name)
    field.setValue(value)
    field.setToolTip(name)
    field.setFixedWidth(NUMBER_WIDTH)
    field.setGroupSeparatorShown(True)
    return field
