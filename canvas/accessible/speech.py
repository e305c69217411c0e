"""The one place that decides what a screen reader says about a journey, and about what happens to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.core.journey import Journey, NodeId
from app.core.text import Text, same
from canvas.painting.faces import FaceBook
from canvas.painting.marks import Marks
from canvas.painting.words import failing_words, waiting_words
from canvas.scene.scene import Scene

ENDS = (".", "…", "!", "?")


class Phrases(NamedTuple):
    """What a screen reader says about steps and about what was done to them; replace any of them."""

    leads: Text = Text("{way}: weiter zu „{step}“", "{way}: on to “{step}”")
    is_open: Text = Text("{way}: offen", "{way}: open")
    counted: Text = Text(
        "durchlaufen: {passed}, stehen hier: {here}", "passed: {passed}, standing here: {here}"
    )
    added: Text = Text("„{step}“ hinzugefügt", "“{step}” added")
    added_after: Text = Text("„{step}“ nach „{before}“ hinzugefügt", "“{step}” added after “{before}”")
    added_many: Text = Text("{n} Schritte hinzugefügt", "{n} steps added")
    removed: Text = Text("„{step}“ gelöscht", "“{step}” deleted")
    removed_many: Text = Text("{n} Schritte gelöscht", "{n} steps deleted")
    renamed: Text = Text("heißt jetzt „{step}“", "is now called “{step}”")
    connected: Text = Text("„{before}“ führt jetzt zu „{step}“", "“{before}” now leads to “{step}”")
    disconnected: Text = Text("„{before}“ ist nicht mehr verbunden", "“{before}” is no longer connected")
    rearranged: Text = Text("Verbindungen geändert", "Connections changed")


class Speech:
    """The one place that decides what is heard of a journey."""

    def __init__(self, scene: Scene, faces: FaceBook, marks: Marks, phrases: Phrases | None = None) -> None:
        self._scene, self._faces, self._marks = scene, faces, marks
        self._phrases = phrases or Phrases()

    def name(self, node_id: NodeId) -> str:
        """A step by its title and what it does."""
        face = self._faces.face(self._scene.journey.by_id[node_id])
        return sentences([face.title, face.line if face.line != face.title else ""])

    def description(self, node_id: NodeId) -> str:
        """Where the ways of a step lead, what is wrong with it, and who passed or waits there."""
        say, marks = self._faces.pick, self._marks
        parts = [self.way(node_id, port.name) for port in self._scene.ports(node_id)]
        parts += [say(problem.message) for problem in marks.of_step(node_id)]
        if (count := marks.count(node_id)) is not None:
            parts.append(say(self._phrases.counted.fill(passed=count.passed, here=count.here)))
        return sentences(parts + [say(words) for words in whereabouts(marks, node_id)])

    def way(self, node_id: NodeId, name: str) -> str:
        """A way out by its name and where it leads."""
        journey = self._scene.journey
        ports = self._scene.ports(node_id)
        label = next((port.label for port in ports if port.name == name), same(name))
        target = journey.target(node_id, name)
        if target is None:
            return self._faces.pick(self._phrases.is_open.fill(way=label))
        return self._faces.pick(self._phrases.leads.fill(way=label, step=self._title(journey, target)))

    def event(self, old: Journey, new: Journey) -> str:
        """What has happened between two values of the journey; empty for what need not be said."""
        added = [node.id for node in new.nodes if node.id not in old.by_id]
        gone = [node.id for node in old.nodes if node.id not in new.by_id]
        if added and not gone:
            return self._added(new, added)
        if gone and not added:
            return self._many(old, gone, self._phrases.removed, self._phrases.removed_many)
        if old.nodes is not new.nodes and (renamed := self._renamed(old, new)):
            return renamed
        return self._edges(old, new) if old.edges != new.edges else ""

    def _added(self, new: Journey, added: list[NodeId]) -> str:
        before = [edge.source for edge in new.incoming.get(added[0], ()) if edge.source not in added]
        if len(added) > 1 or not before:
            return self._many(new, added, self._phrases.added, self._phrases.added_many)
        step, before_it = self._title(new, added[0]), self._title(new, before[0])
        return self._faces.pick(self._phrases.added_after.fill(step=step, before=before_it))

    def _many(self, journey: Journey, steps: list[NodeId], one: Text, many: Text) -> str:
        if len(steps) == 1:
            return self._faces.pick(one.fill(step=self._title(journey, steps[0])))
        return self._faces.pick(many.fill(n=len(steps)))

    def _renamed(self, old: Journey, new: Journey) -> str:
        for before, after in zip(old.nodes, new.nodes, strict=False):
            if before is not after and before.id == after.id and before.title != after.title:
                return self._faces.pick(self._phrases.renamed.fill(step=self._title(new, after.id)))
        return ""

    def _edges(self, old: Journey, new: Journey) -> str:
        fresh, lost = set(new.edges) - set(old.edges), set(old.edges) - set(new.edges)
        if len(fresh) == 1:
            edge = next(iter(fresh))
            words = self._phrases.connected.fill(
                before=self._title(new, edge.source), step=self._title(new, edge.target)
            )
        elif len(lost) == 1:
            words = self._phrases.disconnected.fill(before=self._title(old, next(iter(lost)).source))
        else:
            words = self._phrases.rearranged
        return self._faces.pick(words)

    def _title(self, journey: Journey, node_id: NodeId) -> str:
        return self._faces.pick(self._scene.catalog.title(journey.by_id[node_id]))


def sentences(parts: Sequence[str]) -> str:
    """Parts one after the other, as a voice reads them; empty ones are left out."""
    return " ".join(part if part.endswith(ENDS) else f"{part}." for part in parts if part)


def whereabouts(marks: Marks, node_id: NodeId) -> list[Text]:
    """Who waits at a step since when, and what fails there."""
    waiting, failing = marks.waiting.get(node_id), marks.failing.get(node_id)
    return [
        *([waiting_words(waiting, marks.at)] if waiting else []),
        *([failing_words(failing)] if failing else []),
    ]
