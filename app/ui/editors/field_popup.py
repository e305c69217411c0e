"""A list of fields to pick from: searched, grouped, and with a place to make a new one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.core.errors import StellwerkError
from app.core.fields import FieldType
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.combo import Option, ValueCombo
from app.ui.editors.field_tree import ICONS, TYPE_NAMES, Group, Pick, fitting
from app.ui.vocabulary import FieldMaker
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

SIZE = QSize(340, 380)
SEARCH = Text("Merkmal suchen", "Search attribute")
NOTHING = Text("Kein Merkmal passt dazu.", "No attribute fits that.")
NEW = Text("Neues Merkmal", "New attribute")
NAME = Text("Name des neuen Merkmals", "Name of the new attribute")
TYPE = Text("Art der Werte", "Kind of values")
CREATE = Text("Anlegen", "Create")
MAKEABLE: tuple[FieldType, ...] = ("text", "number", "date", "boolean")
KEY = Qt.ItemDataRole.UserRole


class FieldPopup(QFrame):
    """Lies over the window, below a widget; `picked(key)` tells what a person chose or made.

    It is no window of its own, so that it never takes the keyboard away from the program.
    """

    picked = Signal(str)

    def __init__(
        self,
        context: Context,
        groups: Sequence[Group],
        maker: FieldMaker | None,
        kinds: Collection[FieldType],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._groups, self._maker = context, groups, maker
        self._muted = QBrush(QColor(context.tokens.muted))
        self._kinds: tuple[FieldType, ...] = tuple(kind for kind in MAKEABLE if not kinds or kind in kinds)
        say = context.say
        self.search = QLineEdit()
        self.search.setAccessibleName(say(SEARCH))
        self.search.setPlaceholderText(say(SEARCH))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(takes(str, self._fill))
        self.tree = self._make_tree()
        self._nothing = label(say(NOTHING), "soft", wrap=True)
        self._make = self._make_maker()
        layout = column(self, gap=6, margins=(8, 8, 8, 8))
        layout.addWidget(self.search)
        layout.addWidget(self._nothing)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._make)
        self._fill("")

    def open_below(self, widget: QWidget, current: str = "") -> None:
        """Show it below a widget, or above where there is no room, with the keyboard in the search."""
        window = self.parentWidget()
        assert window is not None  # it was made over one
        self._opener = widget
        size = SIZE.boundedTo(window.size())
        at = widget.mapTo(window, QPoint(0, widget.height() + 2))
        if at.y() + size.height() > window.height():
            above = widget.mapTo(window, QPoint(0, -size.height() - 2)).y()
            at.setY(above if above >= 0 else window.height() - size.height())
        at.setX(max(0, min(at.x(), window.width() - size.width())))
        self.setGeometry(QRect(at, size))
        found = next((item for item in self._items() if item.data(0, KEY) == current), None)
        if found is not None:
            self.tree.setCurrentItem(found)
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        assert application is not None  # widgets cannot be without one
        application.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes it and leads back to where it was opened."""
        if event.key() == Qt.Key.Key_Escape:
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
            self.close()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows and Enter in the search mean the list; a press elsewhere closes it."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if not self._holds(watched):
                self.close()
            return False
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.tree.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _holds(self, widget: QWidget) -> bool:
        """Whether a widget is a part of it, or of a list that a part of it has opened."""
        current: QWidget | None = widget
        while current is not None and current is not self:
            current = current.parentWidget()
        return current is not None

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self._context.say(Text("Merkmale", "Attributes")))
        tree.setProperty("kind", "picks")
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setIconSize(QSize(16, 16))
        tree.header().setStretchLastSection(True)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        tree.itemClicked.connect(takes(QTreeWidgetItem, self._choose))
        tree.itemActivated.connect(takes(QTreeWidgetItem, self._choose))
        return tree

    def _make_maker(self) -> QWidget:
        holder = QWidget()
        say = self._context.say
        self.new = push_button(self._context, NEW, self._begin, kind="link", icon="plus")
        self.name = QLineEdit()
        self.name.setAccessibleName(say(NAME))
        self.name.setPlaceholderText(say(NAME))
        self.name.returnPressed.connect(self._create)
        kinds: list[Option] = [(each, say(TYPE_NAMES[each])) for each in self._kinds]
        self.kind = ValueCombo(kinds, say(TYPE))
        self._error = label("", "error", wrap=True)
        self._box = QWidget()
        line = row(gap=6)
        line.addWidget(self.kind, 1)
        line.addWidget(push_button(self._context, CREATE, self._create))
        box = column(self._box, gap=6)
        box.addWidget(self.name)
        box.addLayout(line)
        box.addWidget(self._error)
        layout = column(holder, gap=4)
        layout.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._box)
        self._box.hide()
        self._error.hide()
        if self._maker is None or not self._kinds:
            holder.hide()
        return holder

    def _fill(self, search: str) -> None:
        self.tree.clear()
        for group in fitting(self._groups, search):
            if group.title:
                self.tree.addTopLevelItem(self._heading(group.title))
            for pick in group.picks:
                self.tree.addTopLevelItem(self._item(pick))
        items = self._items()
        self._nothing.setVisible(not items)
        if items:
            self.tree.setCurrentItem(items[0])

    def _heading(self, title: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem([title])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        bold = QFont(self.tree.font())
        bold.setBold(True)
        head.setFont(0, bold)
        head.setForeground(0, self._muted)
        return head

    def _item(self, pick: Pick) -> QTreeWidgetItem:
        kind = self._context.say(TYPE_NAMES[pick.type])
        item = QTreeWidgetItem([pick.name, pick.samples])
        item.setIcon(0, self._context.icon(ICONS[pick.type], self._context.tokens.muted))
        item.setData(0, KEY, pick.key)
        item.setForeground(1, self._muted)
        item.setToolTip(0, kind)
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, f"{kind}. {pick.samples}")
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(index) for index in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None and item.data(0, KEY)]

    def _move(self, step: int) -> None:
        items = self._items()
        current = self.tree.currentItem()
        if items:
            index = items.index(current) + step if current in items else 0
            self.tree.setCurrentItem(items[max(0, min(index, len(items) - 1))])

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        key = item.data(0, KEY) if item is not None else None
        if key:
            self._end(str(key))

    def _begin(self) -> None:
        self.new.hide()
        self._box.show()
        self.name.setText(self.search.text() if not self._items() else "")
        self.kind.show_value(self._kinds[0])
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _create(self) -> None:
        assert self._maker is not None  # the button is shown only then
        try:
            key = self._maker.make(self.name.text(), self.kind.value)
        except StellwerkError as error:
            self._error.setText(self._context.say(error.message))
            self._error.show()
        else:
            self._end(key)

    def _end(self, key: str) -> None:
        self.close()
        self.picked.emit(key)
