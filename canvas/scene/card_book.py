"""Where the cards stand: those of steps and those of collapsed frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.core.journey import FrameId, NodeId, Point
from canvas.scene.dirt import Dirt, card_room
from canvas.scene.geometry import Box, Spot, card_box
from canvas.scene.index import CellIndex

Key = NodeId | FrameId


class CardBook(CellIndex[Key]):
    """Boxes by step or collapsed frame, found by place; tells what looks other by a change."""

    def __init__(self, dirt: Dirt) -> None:
        super().__init__()
        self._dirt = dirt
        self._pretended: dict[Key, Box] = {}

    def put(self, key: Key, box: Box) -> None:
        """Let a card stand in a box."""
        if key in self:
            before = self.box(key)
            if before == box:
                return
            self._dirt.add(card_room(before))
        super().put(key, box)
        self._dirt.add(card_room(box))

    def drop(self, key: Key) -> None:
        """Take a card away."""
        self._dirt.add(card_room(self.box(key)))
        super().drop(key)

    def boxes_in(self, box: Box) -> list[Box]:
        """The boxes of the cards that meet a box."""
        return [self.box(each) for each in self.meeting(box)]

    def pretend(self, key: Key, box: Box) -> Spot:
        """Let a card stand elsewhere until it is put; returns how far it went."""
        before = self.box(key)
        self._pretended.setdefault(key, before)
        self.put(key, box)
        return Spot(box.left - before.left, box.top - before.top)

    def take_pretended(self) -> dict[Key, Box]:
        """The cards that only pretend to stand where they do, and where they belong; asked once."""
        found, self._pretended = self._pretended, {}
        return found

    def swap(self, gone: Iterable[Key], places: Mapping[Key, Point]) -> tuple[list[Box], list[Box]]:
        """Take cards away and put others; returns the boxes that are free now, and those taken."""
        freed: list[Box] = []
        for key in gone:
            if key in self:
                freed.append(self.box(key))
                self.drop(key)
        taken = {key: card_box(at) for key, at in places.items()}
        for key, box in taken.items():
            self.put(key, box)
        return freed, list(taken.values())
