"""What the pages for lists and vouchers share: a line to make a new one, cards, and a place for messages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.core.errors import StellwerkError
from app.core.text import Text
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import centred, clear, column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

WIDTH = 920
LONGEST_NAME = 80


class KeptPage(QWidget):
    """A page of cards below a line that makes a new one; `refresh` shows them anew."""

    def __init__(self, context: Context, desk: Desk, what: Text, field: Text, add: Text) -> None:
        super().__init__()
        self.context, self.desk = context, desk
        layout = centred(self, WIDTH)
        layout.addWidget(label(context.say(what), "soft", wrap=True))
        self.name = QLineEdit()
        self.name.setPlaceholderText(context.say(field))
        self.name.setAccessibleName(context.say(field))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.returnPressed.connect(self._make)
        line = row(gap=8)
        line.addWidget(self.name, 1)
        line.addWidget(push_button(context, add, self._make, kind="primary", icon="plus"))
        layout.addLayout(line)
        self.notice = Banner(context)
        layout.addWidget(self.notice)
        self._cards: QVBoxLayout = column(gap=12)
        layout.addLayout(self._cards)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show everything as it is now."""
        clear(self._cards)
        cards = self.cards()
        for card in cards:
            self._cards.addWidget(card)
        if not cards:
            self._cards.addWidget(label(self.context.say(self.none()), "soft", wrap=True))

    def cards(self) -> list[QWidget]:
        """One card for each thing there is."""
        raise NotImplementedError

    def none(self) -> Text:
        """What is said while there is nothing."""
        raise NotImplementedError

    def make(self, name: str) -> object:
        """Make a new thing of a name; raises `StellwerkError`."""
        raise NotImplementedError

    def carry_out(self, what: Callable[[], object]) -> bool:
        """Do something and show the outcome; whether it worked."""
        try:
            what()
        except StellwerkError as error:
            self.notice.say("error", error.pick(self.context.language))
            return False
        self.notice.hide()
        self.refresh()
        return True

    def title(self, name: str, rename: Callable[[str], object], about: Text) -> QLineEdit:
        """The name of a thing, which can be changed where it stands."""
        field = QLineEdit(name)
        field.setProperty("kind", "title")
        field.setMaxLength(LONGEST_NAME)
        field.setAccessibleName(self.context.say(about.fill(name=name)))

        def changed() -> None:
            wanted = field.text().strip()
            if wanted and wanted != name:
                self.carry_out(lambda: rename(wanted))
            elif not wanted:
                field.setText(name)

        field.editingFinished.connect(changed)
        return field

    def _make(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
        elif self.carry_out(lambda: self.make(name)):
            self.name.clear()
