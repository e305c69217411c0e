"""A scroll area that is as high as what is in it, up to a share of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class FittingArea(QScrollArea):
    """Scrolls up and down only when there is no more room."""

    def __init__(self, content: QWidget, share: float) -> None:
        super().__init__()
        self._share, self._content = share, content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        content.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Qt: as high as the content at this width, but no higher than its share."""
        layout = self._content.layout()
        width = self.viewport().width()
        fits = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        height = fits if fits >= 0 else self._content.sizeHint().height()
        return QSize(width, min(height, round(self.window().height() * self._share)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the content wants another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: at another width the lines break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
