"""Checks of what steps name in the workspace: lists, vouchers, journeys, services, stages, servers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from app.core import edits
from app.core.form import Widget
from app.core.journey import Journey, NodeId
from app.core.node import Surroundings
from app.core.problems import Problem, Remedy
from app.core.program import CallContent, Send
from app.core.text import Text
from app.core.validation.inspection import Inspection, Understood

_Known = Callable[[Surroundings], Collection[str]]
_THINGS: Mapping[Widget, tuple[str, _Known, Text]] = {
    "list": (
        "list.unknown",
        lambda around: around.lists,
        Text(
            "Bei „{step}“ gibt es die Liste „{key}“ nicht. Wählen Sie eine andere oder legen Sie sie an.",
            "In “{step}”, there is no list “{key}”. Choose another one, or create it.",
        ),
    ),
    "pool": (
        "pool.unknown",
        lambda around: around.pools,
        Text(
            "Bei „{step}“ gibt es den Gutscheinvorrat „{key}“ nicht. Wählen Sie einen anderen.",
            "In “{step}”, there is no stock of vouchers “{key}”. Choose another one.",
        ),
    ),
    "journey": (
        "journey.unknown",
        lambda around: (around.journey.id, *around.journeys),
        Text(
            "Bei „{step}“ gibt es die Journey „{key}“ nicht. Wählen Sie eine andere.",
            "In “{step}”, there is no journey “{key}”. Choose another one.",
        ),
    ),
    "service": (
        "service.unknown",
        lambda around: around.services,
        Text(
            "Bei „{step}“ ist der Dienst „{key}“ nicht eingerichtet. Wählen Sie einen anderen, oder richten "
            "Sie ihn in den Einstellungen ein.",
            "In “{step}”, the service “{key}” has not been set up. Choose another one, or set it up in the "
            "settings.",
        ),
    ),
    "stage": (
        "stage.unknown",
        lambda around: around.stages,
        Text(
            "Bei „{step}“ gibt es die Phase „{key}“ nicht. Wählen Sie eine andere.",
            "In “{step}”, there is no stage “{key}”. Choose another one.",
        ),
    ),
}
_CLEAR = Text("Auswahl leeren", "Clear the choice")
_NOT_ALLOWED = Text(
    "„{step}“ ruft „{host}“ auf. Diesem Server hat noch niemand zugestimmt. "
    "Erlauben Sie ihn in den Einstellungen, wenn Angaben Ihrer Kontakte dorthin dürfen.",
    "“{step}” calls “{host}”. Nobody has agreed to this server yet. "
    "Allow it in the settings if details of your contacts may go there.",
)


def check_things(look: Inspection) -> Iterator[Problem]:
    """What a step names must be in the workspace, if the workspace is known."""
    if not look.known.workspace:
        return
    for step in look.steps.values():
        for item in step.type.fields:
            if item.form.widget in _THINGS:
                key = getattr(step.config, item.name)
                yield from _thing(look, step, item.name, item.form.widget, key)


def check_hosts(look: Inspection) -> Iterator[Problem]:
    """Calls may go only to servers that a person has allowed, if it is known which these are."""
    if look.known.hosts is None:
        return
    for step in look.steps.values():
        for part in step.instructions:
            if isinstance(part, Send) and isinstance(part.content, CallContent):
                host = _host(part.content.url)
                if host and host not in look.known.hosts:
                    words = _NOT_ALLOWED.fill(step=look.title(step.node.id), host=host)
                    yield Problem("call.not_allowed", "error", words, node=step.node.id, field="url")


def _thing(look: Inspection, step: Understood, field: str, widget: Widget, key: str) -> Iterator[Problem]:
    code, known, words = _THINGS[widget]
    if key and key not in known(look.around):
        yield Problem(
            code,
            "error",
            words.fill(step=look.title(step.node.id), key=key),
            node=step.node.id,
            field=field,
            remedy=Remedy(_CLEAR, partial(_cleared, node_id=step.node.id, field=field)),
        )


def _cleared(journey: Journey, node_id: NodeId, field: str) -> Journey:
    config = journey.by_id[node_id].config
    return edits.change_node(journey, node_id, config={**config, field: ""})


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None  # the step says itself that this is no address
