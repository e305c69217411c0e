"""Layouts and surfaces in one line."""

from __future__ import annotations

from typing import Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

Surface = Literal["panel", "canvas", "card", "group"]
Margins = tuple[int, int, int, int]
Box = TypeVar("Box", QVBoxLayout, QHBoxLayout)


def column(parent: QWidget | None = None, *, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """A column of widgets."""
    return _shaped(QVBoxLayout(parent) if parent else QVBoxLayout(), gap, margins)


def row(parent: QWidget | None = None, *, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """A row of widgets."""
    return _shaped(QHBoxLayout(parent) if parent else QHBoxLayout(), gap, margins)


def surface(kind: Surface) -> QFrame:
    """A frame with the background of a panel, a card or a group."""
    frame = QFrame()
    frame.setProperty("surface", kind)
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    return frame


def line(direction: Literal["h", "v"] = "h") -> QFrame:
    """A thin separating line."""
    frame = QFrame()
    frame.setProperty("line", direction)
    return frame


def scrolled(content: QWidget) -> QScrollArea:
    """Content that scrolls up and down when it does not fit."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def centred(holder: QWidget, width: int) -> QVBoxLayout:
    """Let a widget scroll a column in its middle that is no wider than it is pleasant to read."""
    content, middle = QWidget(), QWidget()
    line_up = row(content, margins=(24, 24, 24, 24))
    middle.setMaximumWidth(width)
    line_up.addStretch(1)
    line_up.addWidget(middle, 20)
    line_up.addStretch(1)
    column(holder).addWidget(scrolled(content))
    return column(middle, gap=16)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        inner = item.layout()
        if inner is not None:
            clear(inner)


def _shaped(layout: Box, gap: int, margins: Margins) -> Box:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    return layout
