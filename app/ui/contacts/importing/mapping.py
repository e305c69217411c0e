"""How a table is written, and what each of its columns is for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.core.fields import FieldBook
from app.core.text import Text, plural
from app.services.importing.mapping import ContactMapping
from app.services.importing.preview import TablePreview
from app.services.importing.reading import ENCODING_NAMES, SEPARATORS, TableFormat
from app.ui.contacts.importing.target import TargetChoice
from app.ui.context import Context
from app.ui.editors.combo import ValueCombo
from app.ui.widgets.boxes import column, row
from app.ui.widgets.signals import ignoring
from app.ui.widgets.words import label

SEPARATOR_NAMES = {
    ";": Text("Semikolon ;", "Semicolon ;"),
    ",": Text("Komma ,", "Comma ,"),
    "\t": Text("Tabulator", "Tab"),
    "|": Text("Strich |", "Bar |"),
}
SAMPLES = 3
LONGEST = 48


class MappingForm(QWidget):
    """Shows a preview; `format_changed(TableFormat)` asks for another reading of the file."""

    format_changed = Signal(object)

    def __init__(self, context: Context, preview: TablePreview, book: FieldBook) -> None:
        super().__init__()
        self._context, self._preview = context, preview
        layout = column(self, gap=16)
        layout.addLayout(self._written())
        self.targets: list[TargetChoice] = []
        if preview.events is None:
            layout.addWidget(self._columns(book))
        else:
            layout.addWidget(self._events())
        layout.addStretch(1)

    @property
    def mapping(self) -> ContactMapping:
        """What the person chose for a table of contacts."""
        return ContactMapping(tuple(choice.target for choice in self.targets))

    def _written(self) -> QHBoxLayout:
        say, how = self._context.say, self._preview.format
        line_up = row(gap=8)
        line_up.addWidget(label(say(Text("Zeichensatz", "Encoding")), "label"))
        self.encoding = ValueCombo(list(ENCODING_NAMES.items()), say(Text("Zeichensatz", "Encoding")))
        self.encoding.show_value(how.encoding)
        line_up.addWidget(self.encoding)
        line_up.addSpacing(12)
        line_up.addWidget(label(say(Text("Trennzeichen", "Separator")), "label"))
        separators = [(sign, say(SEPARATOR_NAMES[sign])) for sign in SEPARATORS]
        self.separator = ValueCombo(separators, say(Text("Trennzeichen", "Separator")))
        self.separator.show_value(how.separator)
        line_up.addWidget(self.separator)
        line_up.addStretch(1)
        self.encoding.chosen.connect(ignoring(lambda: self._rewritten()))
        self.separator.chosen.connect(ignoring(lambda: self._rewritten()))
        return line_up

    def _rewritten(self) -> None:
        how = TableFormat(self.encoding.value, self.separator.value, self._preview.format.skip)
        self.format_changed.emit(how)

    def _columns(self, book: FieldBook) -> QWidget:
        say = self._context.say
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        heads = (Text("Spalte", "Column"), Text("Zum Beispiel", "For example"), Text("Wird zu", "Becomes"))
        for index, words in enumerate(heads):
            grid.addWidget(label(say(words), "group"), 0, index)
        for index, name in enumerate(self._preview.header):
            guess = self._preview.guesses[index]
            choice = TargetChoice(self._context, name, guess.target, book)
            choice.setToolTip(say(guess.reason))
            self.targets.append(choice)
            grid.addWidget(
                label(name or "–", "strong", wrap=True), index + 1, 0, Qt.AlignmentFlag.AlignVCenter
            )
            grid.addWidget(label(self._samples(index), "soft", wrap=True), index + 1, 1)
            grid.addWidget(choice, index + 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 7)
        return holder

    def _events(self) -> QWidget:
        events = self._preview.events
        assert events is not None  # it is a table of events
        names, say = self._preview.header, self._context.say
        lines = [Text("Kontakt: Spalte „{n}“", "Contact: column “{n}”").fill(n=names[events.email])]
        if events.kind is not None:
            lines.append(Text("Ereignis: Spalte „{n}“", "Event: column “{n}”").fill(n=names[events.kind]))
        if events.at is not None:
            lines.append(Text("Zeitpunkt: Spalte „{n}“", "Time: column “{n}”").fill(n=names[events.at]))
        extra = [name for _, name in events.extra]
        if events.properties is not None:
            extra.insert(0, names[events.properties])
        if extra:
            words = Text("Eigenschaften: {n}", "Properties: {n}")
            lines.append(words.fill(n=", ".join(extra)))
        holder = QWidget()
        layout = column(holder, gap=6)
        layout.addWidget(
            label(say(Text("Das ist eine Tabelle von Ereignissen.", "This is a table of events.")), "strong")
        )
        for words in lines:
            layout.addWidget(label(say(words), wrap=True))
        count = plural(
            len(self._preview.rows),
            Text("{n} Zeile angesehen", "{n} row looked at"),
            Text("{n} Zeilen angesehen", "{n} rows looked at"),
        )
        layout.addWidget(label(say(count), "muted"))
        return holder

    def _samples(self, index: int) -> str:
        cells = [
            row_of[index] for row_of in self._preview.rows if index < len(row_of) and row_of[index].strip()
        ]
        words = ", ".join(dict.fromkeys(cells[:SAMPLES]))
        return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
