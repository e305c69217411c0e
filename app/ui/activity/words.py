"""What messages and decisions are called on the page."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.clock import DAY, HOUR, MINUTE, Instant
from app.core.formats import number_words
from app.core.reasons import reason_text
from app.core.records import MessageRow
from app.core.text import Text, joined, plural, same
from app.services.activity import Decision, Shelf, ToDecide
from app.ui.widgets.words import Pill

SHELVES: Mapping[Shelf, Text] = {
    "waiting": Text("Wartet", "Waiting"),
    "delayed": Text("Verschoben", "Put off"),
    "failed": Text("Fehlgeschlagen", "Failed"),
    "uncertain": Text("Unklar", "Uncertain"),
    "held": Text("Zurückgehalten", "Held"),
    "sent": Text("Gesendet", "Sent"),
    "skipped": Text("Nicht gesendet", "Not sent"),
}
PILLS: Mapping[Shelf, Pill] = {
    "waiting": "neutral",
    "delayed": "accent",
    "failed": "warning",
    "uncertain": "warning",
    "held": "warning",
    "sent": "good",
    "skipped": "neutral",
}
EMPTY: Mapping[Shelf, Text] = {
    "waiting": Text(
        "Zurzeit wartet keine Mail auf ihren Versand.", "No mail is waiting to be sent right now."
    ),
    "delayed": Text(
        "Nichts ist verschoben. Hier steht, was Ruhezeiten, eine Kontaktobergrenze oder der Mailserver "
        "aufhalten.",
        "Nothing is put off. This is where you see what quiet hours, a frequency cap or the mail server "
        "hold up.",
    ),
    "failed": Text("Keine Mail ist fehlgeschlagen.", "No mail has failed."),
    "uncertain": Text(
        "Von jeder Mail ist bekannt, was aus ihr wurde.", "It is known of every mail what became of it."
    ),
    "held": Text("Keine verspätete Mail wird zurückgehalten.", "No late mail is held back."),
    "sent": Text("Noch wurde keine Mail gesendet.", "No mail has been sent yet."),
    "skipped": Text(
        "Keine Mail wurde ausgelassen, etwa wegen fehlender Einwilligung.",
        "No mail has been left out, for example for lack of consent.",
    ),
}
NOTHING_FOUND = Text(
    "Hierzu gibt es nichts. Prüfen Sie Suche und Journey.",
    "There is nothing of that kind. Check search and journey.",
)
ACTIONS: Mapping[Decision, Text] = {
    "send_again": Text("Erneut senden", "Send again"),
    "arrived": Text("Ist angekommen", "It arrived"),
    "leave": Text("So lassen", "Leave it"),
    "release": Text("Jetzt senden", "Send now"),
    "skip": Text("Nicht senden", "Do not send"),
    "retry": Text("Noch einmal versuchen", "Try again"),
    "hurry": Text("Jetzt versuchen", "Try now"),
}
DECISIONS: Mapping[Shelf, tuple[Decision, ...]] = {
    "uncertain": ("arrived", "send_again", "leave"),
    "held": ("release", "skip"),
    "failed": ("retry",),
    "delayed": ("hurry",),
    "waiting": (),
    "sent": (),
    "skipped": (),
}
_DONE: Mapping[Decision, tuple[Text, Text]] = {
    "send_again": (
        Text("Eine Mail wird erneut gesendet.", "One mail is sent again."),
        Text("{n} Mails werden erneut gesendet.", "{n} mails are sent again."),
    ),
    "arrived": (
        Text("Eine Mail gilt als angekommen.", "One mail counts as arrived."),
        Text("{n} Mails gelten als angekommen.", "{n} mails count as arrived."),
    ),
    "leave": (
        Text("Eine Mail bleibt, wie sie ist.", "One mail stays as it is."),
        Text("{n} Mails bleiben, wie sie sind.", "{n} mails stay as they are."),
    ),
    "release": (
        Text("Eine Mail geht jetzt hinaus.", "One mail goes out now."),
        Text("{n} Mails gehen jetzt hinaus.", "{n} mails go out now."),
    ),
    "skip": (
        Text("Eine Mail wird nicht gesendet.", "One mail is not sent."),
        Text("{n} Mails werden nicht gesendet.", "{n} mails are not sent."),
    ),
    "retry": (
        Text("Eine Mail wird noch einmal versucht.", "One mail is tried again."),
        Text("{n} Mails werden noch einmal versucht.", "{n} mails are tried again."),
    ),
    "hurry": (
        Text("Eine Mail wird jetzt versucht.", "One mail is tried now."),
        Text("{n} Mails werden jetzt versucht.", "{n} mails are tried now."),
    ),
}
_NOTHING_DONE = Text(
    "Daran hat sich inzwischen etwas geändert; es war nichts mehr zu tun.",
    "Something has changed in the meantime; there was nothing left to do.",
)
SURE: Mapping[Decision, Text] = {
    "send_again": Text("Wirklich {n} Mails erneut senden?", "Really send {n} mails again?"),
    "arrived": Text("Sind alle {n} Mails angekommen?", "Have all {n} mails arrived?"),
    "leave": Text("{n} Mails so lassen?", "Leave {n} mails as they are?"),
    "release": Text("Wirklich {n} Mails jetzt senden?", "Really send {n} mails now?"),
    "skip": Text("{n} Mails endgültig nicht senden?", "Never send these {n} mails?"),
    "retry": Text("{n} Mails noch einmal versuchen?", "Try {n} mails again?"),
    "hurry": Text("{n} Mails jetzt versuchen?", "Try {n} mails now?"),
}
LOOK = Text("Ansehen", "Show")
PAUSED = "paused"
"""Why a message of a paused journey is put off; it has no instant of its own."""
AFTER_PAUSE = Text("nach der Pause", "after the pause")
MAILS = (Text("Eine Mail", "One mail"), Text("{n} Mails", "{n} mails"))


def done_words(decision: Decision, n: int) -> Text:
    """What a decision has done."""
    return plural(n, *_DONE[decision]) if n else _NOTHING_DONE


def waiting_words(found: ToDecide) -> Text:
    """What waits for a person's word, in one sentence each."""
    parts: list[Text] = []
    held = sum(group.n for group in found.held)
    for n, one, many in (
        (
            held,
            Text("Eine verspätete Mail wartet auf Ihr Wort.", "One late mail waits for your word."),
            Text("{n} verspätete Mails warten auf Ihr Wort.", "{n} late mails wait for your word."),
        ),
        (
            found.uncertain_count,
            Text(
                "Bei einer Mail ist unklar, ob sie ankam.", "Of one mail it is uncertain whether it arrived."
            ),
            Text(
                "Bei {n} Mails ist unklar, ob sie ankamen.",
                "Of {n} mails it is uncertain whether they arrived.",
            ),
        ),
        (
            len(found.paused),
            Text("Eine Journey hat sich angehalten.", "One journey has paused itself."),
            Text("{n} Journeys haben sich angehalten.", "{n} journeys have paused themselves."),
        ),
    ):
        if n:
            parts.append((one if n == 1 else many).fill(n=number_words(n)))
    return joined(parts, same(" "))


