"""The inspector of one step: name, fields, errors, and what it does in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.core.edits import set_config, set_title
from app.core.journey import Journey, Node
from app.core.node import GROUPS, AnyNodeType
from app.core.problems import Problem
from app.core.program import NEXT
from app.core.text import Text
from app.ui.context import Context
from app.ui.journey.draft import Draft
from app.ui.journey.field_list import NO_DEFAULT, FieldList, optional_fields
from app.ui.journey.mail_thumb import MailThumb
from app.ui.journey.step_past import StepPast
from app.ui.vocabulary import Vocabulary, around_of
from app.ui.widgets.boxes import column, line
from app.ui.widgets.words import label

CHANGE = Text("{field} ändern: {step}", "Change {field}: {step}")
RENAME = Text("Umbenennen: {step}", "Rename: {step}")
TAKE_MAIL = Text("Mail übernehmen: {mail}", "Take over mail: {mail}")
MAIL_STEPS = ("send_mail",)
FOR_IMPORTS = Text("Kennung für Importe: {id}", "Id for imports: {id}")
MERELY_EMPTY = ("node.field_missing", "branch.no_rule", "tags.none", "port.unconnected")
"""Codes of problems that a placeholder or an open way out of a fresh step tells already."""
DOES_NOT_FIT = Text(
    "Das passt hier nicht und wurde nicht übernommen. Bitte prüfen Sie die Eingabe.",
    "This does not fit here and was not taken over. Please check what you entered.",
)


class StepForm(QWidget):
    """Shows and edits one step of the document."""

    def __init__(
        self,
        context: Context,
        document: Draft,
        node: Node,
        node_type: AnyNodeType,
    ) -> None:
        super().__init__()
        self._context, self._document, self._type = context, document, node_type
        self.node_id = node.id
        self._vocabulary = document.vocabulary
        layout = column(self, gap=14, margins=(16, 14, 16, 20))
        head = column(gap=2)
        self._title = label("", "heading", wrap=True)
        head.addWidget(self._title)
        group = context.say(GROUPS[node_type.group])
        head.addWidget(label(f"{context.say(node_type.title)} · {group}", "muted", wrap=True))
        layout.addLayout(head)
        layout.addWidget(self._name_block())
        self.mail = MailThumb(context, document) if node.type in MAIL_STEPS else None
        if self.mail is not None:
            self.mail.taken.connect(self._take_mail)
            layout.addWidget(self.mail)
        self.fields = FieldList(
            context, node_type.fields, optional_fields(node_type.config_type), document.vocabulary
        )
        self.fields.edited.connect(self._edited)
        layout.addWidget(self.fields)
        layout.addWidget(line())
        words = column(gap=4)
        words.addWidget(label(context.say(Text("In Worten", "In words")), "strong"))
        self._words = label("", "soft", wrap=True)
        words.addWidget(self._words)
        layout.addLayout(words)
        if node.type in MAIL_STEPS:
            layout.addWidget(self._name_for_imports())
        self.past = StepPast(context, document, node.id)
        layout.addWidget(self.past)  # before it is shown: it would come up as a window
        self.past.setVisible(document.vocabulary().insight is not None)
        layout.addStretch(1)
        self._problems: Mapping[str, str] = {}
        self._refused: dict[str, str] = {}
        self.refresh()

    @property
    def words(self) -> str:
        """What stands under “In words”."""
        return self._words.text()

    def refresh(self) -> None:
        """Show the step as it stands in the document."""
        journey = self._document.journey
        node = journey.by_id[self.node_id]
        catalog = self._context.catalog
        title = self._context.say(catalog.title(node))
        self._title.setText(title)
        if self.name.text() != node.title:
            self.name.setText(node.title)
        understood = catalog.understood(node)
        if understood is not None:
            values = understood[1].model_dump(mode="json")
            self.fields.show_values(values)
            if self.mail is not None:
                self.mail.show_mail(values)
        self._words.setText(in_words(self._context, journey, node, self._vocabulary()))

    def first_to_fill(self) -> QWidget:
        """The first field that must not stay empty and is, else the name."""
        node = self._document.journey.by_id[self.node_id]
        understood = self._context.catalog.understood(node)
        values = understood[1].model_dump(mode="json") if understood is not None else {}
        for field in self._type.fields:
            if field.form.required and values.get(field.name) in NO_DEFAULT:
                return self.fields.editor(field.name)
        return self.name

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show the problems of this step next to their fields; what is merely empty stays soft."""
        self._problems = {
            problem.field: self._context.say(problem.message)
            for problem in reversed(problems)
            if problem.node == self.node_id and problem.field and problem.severity != "hint"
            if problem.code not in MERELY_EMPTY
        }
        self._show_errors()

    def _name_block(self) -> QWidget:
        block = QWidget()
        layout = column(block, gap=5)
        words = self._context.say(Text("Name", "Name"))
        self.name = QLineEdit()
        self.name.setAccessibleName(words)
        self.name.setMaxLength(200)
        self.name.setPlaceholderText(self._context.say(self._type.title))
        self.name.textEdited.connect(self._renamed)
        title = label(words, "label")
        title.setBuddy(self.name)
        layout.addWidget(title)
        layout.addWidget(self.name)
        return block

    def _name_for_imports(self) -> QLabel:
        """What a table of opens and clicks calls this step; to be copied from here."""
        found = label(self._context.say(FOR_IMPORTS.fill(id=self.node_id)), "muted", wrap=True)
        by_hand = (
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        found.setTextInteractionFlags(by_hand)
        return found

    def _renamed(self, title: str) -> None:
        name = RENAME.fill(step=title or self._context.say(self._type.title))
        self._document.apply(
            lambda journey: set_title(journey, self.node_id, title), name, merge=("title", self.node_id)
        )

    def _take_mail(self, source: str, parts: dict[str, Any]) -> None:
        node = self._document.journey.by_id[self.node_id]
        config = {**node.config, **parts}
        ports = {port.name for port in self._type.ports(self._type.parse(config))}
        self._document.apply(
            lambda journey: set_config(journey, self.node_id, config, ports), TAKE_MAIL.fill(mail=source)
        )

    def _edited(self, name: str, value: Any) -> None:
        node = self._document.journey.by_id[self.node_id]
        config = {**node.config, name: value}
        try:
            typed = self._type.parse(config)
        except ValidationError:
            self._refused = {name: self._context.say(DOES_NOT_FIT)}
            self._show_errors()
            return
        self._refused = {}
        self._show_errors()
        ports = {port.name for port in self._type.ports(typed)}
        label_of = {field.name: field.form.label for field in self._type.fields}
        words = CHANGE.fill(field=label_of[name], step=self._context.catalog.title(node))
        self._document.apply(
            lambda journey: set_config(journey, self.node_id, config, ports),
            words,
            merge=("config", self.node_id, name),
        )

    def _show_errors(self) -> None:
        self.fields.show_errors({**self._problems, **self._refused})


def not_merely_empty(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Without what a fresh step is bound to lack, so that drawing is not met with red."""
    return tuple(problem for problem in problems if problem.code not in MERELY_EMPTY)


def in_words(context: Context, journey: Journey, node: Node, words: Vocabulary) -> str:
    """What a step does and where it leads, in plain words."""
    catalog = context.catalog
    lines = [context.say(catalog.line(node, around_of(journey, words)))]
    ports = catalog.ports(node, journey)
    for port in ports:
        target = journey.target(node.id, port.name)
        if target is None:
            if len(ports) > 1 and port.required:
                lines.append(
                    context.say(Text("{port}: endet hier", "{port}: ends here").fill(port=port.label))
                )
            continue
        way = Text("{port}: weiter bei „{step}“", "{port}: on to “{step}”")
        alone = Text("Danach: „{step}“", "Then: “{step}”")
        plain = len(ports) == 1 or port.name == NEXT
        title = catalog.title(journey.by_id[target])
        lines.append(context.say((alone if plain else way).fill(port=port.label, step=title)))
    return "\n".join(lines)
