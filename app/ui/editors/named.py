"""One of the named things of the journey or the workspace: fields, steps, lists, pools, services, stages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from app.core.fields import READ_ONLY_FIELDS, FieldType
from app.core.form import Widget
from app.core.stage_names import stage_name
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import Option, ValueCombo
from app.ui.editors.field_combo import FieldCombo
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import column
from app.ui.widgets.words import label

_Options = Callable[[Vocabulary, Context], list[Option]]


def field_options(
    words: Vocabulary, context: Context, kinds: Collection[FieldType] = (), *, settable: bool = False
) -> list[Option]:
    """The contact fields, standard ones first, of some types only if any are given."""
    book = words.fields
    keys = [key for key in book.keys() if not (settable and key in READ_ONLY_FIELDS)]
    return [(key, context.say(book.label(key))) for key in keys if not kinds or book.type_of(key) in kinds]


def _names(pick: Callable[[Vocabulary], Mapping[str, str]]) -> _Options:
    return lambda words, _: list(pick(words).items())


def _fields(*kinds: FieldType, settable: bool = False) -> _Options:
    return lambda words, context: field_options(words, context, kinds, settable=settable)


_OPTIONS: Mapping[Widget, _Options] = {
    "field": _fields(settable=True),
    "number_field": _fields("number", settable=True),
    "date_field": _fields("date", "instant", settable=True),
    "any_field": _fields(),
    "list": _names(lambda words: words.lists),
    "pool": _names(lambda words: words.pools),
    "journey": _names(lambda words: words.journeys),
    "service": _names(lambda words: words.services),
    "mail_step": _names(lambda words: words.steps),
    "step": lambda words, context: [(key, context.say(title)) for key, title in words.targets.items()],
    "stage": lambda words, context: [(key, context.say(stage_name(key))) for key in words.stages],
}
_CHOOSE_FIELD = Text("Merkmal wählen", "Choose attribute")
_CHOOSE: Mapping[Widget, Text] = {
    "field": _CHOOSE_FIELD,
    "number_field": _CHOOSE_FIELD,
    "date_field": _CHOOSE_FIELD,
    "any_field": _CHOOSE_FIELD,
    "list": Text("Liste wählen", "Choose list"),
    "pool": Text("Gutscheine wählen", "Choose vouchers"),
    "journey": Text("Journey wählen", "Choose journey"),
    "service": Text("Dienst wählen", "Choose service"),
    "mail_step": Text("Mail wählen", "Choose mail"),
    "step": Text("Schritt wählen", "Choose step"),
    "stage": Text("Phase wählen", "Choose stage"),
}
_NOTHING: Mapping[Widget, Text] = {
    "number_field": Text(
        "Es gibt noch kein Merkmal für Zahlen.",
        "There is no attribute for numbers yet.",
    ),
    "date_field": Text(
        "Es gibt noch kein Merkmal für Daten.",
        "There is no attribute for dates yet.",
    ),
    "list": Text("Es gibt noch keine Liste.", "There is no list yet."),
    "pool": Text("Es gibt noch keine Gutscheine.", "There are no vouchers yet."),
    "service": Text(
        "Es ist noch kein Dienst eingerichtet.",
        "No service has been set up yet.",
    ),
    "mail_step": Text("In dieser Journey gibt es noch keine Mail.", "There is no mail in this journey yet."),
}


_KINDS: Mapping[Widget, tuple[FieldType, ...]] = {
    "field": (),
    "number_field": ("number",),
    "date_field": ("date",),
    "any_field": (),
}
"""The types that a field made on the spot may have; any if there are none."""


def _combo(setting: EditorSetting) -> ValueCombo:
    kinds = _KINDS.get(setting.form.widget)
    if kinds is None:
        return ValueCombo([], setting.name)
    return FieldCombo(setting.context, setting.vocabulary, setting.name, kinds)


class NamedEditor(Editor):
    """A combo box over the things that the widget of the form stands for."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        widget, say = setting.form.widget, setting.context.say
        self.field = _combo(setting)
        self._choose = setting.placeholder or say(_CHOOSE[widget])
        self.field.chosen.connect(self.edited.emit)
        self.setFocusProxy(self.field)
        self._nothing = label(say(_NOTHING[widget]) if widget in _NOTHING else "", "soft", wrap=True)
        self.body = column(self, gap=4)
        self.body.addWidget(self.field)
        self.body.addWidget(self._nothing)
        self.offer()

    def show_value(self, value: Any) -> None:
        """Show the choice, among the things known by now."""
        self.offer()
        self.field.show_value(value or None)

    def show_different(self, words: str) -> bool:
        """None of the things."""
        self.offer()
        self.field.setPlaceholderText(words)
        return True

    def offer(self) -> None:
        """Offer the things known by now."""
        self.field.setPlaceholderText(self._choose)
        options = _OPTIONS[self.setting.form.widget](self.setting.vocabulary(), self.context)
        self.field.set_options(options)
        self.field.setCurrentIndex(-1)
        self._nothing.setVisible(not options and bool(self._nothing.text()))