def standing_words(message: MessageRow, shelf: Shelf) -> Text:
    """How a message stands, in a few words for a table."""
    if message.state == "at_wire":
        return Text("wird gerade übergeben", "being handed over")
    if shelf == "held":
        return late_words(message.late or 0)
    return short_reason(message.reason) if message.reason else SHELVES[shelf]


def short_reason(reason: str) -> Text:
    """The sentence for a reason without what the heading says already (“Not sent: …”)."""
    whole = reason_text(reason)
    return Text(_after_colon(whole.de), _after_colon(whole.en))


def breakable(address: str) -> str:
    """An address that may be broken into lines where a person would break it."""
    return address.replace("@", "\u200b@").replace(".", "\u200b.")


def late_words(late: Instant) -> Text:
    """By how much something is late: `3 days late`."""
    for unit, one, many in (
        (DAY, Text("einen Tag zu spät", "one day late"), Text("{n} Tage zu spät", "{n} days late")),
        (HOUR, Text("eine Stunde zu spät", "one hour late"), Text("{n} Stunden zu spät", "{n} hours late")),
    ):
        if late >= unit:
            return plural(late // unit, one, many)
    minutes = max(1, late // MINUTE)
    return plural(
        minutes,
        Text("eine Minute zu spät", "one minute late"),
        Text("{n} Minuten zu spät", "{n} minutes late"),
    )


def _after_colon(words: str) -> str:
    head, colon, rest = words.partition(": ")
    return rest if colon and len(head) < len("Noch nicht gesendet, unklar") else words
