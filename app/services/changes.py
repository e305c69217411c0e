"""What differs between the live version and a draft, in sentences for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.core.diff import NodeChange, diff
from app.core.formats import quoted
from app.core.journey import Journey, Node
from app.core.node import NodeCatalog, Surroundings
from app.core.setting_names import SETTING_NAMES
from app.core.text import Text, joined, same

Around = Callable[[Journey], Surroundings]


def changes(old: Journey, new: Journey, catalog: NodeCatalog, around: Around) -> tuple[Text, ...]:
    """One sentence for each step that is new, gone or changed, for connections and for settings."""
    return tuple(_changes(old, new, catalog, around))


def _changes(old: Journey, new: Journey, catalog: NodeCatalog, around: Around) -> Iterator[Text]:
    found = diff(old, new)
    for node in found.added:
        yield _NEW[catalog.is_trigger(node)].fill(title=_title(node, catalog))
    for node in found.removed:
        yield _GONE[catalog.is_trigger(node)].fill(title=_title(node, catalog))
    before, after = around(old), around(new)
    for change in found.changed.values():
        if change.config:
            yield _changed(change, catalog, before, after)
    if found.edges_added or found.edges_removed:
        yield Text("Verbindungen sind geändert.", "Connections are changed.")
    if found.settings:
        names = [SETTING_NAMES.get(name, same(name)) for name in sorted(found.settings)]
        words = Text("Einstellungen der Journey sind geändert: {names}.", "Settings are changed: {names}.")
        yield words.fill(names=joined(names, same(", ")))


def _changed(change: NodeChange, catalog: NodeCatalog, before: Surroundings, after: Surroundings) -> Text:
    title = _title(change.new, catalog)
    lines = catalog.line(change.old, before), catalog.line(change.new, after)
    if lines[0] == lines[1]:
        return Text("Geändert: {title}.", "Changed: {title}.").fill(title=title)
    words = Text("Geändert: {title} – bisher {old}, jetzt {new}.", "Changed: {title} – was {old}, is {new}.")
    return words.fill(title=title, old=_quoted(lines[0]), new=_quoted(lines[1]))


def _title(node: Node, catalog: NodeCatalog) -> Text:
    return _quoted(catalog.title(node))


def _quoted(words: Text) -> Text:
    return Text(quoted(words.de).de, quoted(words.en).en)


_NEW = {
    True: Text("Neuer Auslöser: {title}.", "New trigger: {title}."),
    False: Text("Neuer Schritt: {title}.", "New step: {title}."),
}
_GONE = {
    True: Text("Auslöser entfernt: {title}.", "Trigger removed: {title}."),
    False: Text("Schritt entfernt: {title}.", "Step removed: {title}."),
}
