"""Checks of mails and their templates.

Every layout of the program carries the unsubscribe link and the imprint of the sender settings
(`tests/core/test_layouts.py` holds that), so only the imprint itself can be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.problems import Problem
from app.core.program import OnEvent, Send, channel_of
from app.core.text import Text
from app.core.validation.fields import declare
from app.core.validation.inspection import Inspection, Understood

SENDER_VALUES = frozenset({"name", "address", "imprint"})
_TEMPLATES = ("template_line", "template_text")

_NO_IMPRINT = Text(
    "„{step}“ kann nicht gesendet werden: In den Einstellungen fehlt das Impressum, "
    "das jede Mail tragen muss. Tragen Sie es beim Absender ein.",
    "“{step}” cannot be sent: the settings lack the imprint that every mail must carry. "
    "Enter it with the sender.",
)
_NO_PURPOSE = Text(
    "„{step}“ hat keinen Zweck der Einwilligung, und die Journey auch nicht. Tragen Sie einen ein.",
    "“{step}” has no purpose of consent, and neither has the journey. Enter one.",
)
_SYNTAX = Text(
    "Bei „{step}“ ist in „{field}“ ein Platzhalter falsch geschrieben: {detail}. "
    "Ein Platzhalter sieht so aus: {example}.",
    "In “{step}”, a placeholder in “{field}” is written wrongly: {detail}. "
    "A placeholder looks like this: {example}.",
)
_NOT_ALLOWED = Text(
    "Bei „{step}“ will der Text in „{field}“ mehr, als eine Mail darf: {detail}. "
    "Nehmen Sie nur Merkmale, Ersatzwerte, „if“ und „else“.",
    "In “{step}”, the text in “{field}” wants more than a mail may do: {detail}. "
    "Use only attributes, replacements, “if” and “else”.",
)
_NO_FIELD = Text(
    "Bei „{step}“ steht in „{field}“ der Platzhalter „{name}“, aber dieses Merkmal gibt es nicht. "
    "Legen Sie es an oder nehmen Sie ein anderes.",
    "In “{step}”, “{field}” uses the placeholder “{name}”, but there is no such attribute. "
    "Declare it or use another one.",
)
_NO_NAME = Text(
    "Bei „{step}“ steht in „{field}“ der Platzhalter „{name}“, den niemand füllt. "
    "Merkmale heißen zum Beispiel {example}.",
    "In “{step}”, “{field}” uses the placeholder “{name}”, which nothing fills. "
    "Attributes are written like {example}.",
)
_NO_EVENT = Text(
    "Bei „{step}“ steht in „{field}“ der Platzhalter „{name}“, aber kein Auslöser der Journey "
    "ist ein Ereignis. "
    "Nehmen Sie ein Merkmal des Kontakts.",
    "In “{step}”, “{field}” uses the placeholder “{name}”, but no trigger of the journey is an event. "
    "Use an attribute of the contact.",
)
_NO_FALLBACK = Text(
    "Bei „{step}“ hat in „{field}“ der Platzhalter „{name}“ keinen Ersatz: Wer hier nichts eingetragen hat, "
    "bekommt die Mail nicht. Schreiben Sie zum Beispiel {example}.",
    "In “{step}”, the placeholder “{name}” in “{field}” has no replacement: whoever has nothing entered "
    "there does not get the mail. Write for example {example}.",
)
_EXAMPLE = "{{ contact.first_name }}"


@dataclass(frozen=True)
class _Template:
    """A template in the config of a step."""

    look: Inspection
    step: Understood
    field: str
    label: Text
    source: str


def check_mails(look: Inspection) -> Iterator[Problem]:
    """Messages to contacts need a purpose, mails an imprint; templates may use only what there is."""
    for step in look.steps.values():
        for instruction in step.instructions:
            if isinstance(instruction, Send):
                yield from _send(look, step, instruction)
        for item in step.type.fields:
            if item.form.widget in _TEMPLATES:
                source = getattr(step.config, item.name)
                yield from _template(_Template(look, step, item.name, item.form.label, source))


def _send(look: Inspection, step: Understood, send: Send) -> Iterator[Problem]:
    title, channel = look.title(step.node.id), channel_of(send.content)
    if look.known.imprint is False and channel == "mail":
        yield Problem("mail.no_imprint", "error", _NO_IMPRINT.fill(step=title), node=step.node.id)
    if not send.purpose.strip() and channel in ("mail", "service"):
        yield Problem(
            "mail.no_purpose", "error", _NO_PURPOSE.fill(step=title), node=step.node.id, field="purpose"
        )


def _template(template: _Template) -> Iterator[Problem]:
    from app.core.templates import mistake_in, required_variables, variables  # slow to load

    mistake = mistake_in(template.source)
    if mistake is not None and mistake.readable:
        yield _problem(template, "template.not_allowed", _NOT_ALLOWED, detail=mistake.message)
    elif mistake is not None:
        yield _problem(template, "template.syntax", _SYNTAX, detail=mistake.message, example=_EXAMPLE)
    if mistake is not None:
        return
    names = variables(template.source)
    required = required_variables(template.source)
    for name in names:
        problem = _name(template, name)
        if problem is not None:
            yield problem
        elif name in required and name.startswith("contact.") and name != "contact.email":
            example = f'{{{{ {name} | default("…") }}}}'
            yield _problem(template, "template.no_fallback", _NO_FALLBACK, name=name, example=example)


def _name(template: _Template, name: str) -> Problem | None:
    """What is wrong with one dotted name."""
    root, _, rest = name.partition(".")
    if root == "contact" and rest:
        if rest in template.look.around.fields:
            return None
        return _problem(template, "template.unknown_field", _NO_FIELD, name=name)
    if root == "event" and rest:
        events = (isinstance(source, OnEvent) for source in template.look.program.sources.values())
        return None if any(events) else _problem(template, "template.no_event", _NO_EVENT, name=name)
    if name == "unsubscribe_url" or (root == "sender" and rest in SENDER_VALUES):
        return None
    return _problem(template, "template.unknown_name", _NO_NAME, name=name, example=_EXAMPLE)


def _problem(template: _Template, code: str, words: Text, **values: str | Text) -> Problem:
    message = words.fill(step=template.look.title(template.step.node.id), field=template.label, **values)
    key = str(values.get("name", "")).removeprefix("contact.")
    return Problem(
        code,
        "hint" if code == "template.no_fallback" else "error",
        message,
        node=template.step.node.id,
        field=template.field,
        remedy=declare(key, "text") if code == "template.unknown_field" else None,
    )
