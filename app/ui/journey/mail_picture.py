"""A mail as Qt shows it: a document to read, and a small picture of its top."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTextDocument

WIDTH = 620
"""How wide mails are laid out, in pixels; the usual sheet is 600."""
_UNSEEN = re.compile(
    r"<style.*?</style>|<!--.*?-->|<div style=\"display:none.*?</div>|<title>.*?</title>", re.DOTALL
)
"""What Qt would show or read otherwise than a mail program does."""


def mail_document(html: str, font: QFont) -> QTextDocument:
    """The mail laid out at its usual width."""
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(seen(html))
    document.setTextWidth(WIDTH)
    return document


def seen(html: str) -> str:
    """The part of a mail's HTML that is to be seen."""
    return _UNSEEN.sub("", html)


def mail_picture(html: str, font: QFont, size: QSize, ratio: float) -> QImage:
    """The top of a mail, scaled to the width of a size, in the mail's own colors."""
    document = mail_document(html, font)
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    scale = size.width() / WIDTH
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing
        | QPainter.RenderHint.TextAntialiasing
        | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(scale, scale)
    document.drawContents(painter, QRectF(0, 0, WIDTH, size.height() / scale))
    painter.end()
    return image
