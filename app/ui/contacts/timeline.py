"""What happened to a contact, in words."""

from __future__ import annotations

from collections.abc import Callable

from app.core.errors import StellwerkError
from app.core.event_names import event_name
from app.core.formats import number_words, quoted
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.program import ExitReason
from app.core.records import TimelineEntry
from app.core.text import Text, same
from app.services.journeys import JourneyService

ICONS = {
    "event": "bolt",
    "step": "arrow-right",
    "moved": "arrow-right",
    "message": "mail",
    "consent": "shield-check",
    "entered": "flag",
    "ended": "flag-check",
    "task": "clipboard",
    "done": "clipboard-check",
    "points": "coins",
    "voucher": "ticket",
    "list": "list",
}
REASONS: dict[ExitReason, Text] = {
    "completed": Text("zu Ende gelaufen", "completed"),
    "goal": Text("Ziel erreicht", "goal reached"),
    "exit_criteria": Text("Ausstieg", "exit"),
    "unsubscribed": Text("abgemeldet", "unsubscribed"),
    "suppressed": Text("Adresse gesperrt", "address blocked"),
    "removed": Text("entfernt", "removed"),
    "node_removed": Text("Schritt entfernt", "step removed"),
    "failed": Text("fehlgeschlagen", "failed"),
}
STATES = {
    "queued": Text("wartet auf Versand", "waiting to be sent"),
    "claimed": Text("wartet auf Versand", "waiting to be sent"),
    "at_wire": Text("wird übergeben", "being handed over"),
    "accepted": Text("gesendet", "sent"),
    "deferred": Text("wird später erneut versucht", "will be tried again later"),
    "refused": Text("abgelehnt", "refused"),
    "uncertain": Text("unklar, ob gesendet", "uncertain whether sent"),
    "skipped": Text("nicht gesendet", "not sent"),
}
CONSENTS = {
    "granted": Text("erteilt", "granted"),
    "denied": Text("verweigert", "denied"),
    "withdrawn": Text("widerrufen", "withdrawn"),
}

Titles = Callable[[str, str], Text]
"""The title of a step by journey and id."""


def entry_words(entry: TimelineEntry, titles: Titles, names: Callable[[str], Text]) -> Text:
    """One line of the history."""
    match entry.kind:
        case "event":
            return event_name(entry.what)
        case "message":
            words = Text("Mail {step}: {state}", "Mail {step}: {state}")
            return words.fill(
                step=titles(entry.journey, entry.what), state=STATES.get(entry.detail, same(entry.detail))
            )
        case "consent":
            words = Text("Einwilligung „{purpose}“ {status}", "Consent to “{purpose}” {status}")
            return words.fill(purpose=entry.what, status=CONSENTS.get(entry.detail, same(entry.detail)))
        case "entered":
            return Text("Eingetreten in {journey}", "Entered {journey}").fill(journey=names(entry.journey))
        case "ended":
            reason = next((text for key, text in REASONS.items() if key == entry.detail), same(entry.detail))
            words = Text("{journey} verlassen: {reason}", "Left {journey}: {reason}")
            return words.fill(journey=names(entry.journey), reason=reason)
        case "moved":
            words = Text(
                "In Version {n} übernommen, bisher bei {step}", "Moved to version {n}, before at {step}"
            )
            return words.fill(n=entry.detail, step=titles(entry.journey, entry.what))
        case "step":
            return Text("Schritt {step}", "Step {step}").fill(step=titles(entry.journey, entry.what))
        case "task" | "done" | "points" | "voucher" | "list":
            return _belonging_words(entry)


def _belonging_words(entry: TimelineEntry) -> Text:
    what = quoted(entry.what)
    match entry.kind:
        case "task":
            words = Text("Aufgabe {what}", "Task {what}").fill(what=what)
            return words + Text(f" für {entry.detail}", f" for {entry.detail}") if entry.detail else words
        case "done":
            return Text("Aufgabe {what} erledigt", "Task {what} done").fill(what=what)
        case "points":
            return points_words(int(entry.what), entry.detail)
        case "voucher":
            words = Text("Gutschein {code} aus {pool}", "Voucher {code} of {pool}")
            return words.fill(code=entry.detail, pool=what)
        case _:
            return Text("Auf die Liste {what} gesetzt", "Put on the list {what}").fill(what=what)


def points_words(amount: int, reason: str) -> Text:
    """Points earned or spent: `+5 Treuepunkte: Kauf`."""
    sign, number = "+" if amount > 0 else "−", number_words(abs(amount))
    one = abs(amount) == 1
    words = same(sign) + number + (Text(" Treuepunkt", " loyalty point") if one else _POINTS)
    return words + f": {reason}" if reason else words


_POINTS = Text(" Treuepunkte", " loyalty points")


def titles_from(journeys: JourneyService, catalog: NodeCatalog) -> Titles:
    """Titles of steps from the drafts, each read once; a step that is gone reads as an ellipsis."""
    drafts: dict[str, Journey | None] = {}

    def title(journey_id: str, node_id: str) -> Text:
        if journey_id not in drafts:
            try:
                drafts[journey_id] = journeys.draft(journey_id)
            except StellwerkError:
                drafts[journey_id] = None
        draft = drafts[journey_id]
        node = draft.by_id.get(node_id) if draft else None
        if node is None:
            return same("…")
        words = catalog.title(node)
        return Text(quoted(words.de).de, quoted(words.en).en)

    return title
