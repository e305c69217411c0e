"""A combo box over fields, whose list is searched and grouped and makes new fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.core.fields import FieldType
from app.ui.context import Context
from app.ui.editors.combo import Option, ValueCombo
from app.ui.editors.field_popup import FieldPopup
from app.ui.editors.field_tree import Group, Pick, field_groups
from app.ui.vocabulary import Vocabulary

OTHER = "="
"""Before the place of what is no field, such as a fixed day."""


class FieldCombo(ValueCombo):
    """Chooses a field with the arrow keys as any combo box does; its list is a `FieldPopup`."""

    def __init__(
        self,
        context: Context,
        vocabulary: Callable[[], Vocabulary],
        name: str,
        kinds: Sequence[FieldType] = (),
        *,
        options: Sequence[Option] = (),
        compact: bool = False,
    ) -> None:
        super().__init__(options, name, compact=compact)
        self._context, self._vocabulary, self._kinds = context, vocabulary, kinds

    def showPopup(self) -> None:
        """Qt: open the list."""
        words = self._vocabulary()
        groups = field_groups(words, self._context, [value for value, _ in self.options])
        known = {pick.key for group in groups for pick in group.picks}
        others = tuple(
            Pick(f"{OTHER}{index}", text, "text", "")
            for index, (value, text) in enumerate(self.options)
            if value not in known
        )
        if others:
            groups.insert(0, Group("", others))
        popup = FieldPopup(self._context, groups, words.maker, self._kinds, self.window())
        popup.picked.connect(self._picked)
        popup.open_below(self, str(self.value or ""))

    def _picked(self, key: str) -> None:
        value = self.options[int(key.removeprefix(OTHER))][0] if key.startswith(OTHER) else key
        self.show_value(value)
        self.chosen.emit(value)
        self.setFocus()
