"""What Qt asks for on behalf of a screen reader: the canvas as a list of steps, each with its ways out."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleObject, QColor, QWindow
from PySide6.QtWidgets import QWidget

from app.core.journey import NodeId
from canvas.accessible.reader import Reader

Role, TextKind = QAccessible.Role, QAccessible.Text


class _Part(QAccessibleInterface):
    """What is not a widget of its own: a step, a way out."""

    def object(self) -> QObject | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: there is no object behind it."""
        return None

    def window(self) -> QWindow | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: found through the parent."""
        return None

    def setText(self, t: QAccessible.Text, text: str) -> None:
        """Qt: texts come from the journey."""

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: nothing smaller is looked for by place."""
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: the focus is told by the canvas."""
        return None

    def foregroundColor(self) -> QColor:
        """Qt: not told."""
        return QColor()

    def backgroundColor(self) -> QColor:
        """Qt: not told."""
        return QColor()


class WayInterface(_Part):
    """A way out of a step, and where it leads."""

    def __init__(self, step: StepInterface, name: str) -> None:
        super().__init__()
        self._step, self._name = step, name

    def isValid(self) -> bool:
        """Qt: whether it is still there."""
        return self._step.isValid() and self._name in self._step.reader.ways(self._step.node)

    def parent(self) -> QAccessibleInterface:
        """Qt: the step that it leaves."""
        return self._step

    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: there is nothing in it."""
        return None

    def childCount(self) -> int:
        """Qt: there is nothing in it."""
        return 0

    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        """Qt: there is nothing in it."""
        return -1

    def text(self, t: QAccessible.Text) -> str:
        """Qt: its name says where it leads."""
        if t != TextKind.Name or not self.isValid():
            return ""
        return self._step.reader.speech.way(self._step.node, self._name)

    def rect(self) -> QRect:
        """Qt: where it is on the screen."""
        return self._step.reader.place_of_way((self._step.node, self._name)) if self.isValid() else QRect()

    def role(self) -> QAccessible.Role:
        """Qt: it leads elsewhere."""
        return Role.Link

    def state(self) -> QAccessible.State:
        """Qt: selected if its connection is."""
        state = QAccessible.State()
        here = self._step.reader.current == (self._step.node, self._name)
        state.focusable = state.selectable = state.linked = True
        state.selected = here
        state.focused = here and self._step.reader.view.hasFocus()
        state.invalid = not self.isValid()
        return state


class StepInterface(_Part):
    """A step: title and line, where its ways lead, and what is wrong with it."""

    def __init__(self, canvas: CanvasInterface, reader: Reader, node: NodeId) -> None:
        super().__init__()
        self._canvas, self.reader, self.node = canvas, reader, node
        self._ways: dict[str, WayInterface] = {}

    def way(self, name: str) -> WayInterface:
        """A way out."""
        return self._ways.setdefault(name, WayInterface(self, name))

    def isValid(self) -> bool:
        """Qt: whether it is still part of the journey."""
        return self.reader.exists(self.node)

    def parent(self) -> QAccessibleInterface:
        """Qt: the canvas."""
        return self._canvas

    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: one of its ways out."""
        names = self.reader.ways(self.node)
        return self.way(names[index]) if 0 <= index < len(names) else None

    def childCount(self) -> int:
        """Qt: how many ways out it has."""
        return len(self.reader.ways(self.node))

    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        """Qt: the place of a way out."""
        names = self.reader.ways(self.node)
        return next((at for at, name in enumerate(names) if self._ways.get(name) is arg__1), -1)

    def text(self, t: QAccessible.Text) -> str:
        """Qt: name and description."""
        if not self.isValid():
            return ""
        if t == TextKind.Name:
            return self.reader.speech.name(self.node)
        return self.reader.speech.description(self.node) if t == TextKind.Description else ""

    def rect(self) -> QRect:
        """Qt: where it is on the screen."""
        return self.reader.place(self.node) if self.isValid() else QRect()

    def role(self) -> QAccessible.Role:
        """Qt: one of the list."""
        return Role.ListItem

    def state(self) -> QAccessible.State:
        """Qt: whether it is selected, and has the keyboard."""
        state = QAccessible.State()
        state.focusable = state.selectable = True
        state.selected = self.reader.is_selected(self.node)
        state.focused = self.reader.current == self.node and self.reader.view.hasFocus()
        state.invalid = not self.isValid()
        return state


class CanvasInterface(QAccessibleObject):
    """The canvas: its steps in the order of reading, then the widgets that lie over it."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader.view)
        self._reader = reader
        self._steps: dict[NodeId, StepInterface] = {}

    def step(self, node: NodeId) -> StepInterface:
        """What stands for a step."""
        found = self._steps.get(node)
        if found is None:
            found = self._steps[node] = StepInterface(self, self._reader, node)
        return found

    def at(self, current: NodeId | tuple[NodeId, str] | None) -> QAccessibleInterface:
        """What stands for the place of the keyboard: a step, a way out, or the canvas as a whole."""
        if isinstance(current, str):
            return self.step(current)
        return self.step(current[0]).way(current[1]) if current is not None else self

    def parent(self) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: the widget around it."""
        around = self._reader.view.parentWidget()
        return QAccessible.queryAccessibleInterface(around) if around is not None else None

    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: a step, or a widget."""
        steps, widgets = self._reader.steps, self._widgets()
        if 0 <= index < len(steps):
            return self.step(steps[index])
        index -= len(steps)
        return QAccessible.queryAccessibleInterface(widgets[index]) if 0 <= index < len(widgets) else None

    def childCount(self) -> int:
        """Qt: how many steps and widgets there are."""
        return len(self._reader.steps) + len(self._widgets())

    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        """Qt: the place of a step or a widget."""
        if isinstance(arg__1, StepInterface):
            return self._reader.place_of(arg__1.node)
        widget, widgets = arg__1.object(), self._widgets()
        steps = len(self._reader.steps)
        return next((steps + at for at, each in enumerate(widgets) if each is widget), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: what is below a place of the screen."""
        for widget in self._widgets():
            if widget.rect().contains(widget.mapFromGlobal(QPoint(x, y))):
                return QAccessible.queryAccessibleInterface(widget)
        found = self._reader.step_at(x, y)
        return self.step(found) if found is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # Qt allows none
        """Qt: the step or way out that the keyboard is at."""
        return self.at(self._reader.current) if self._reader.view.hasFocus() else None

    def text(self, t: QAccessible.Text) -> str:
        """Qt: name and description."""
        if t == TextKind.Name:
            return self._reader.view.accessibleName()
        return self._reader.view.accessibleDescription() if t == TextKind.Description else ""

    def role(self) -> QAccessible.Role:
        """Qt: a list."""
        return Role.List

    def state(self) -> QAccessible.State:
        """Qt: whether the keyboard is there."""
        state, view = QAccessible.State(), self._reader.view
        state.focusable = True
        state.focused = view.hasFocus() and self._reader.current is None
        state.invisible = not view.isVisible()
        state.disabled = not view.isEnabled()
        state.multiSelectable = True
        return state

    def rect(self) -> QRect:
        """Qt: where it is on the screen."""
        view = self._reader.view
        return QRect(view.mapToGlobal(view.rect().topLeft()), view.size())

    def _widgets(self) -> list[QWidget]:
        children = self._reader.view.children()
        return [child for child in children if isinstance(child, QWidget) and not child.isHidden()]
