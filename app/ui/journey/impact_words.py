"""What is said about contacts under way when a new version is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from app.core.clock import DAY, HOUR, Instant
from app.core.formats import number_words, quoted
from app.core.impact import AtOnce, Moved, Waiting
from app.core.text import Text, joined, plural, same

Way = Literal["keep", "move", "each"]
WAYS: Mapping[Way, Text] = {
    "keep": Text(
        "Sie gehen ihren Weg auf der bisherigen Version zu Ende",
        "They go their way to the end on the version they are on",
    ),
    "move": Text(
        "Sie kommen mit auf die neue Version, an dem Schritt, an dem sie warten",
        "They come along to the new version, at the step at which they wait",
    ),
    "each": Text("Für jeden Schritt entscheiden", "Decide for each step"),
}
UNDER_WAY = (
    Text("Ein Kontakt ist unterwegs. Was wird aus ihm?", "One contact is under way. What becomes of it?"),
    Text(
        "{n} Kontakte sind unterwegs. Was wird aus ihnen?",
        "{n} contacts are under way. What becomes of them?",
    ),
)
COUNTING = Text("Sieht nach, wer unterwegs ist …", "Looking who is under way …")
STAYS_PAUSED = Text(
    "Die Journey ist angehalten und bleibt es: Niemand rückt weiter, bis Sie sie weiterlaufen lassen.",
    "The journey is paused and stays so: nobody moves on until you resume it.",
)
STAY = Text("bleiben auf Version {n}", "stay on version {n}")
GO_TO = Text("weiter bei {step}", "go on at {step}")
LEAVE = Text("beenden die Journey", "leave the journey")
REMOVED = Text("entfernt", "removed")
CHANGED = Text("geändert", "changed")
UNCHANGED = Text(
    "Seit der letzten Veröffentlichung hat sich nichts geändert.",
    "Nothing has changed since it was published last.",
)
CHANGES = Text("Was sich ändert", "What changes")
MORE_CHANGES = (
    Text("und eine weitere Änderung", "and one more change"),
    Text("und {n} weitere Änderungen", "and {n} more changes"),
)
FIXED = Text(
    "warten auf das Ergebnis ihrer Mail und bleiben deshalb auf ihrer Version",
    "wait for what becomes of their mail, and so stay on their version",
)
_CONTACTS = (Text("1 Kontakt", "1 contact"), Text("{n} Kontakte", "{n} contacts"))
_NOTHING = Text("Dadurch wird sofort nichts fällig.", "Nothing becomes due at once by this.")


def contacts_words(n: int) -> Text:
    """How many contacts."""
    return counted(n, _CONTACTS)


def counted(n: int, words: tuple[Text, Text]) -> Text:
    """Singular or plural, with the number as it is written in each language."""
    return (words[0] if n == 1 else words[1]).fill(n=number_words(n))


def since_words(waiting: Waiting, now: Instant) -> Text:
    """How many wait at a step, and for how long half of them have."""
    passed = now - waiting.median
    if passed < HOUR:
        since = Text("seit Kurzem", "since a short while ago")
    elif passed < DAY:
        since = plural(
            passed // HOUR,
            Text("seit einer Stunde", "for an hour"),
            Text("seit {n} Stunden", "for {n} hours"),
        )
    else:
        since = plural(
            passed // DAY, Text("seit einem Tag", "for a day"), Text("seit {n} Tagen", "for {n} days")
        )
    return contacts_words(waiting.contacts) + same(", ") + since


def due_words(found: AtOnce) -> Text:
    """What the choice for one step brings at once; empty if nothing."""
    if not found.due:
        return same("")
    words = Text("{n} sofort fällig", "{n} due at once").fill(n=number_words(found.due))
    if found.may_send:
        words = words + Text(", bis zu {n} Mails", ", up to {n} mails").fill(n=number_words(found.may_send))
    return words


def at_once_words(found: AtOnce) -> Text:
    """What all choices together bring at once."""
    if not found.due:
        return _NOTHING
    due = Text("Sofort fällig: {contacts}.", "Due at once: {contacts}.").fill(
        contacts=contacts_words(found.due)
    )
    if not found.may_send:
        return due + Text(" Eine Mail geht dabei nicht hinaus.", " No mail goes out with that.")
    mails = (
        Text(" Eine Mail kann dabei gleich hinausgehen.", " One mail may go out with that at once."),
        Text(
            " Bis zu {n} Mails können dabei gleich hinausgehen.",
            " Up to {n} mails may go out with that at once.",
        ),
    )
    return due + counted(found.may_send, mails)


def carried_words(carried: Moved) -> Text:
    """What has become of those who were under way; empty if everybody has stayed."""
    words = same("")
    if carried.moved:
        words = words + counted(
            carried.moved,
            (
                Text(" Ein Kontakt ist mitgekommen.", " One contact has come along."),
                Text(" {n} Kontakte sind mitgekommen.", " {n} contacts have come along."),
            ),
        )
    if carried.taken_out:
        words = words + counted(
            carried.taken_out,
            (
                Text(" Ein Kontakt hat die Journey verlassen.", " One contact has left the journey."),
                Text(" {n} Kontakte haben die Journey verlassen.", " {n} contacts have left the journey."),
            ),
        )
    return words


def named(title: Text) -> Text:
    """A step's title in quotation marks."""
    return Text(quoted(title.de).de, quoted(title.en).en)


def places_words(waiting: tuple[Waiting, ...], most: int) -> Text:
    """Where they wait: the fullest steps."""
    fullest = sorted(waiting, key=lambda each: (-each.contacts, each.spot.version, each.spot.step))[:most]
    parts = [
        Text("{n} bei {step}", "{n} at {step}").fill(n=number_words(each.contacts), step=named(each.title))
        for each in fullest
    ]
    rest = sum(each.contacts for each in waiting) - sum(each.contacts for each in fullest)
    if rest:
        parts.append(Text("{n} an anderen Schritten", "{n} at other steps").fill(n=number_words(rest)))
    return joined(parts, same(", "))
