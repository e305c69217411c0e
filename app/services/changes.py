"""What differs between the live version and a draft, in sentences for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.core.diff import NodeChange, diff
from app.core.formats import quoted
from app.core.journey import Journey, Node
from app.core.node import NodeCatalog, Surroundings
from app.core.text import Text, joined, same

Around = Callable[[Journey], Surroundings]

SETTING_NAMES: Mapping[str, Text] = {
    "reentry": Text("Wiedereintritt", "re-entry"),
    "reentry_lock": Text("Sperrfrist", "lock period"),
    "goal": Text("Ziel", "goal"),
    "exit": Text("Ausstieg", "exit"),
    "time_zone": Text("Zeitzone", "time zone"),
    "purpose": Text("Zweck der Einwilligung", "purpose of consent"),
    "entry_from": Text("Eintritt ab", "entry from"),
    "entry_until": Text("Eintritt bis", "entry until"),
    "quiet": Text("Ruhezeiten", "quiet hours"),
    "quiet_action": Text("Verhalten in Ruhezeiten", "what to do in quiet hours"),
    "send_window": Text("Sendefenster", "send window"),
    "cap": Text("Kontaktobergrenze", "frequency cap"),
    "sales_lock": Text("Vertriebssperre", "sales lock"),
    "catch_up": Text("Verspätete Nachrichten", "late messages"),
    "catch_up_hours": Text("Verspätung, ab der nachgefragt wird", "lateness that counts"),
    "on_failure": Text("Verhalten bei Fehlern", "what to do on failure"),
    "holdout": Text("Kontrollgruppe", "share kept out"),
    "holdout_days": Text("Beobachtungszeit der Kontrollgruppe", "time of watching those kept out"),
}


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
