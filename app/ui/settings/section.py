"""A card with a title, a sentence, and a form."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.core.form import FormField
from app.core.text import Text
from app.ui.context import Context
from app.ui.journey.field_list import FieldList
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import column
from app.ui.widgets.words import label


class Section(QFrame):
    """One part of the settings; `edited` is told name and value."""

    def __init__(
        self,
        context: Context,
        title: Text,
        words: Text,
        fields: tuple[FormField, ...],
        edited: Callable[[str, Any], None],
        optional: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.body: QVBoxLayout = column(self, gap=14, margins=(20, 16, 20, 20))
        head = column(gap=2)
        head.addWidget(label(context.say(title), "strong"))
        head.addWidget(label(context.say(words), "muted", wrap=True))
        self.body.addLayout(head)
        self.fields = FieldList(context, fields, optional, Vocabulary)
        self.fields.edited.connect(edited)
        self.body.addWidget(self.fields)
