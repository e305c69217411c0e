"""Pictures of drawing and of following: frames, the outline, a comparison, and the way of a contact."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.journey import Frame, Journey, Point
from app.core.text import Language
from canvas.scene.geometry import CARD_WIDTH
from tests.support.camera import Photographer, settle, wait_for
from tests.support.pictures_more import second_version

TITLES = {"de": "Begrüßung", "en": "Welcome"}
NOTES = {
    "de": "**Geprüft am 2. März.** Die Links führen auf unsere Seite.",
    "en": "**Checked on 2 March.** The links lead to our page.",
}
REMARKS = {
    "de": "# Noch zu klären\n- Leseproben im *März* austauschen\n- Wer ruft an?",
    "en": "# To be settled\n- Change the samples in *March*\n- Who will call?",
}
FRAMED = 4
"""So many steps from the trigger on are in the frame."""
CHANGED = 2
"""The row of the change that is shown: the step whose settings are others."""


def framed(journey: Journey, language: Language) -> Journey:
    """A copy with a frame around its first steps, and a note beside them."""
    first = journey.nodes[:FRAMED]
    at = journey.position(first[1].id)
    frame = Frame(
        id="begin",
        title=TITLES[language],
        notes=NOTES[language],
        steps=tuple(node.id for node in first),
        tint="blue",
    )
    aside = Point(at.x + CARD_WIDTH + 60, at.y - 60)
    note = Frame(id="note", notes=REMARKS[language], at=aside, width=240, height=140, tint="amber")
    return journey.replace(frames=(frame, note))


def take_drawing(camera: Photographer, journey: Journey, language: Language) -> None:
    """Frames with notes, the outline, and the draft beside the version that is live."""
    shown = framed(journey, language)
    camera.window.open_journey(shown)
    camera.look_at("wait", steps_out=1)
    camera.journey.selection.select_frame(shown.frames[0])
    camera.take("frames")
    camera.window.open_journey(journey)
    camera.look_at("branch", steps_out=1)
    canvas = camera.journey.canvas
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(canvas, Qt.Key.Key_O, both)
    camera.take("outline")
    QTest.keyClick(canvas.outline, Qt.Key.Key_O, both)
    camera.window.open_journey(second_version(journey))
    camera.journey.comparing.toggle()
    settle()
    panel = camera.journey.comparing.panel
    assert panel is not None
    for _ in range(CHANGED):
        panel.board.step(1)
    camera.take("compare")
    camera.window.close_journey()


def take_way(camera: Photographer) -> None:
    """Who waits where, and the way of the first of them, in the drawer that is open."""
    crowd = camera.journey.live.crowd
    wait_for(lambda: crowd.steps.rowCount() > 0)
    crowd.steps.selectRow(0)
    wait_for(lambda: crowd.guests.rowCount() > 0)
    crowd.guests.selectRow(0)
    camera.take("way")
