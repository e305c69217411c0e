"""The open document: the current journey, and every value it had before, for undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.core.journey import Journey, NodeId
from app.core.text import Text
from canvas.scene.differences import changed_nodes, moved_nodes

HISTORY_LIMIT = 1000
"""Steps of undo that are kept; values share their unchanged parts, so that each costs little."""


@dataclass(frozen=True)
class _Step:
    """One entry of the history: the value on its other side and the name of the edit."""

    journey: Journey
    label: Text
    merge: Hashable | None = None


def changed_steps(old: Journey, new: Journey) -> list[NodeId]:
    """The steps of the new journey that are new, changed or moved."""
    fresh = (node.id for node in changed_nodes(old, new))
    moved = (each for each in moved_nodes(old, new) if each in new.by_id)
    return list(dict.fromkeys((*fresh, *moved)))


class DocumentModel(QObject):
    """Holds one journey. All edits go through `apply`; whoever shows the journey listens to `changed`.

    Signals: `changed(old, new)` with two `Journey` values, `undo_changed()` when names or
    availability of undo and redo changed, `clean_changed(bool)` when the saved mark is reached or left.
    """

    changed = Signal(object, object)
    undo_changed = Signal()
    clean_changed = Signal(bool)

    def __init__(self, journey: Journey, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journey = journey
        self._saved: Journey | None = journey
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []

    @property
    def journey(self) -> Journey:
        """The journey as it stands."""
        return self._journey

    def apply(self, edit: Callable[[Journey], Journey], label: Text, merge: Hashable | None = None) -> bool:
        """Carry out a pure edit as one step of undo; returns whether it changed anything.

        Consecutive edits with the same `merge` key become one step of undo, until `seal`.
        """
        old = self._journey
        new = edit(old)
        if new is old:
            return False
        merges = merge is not None and not self._redo and self._undo and self._undo[-1].merge == merge
        if not merges:
            self._undo.append(_Step(old, label, merge))
            del self._undo[:-HISTORY_LIMIT]
        self._redo.clear()
        self._show(new)
        return True

    def seal(self) -> None:
        """End merging: the next edit is a step of undo of its own."""
        if self._undo and self._undo[-1].merge is not None:
            last = self._undo[-1]
            self._undo[-1] = _Step(last.journey, last.label)

    def undo(self) -> bool:
        """Go back one step; returns whether there was one."""
        return self._travel(self._undo, self._redo)

    def redo(self) -> bool:
        """Go forward one step again; returns whether there was one."""
        return self._travel(self._redo, self._undo)

    @property
    def undo_text(self) -> Text | None:
        """The name of the edit that `undo` would take back."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_text(self) -> Text | None:
        """The name of the edit that `redo` would bring back."""
        return self._redo[-1].label if self._redo else None

    @property
    def is_clean(self) -> bool:
        """Whether the journey is the one that was saved last."""
        return self._journey is self._saved

    def mark_saved(self) -> None:
        """Remember the current value as saved."""
        was_clean = self.is_clean
        self._saved = self._journey
        self.seal()
        if not was_clean:
            self.clean_changed.emit(True)

    def reset(self, journey: Journey) -> None:
        """Show another journey, saved and without a history (open, new, a published version)."""
        self._undo.clear()
        self._redo.clear()
        self._saved = journey
        old, self._journey = self._journey, journey
        self.changed.emit(old, journey)
        self.undo_changed.emit()
        self.clean_changed.emit(True)

    def _travel(self, source: list[_Step], other: list[_Step]) -> bool:
        if not source:
            return False
        step = source.pop()
        other.append(_Step(self._journey, step.label))
        self._show(step.journey)
        return True

    def _show(self, journey: Journey) -> None:
        was_clean = self.is_clean
        old, self._journey = self._journey, journey
        self.changed.emit(old, journey)
        self.undo_changed.emit()
        if was_clean != self.is_clean:
            self.clean_changed.emit(self.is_clean)
