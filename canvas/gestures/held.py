"""Which keys change what a drag does: the one place that says so, to the program and to people.

A key counts while it is held, also if it is pressed or let go in the middle of a drag:

    drag a step           moves the selected steps; over a connection they are put into it
    with Ctrl             leaves them where they are and drags a copy
    with Shift            takes along all that follows
    with Alt              takes the steps out of their chain, whose neighbors are joined
    drag the entry dot    loosens the connection there; with Ctrl a further one is drawn
    drag on the ground    selects by a rubber band; with Ctrl or Shift in addition to what is selected
    G, at any time        switches snapping to grid, neighbors and connections off and on
    Esc                   calls the drag off

The three keys go together: Ctrl+Shift copies a branch, Alt+Shift cuts it off. On a click, Ctrl and Shift add
a step to the selection; a double click with Ctrl selects all that follows.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.core.text import Text

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_FLAGS = {Qt.Key.Key_Control: CONTROL, Qt.Key.Key_Shift: SHIFT, Qt.Key.Key_Alt: ALT}


class Held(NamedTuple):
    """What the person holds, and whether places snap."""

    copy: bool = False
    branch: bool = False
    apart: bool = False
    snapping: bool = True


PLAIN = Held()


def held_of(modifiers: Qt.KeyboardModifier, *, snapping: bool = True) -> Held:
    """What these keys mean for a drag."""
    return Held(bool(modifiers & CONTROL), bool(modifiers & SHIFT), bool(modifiers & ALT), snapping)


def modifiers_after(event: QKeyEvent) -> Qt.KeyboardModifier | None:
    """What is held once a key has gone down or up; None if it is no key that a drag cares for."""
    flag = _FLAGS.get(Qt.Key(event.key()))
    if flag is None:
        return None
    down = event.type() == QKeyEvent.Type.KeyPress
    return event.modifiers() | flag if down else event.modifiers() & ~flag


MOVE_HINT = Text(
    "Strg: kopieren · Umschalt: mit allem, was folgt · Alt: herauslösen · G: Einrasten",
    "Ctrl: copy · Shift: with all that follows · Alt: take out · G: snapping",
)
CONNECT_HINT = Text(
    "Auf einen Schritt: verbinden · Ins Leere: Schritt suchen · Esc: abbrechen",
    "On a step: connect · On nothing: search for a step · Esc: cancel",
)
BACK_HINT = Text(
    "Auf einen freien Ausgang: verbinden · Ins Leere: Schritt davor suchen",
    "On a free way out: connect · On nothing: search for a step before",
)
EDGE_HINT = Text("Loslassen setzt hier ein · Esc: abbrechen", "Let go to put it in here · Esc: cancel")
COPY_HINT = Text(
    "Loslassen setzt hier eine Kopie ab · Esc: abbrechen", "Let go to put a copy here · Esc: cancel"
)
APART_HINT = Text(
    "Loslassen löst heraus und verbindet die Nachbarn · Esc: abbrechen",
    "Let go to take it out and join its neighbors · Esc: cancel",
)
