"""Which events: their type, and tests of their properties."""

from __future__ import annotations

import json
from typing import Any

from app.core.rules.tree import EventFilter, EventHappened
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.rule.event_sentence import filter_sentence
from app.ui.editors.rule.row import SentenceRow
from app.ui.editors.rule.slots import Impact
from app.ui.widgets.boxes import clear, column


class EventFilterEditor(Editor):
    """A sentence with the type and the tests."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._filter = EventFilter()
        self._layout = column(self)
        self._build()

    def show_value(self, value: Any) -> None:
        """Show a filter."""
        wanted = EventFilter.model_validate_json(json.dumps(value)) if value else EventFilter()
        if wanted != self._filter:
            self._filter = wanted
            self._build()

    def _build(self) -> None:
        clear(self._layout)
        self._layout.addWidget(
            SentenceRow(
                self.context,
                filter_sentence(self._filter, self.context),
                self.setting.vocabulary,
                "filter",
                changed=self._changed,
                refresh=lambda new: filter_sentence(new.event, self.context),
            )
        )

    def _changed(self, new: Any, impact: Impact) -> None:
        assert isinstance(new, EventHappened)  # the sentence carries the filter in one
        self._filter = new.event
        if impact == "form":
            self._build()
        self.edited.emit(self._filter.model_dump(mode="json"))
