"""Where the cards stand: those of steps and those of collapsed frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.core.journey import FrameId, Journey, NodeId, Point
from canvas.scene.dirt import Dirt, card_room
from canvas.scene.folding import Folding
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

    def follow(
        self, gone: Iterable[Key], asked: Iterable[Key], journey: Journey, folding: Folding
    ) -> tuple[list[Box], list[Box], list[Key]]:
        """Put the cards that may stand elsewhere now, and end what was pretended.

        Returns the boxes that are free now, those taken, and the cards that moved.
        """
        pretended, self._pretended = self._pretended, {}
        freed: list[Box] = []
        taken: list[Box] = []
        for key in gone:
            if key in self:
                freed.append(pretended.get(key) or self.box(key))
                self.drop(key)
        moved: list[Key] = []
        for key, at in _places([*asked, *pretended], journey, folding).items():
            box = card_box(at)
            before = pretended.get(key) or (self.box(key) if key in self else None)
            if before != box:
                freed += [before] if before is not None else []
                taken.append(box)
            if before != box or key in pretended:
                moved.append(key)
            self.put(key, box)
        return freed, taken, moved

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


def _places(asked: Iterable[Key], journey: Journey, folding: Folding) -> dict[Key, Point]:
    """Where cards stand, as far as they are shown; those of collapsed frames always."""
    found: dict[Key, Point] = {
        each: journey.position(each) for each in asked if each in journey.by_id and each not in folding.holder
    }
    return found | {each: journey.position(fold.lead) for each, fold in folding.folds.items()}
