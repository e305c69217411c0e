"""What a drag would change, shown before it does: new connections, those that go, cards as ghosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from app.core.chains import Changes
from app.core.journey import Edge, Journey, Point
from canvas.painting.brush import color, path_of, rect
from canvas.painting.faces import Face
from canvas.painting.paint_card import RADIUS, paint_card
from canvas.painting.picture import Look
from canvas.scene.geometry import Box, Spot, entry_spot
from canvas.scene.routing import direct
from canvas.scene.scene import EdgeKey, Scene

GHOST = 0.6
VEIL = 0.6
WIDTH = 2.4
PEN = 4
"""Canvas units that a line reaches beyond its curve."""


class Plan(NamedTuple):
    """The connections that would come, and those that would go."""

    fresh: tuple[Edge, ...] = ()
    gone: frozenset[EdgeKey] = frozenset()


NOTHING = Plan()


def plan_of(journey: Journey, changes: Changes) -> Plan:
    """What changes of a journey's connections look like."""
    return Plan(
        tuple(edge for edge in changes.values() if edge is not None),
        frozenset((source, port) for source, port in changes if journey.target(source, port) is not None),
    )


def paint_loose(painter: QPainter, start: Spot, end: Spot, look: Look, *, landed: bool = False) -> None:
    """Draw a connection that is not there yet: dashed while it leads nowhere."""
    style = Qt.PenStyle.SolidLine if landed else Qt.PenStyle.DashLine
    painter.setPen(QPen(color(look.theme.accent), WIDTH, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path_of(direct(start, end)))


def paint_new_ways(painter: QPainter, scene: Scene, edges: Iterable[Edge], look: Look) -> None:
    """Draw connections that a drag would make between steps of the scene."""
    for edge in edges:
        paint_loose(painter, scene.exit(edge.source, edge.port), entry_spot(scene.box(edge.target)), look)


def loose_bounds(start: Spot, end: Spot) -> Box:
    """Where a connection that is not there yet is drawn."""
    return direct(start, end).box.grown(PEN)


def new_ways_bounds(scene: Scene, edges: Iterable[Edge]) -> Iterator[Box]:
    """The same for several between steps of the scene."""
    for edge in edges:
        yield loose_bounds(scene.exit(edge.source, edge.port), entry_spot(scene.box(edge.target)))


def paint_ghost(painter: QPainter, face: Face, at: Point, look: Look) -> None:
    """Draw a card that is not there yet."""
    painter.save()
    painter.setOpacity(GHOST)
    painter.translate(at.x, at.y)
    paint_card(painter, face, look.theme, look.typeface)
    painter.restore()


def paint_veils(painter: QPainter, boxes: Iterable[Box], look: Look) -> None:
    """Let cards step back that a connection cannot lead to."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(look.theme.canvas, VEIL))
    for box in boxes:
        painter.drawRoundedRect(rect(box.grown(2)), RADIUS + 2, RADIUS + 2)
