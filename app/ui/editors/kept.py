"""A list, a stock of voucher codes or an attribute: chosen, or made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.core.errors import StellwerkError
from app.core.fields import FieldType
from app.core.form import Widget
from app.core.text import Text, plural
from app.ui.context import Context
from app.ui.editors.base import EditorSetting
from app.ui.editors.named import NamedEditor
from app.ui.vocabulary import Keeper
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

CREATE = Text("Anlegen", "Create")
LINES = 6
_KINDS: Mapping[Widget, FieldType] = {"field": "text", "number_field": "number", "date_field": "date"}


class _Making(QWidget):
    """A link that opens a field and a button; what cannot be made is said below."""

    def __init__(
        self,
        context: Context,
        link: Text,
        field: QLineEdit | QPlainTextEdit,
        button: Text,
        make: Callable[[], object],
    ) -> None:
        super().__init__()
        self._context, self._field, self._make = context, field, make
        self.link = push_button(context, link, self._open, kind="link", icon="plus")
        self._box = QWidget()
        box = column(self._box, gap=4) if isinstance(field, QPlainTextEdit) else row(self._box, gap=6)
        box.addWidget(field, 1)
        box.addWidget(push_button(context, button, self.run))
        self._error = label("", "error", wrap=True)
        layout = column(self, gap=4)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._box)
        layout.addWidget(self._error)
        self._show(opened=False)
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(self.run)

    def run(self) -> None:
        """Make it, and close the field if that went well."""
        try:
            self._make()
        except StellwerkError as error:
            self._error.setText(self._context.say(error.message))
            self._error.show()
        else:
            self._field.clear()
            self._show(opened=False)

    def _open(self) -> None:
        self._show(opened=True)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, opened: bool) -> None:
        self.link.setVisible(not opened)
        self._box.setVisible(opened)
        self._error.hide()


class ListEditor(NamedEditor):
    """Chooses a list; a new one is made under a name."""

    new = Text("Neue Liste", "New list")
    name = Text("Name der Liste", "Name of the list")

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        name = setting.context.say(self.name)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(name)
        self.making = _Making(setting.context, self.new, self.line, CREATE, self.make_it)
        self.body.addWidget(self.making)
        self.making.setVisible(self.can_make())

    @property
    def keeper(self) -> Keeper | None:
        """Who makes new things; None without a workspace."""
        return self.setting.vocabulary().keeper

    def can_make(self) -> bool:
        """Whether there is somebody who makes new things."""
        return self.keeper is not None

    def add(self, keeper: Keeper, name: str) -> str:
        """Make the thing and give its id."""
        return keeper.add_list(name)

    def make_it(self) -> None:
        """Make the thing and choose it."""
        if self.keeper is not None:
            self.edited.emit(self.add(self.keeper, self.line.text()))


class FieldEditor(ListEditor):
    """Chooses an attribute that a step writes; a new one takes the kind of values that is written."""

    new = Text("Neues Merkmal", "New attribute")
    name = Text("Name des Merkmals", "Name of the attribute")

    def can_make(self) -> bool:
        """Attributes are the journey's until it is published; that needs no workspace."""
        return self.setting.vocabulary().maker is not None

    def make_it(self) -> None:
        """Make an attribute, empty for everybody, and choose it."""
        maker = self.setting.vocabulary().maker
        if maker is not None:
            self.edited.emit(maker.make(self.line.text(), _KINDS[self.setting.form.widget]))


class PoolEditor(ListEditor):
    """Chooses a stock of codes, says how many are free, and takes in more."""

    new = Text("Neuer Vorrat", "New pool")
    name = Text("Name des Vorrats", "Name of the pool")

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        say = setting.context.say
        self._pool = ""
        self._free = label("", "muted", wrap=True)
        self.codes = QPlainTextEdit()
        self.codes.setAccessibleName(say(Text("Codes, einer je Zeile", "Codes, one a line")))
        self.codes.setPlaceholderText(self.codes.accessibleName())
        self.codes.setTabChangesFocus(True)
        self.codes.setFixedHeight(self.codes.fontMetrics().lineSpacing() * LINES + 20)
        self.adding = _Making(
            setting.context,
            Text("Codes einfügen", "Insert codes"),
            self.codes,
            Text("Codes hinzufügen", "Add codes"),
            self._add_codes,
        )
        self.body.insertWidget(1, self._free)
        self.body.insertWidget(2, self.adding)
        self._tell()

    def show_value(self, value: Any) -> None:
        """Show the stock and what is left of it."""
        super().show_value(value)
        self._pool = value or ""
        self._tell()

    def add(self, keeper: Keeper, name: str) -> str:
        """Make a stock, still empty."""
        return keeper.add_pool(name)

    def _add_codes(self) -> None:
        if self.keeper is not None:
            self.keeper.add_codes(self._pool, self.codes.toPlainText())
            self._tell()

    def _tell(self) -> None:
        keeper = self.keeper
        known = keeper is not None and bool(self._pool)
        self._free.setVisible(known)
        self.adding.setVisible(known)
        if keeper is not None and self._pool:
            one, many = (
                Text("Noch {n} Code frei.", "{n} code is free."),
                Text("Noch {n} Codes frei.", "{n} codes are free."),
            )
            self._free.setText(self.context.say(plural(keeper.free(self._pool), one, many)))
