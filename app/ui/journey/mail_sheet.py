"""A mail in its full size, over the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from app.core.text import Text
from app.services.mail_reading import ReadMail
from app.ui.context import Context
from app.ui.journey.mail_picture import WIDTH, seen
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.words import label

AROUND = 40
FOR = Text("So liest es {reader}", "As {reader} reads it")
CLOSE = Text("Schließen", "Close")


class MailSheet(QFrame):
    """Closes with Esc or its button, and gives the keyboard back."""

    def __init__(self, context: Context, mail: ReadMail, opener: QWidget) -> None:
        window = opener.window()
        super().__init__(window)
        self._opener = opener
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(mail.subject)
        head = row(gap=8)
        words = column(gap=0)
        words.addWidget(label(mail.subject, "strong", wrap=True))
        words.addWidget(label(context.say(FOR.fill(reader=mail.reader)), "muted", wrap=True))
        head.addLayout(words, 1)
        close = icon_button(context, "x", CLOSE, self.end)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.text = QTextBrowser()
        self.text.setAccessibleName(context.say(Text("Inhalt der Mail", "Content of the mail")))
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setStyleSheet("background: white; padding: 0;")
        self.text.setHtml(seen(mail.html))
        layout = column(self, gap=8, margins=(14, 10, 10, 12))
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        width = min(WIDTH + 2 * AROUND, window.width() - AROUND)
        height = window.height() - 2 * AROUND
        self.setGeometry(QRect((window.width() - width) // 2, AROUND, width, height))
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def end(self) -> None:
        """Close it, with the keyboard where it was."""
        self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close()
