"""What states, severities and reasons are called on the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.problems import Severity
from app.core.records import JourneyState, MessageState
from app.core.text import Text, same

SEVERITY_NAMES: Mapping[Severity, Text] = {
    "error": Text("Fehler", "Error"),
    "warning": Text("Warnung", "Warning"),
    "hint": Text("Hinweis", "Hint"),
}
STATE_NAMES: Mapping[JourneyState, Text] = {
    "draft": Text("Entwurf", "draft"),
    "live": Text("live", "live"),
    "paused": Text("angehalten", "paused"),
    "archived": Text("archiviert", "archived"),
}
MESSAGE_NAMES: Mapping[MessageState, Text] = {
    "queued": Text("wartet", "waiting"),
    "claimed": Text("wird gesendet", "being sent"),
    "at_wire": Text("wird übergeben", "being handed over"),
    "accepted": Text("zugestellt", "delivered"),
    "deferred": Text("später", "later"),
    "refused": Text("abgelehnt", "refused"),
    "uncertain": Text("unklar", "uncertain"),
    "skipped": Text("übersprungen", "skipped"),
}
_REASONS = {
    "completed": Text("bis zum Ende gegangen", "went to the end"),
    "goal": Text("am Ziel", "reached the goal"),
    "exit_criteria": Text("vorzeitig ausgestiegen", "left early"),
    "unsubscribed": Text("abgemeldet", "unsubscribed"),
    "suppressed": Text("Adresse gesperrt", "address blocked"),
    "removed": Text("herausgenommen", "taken out"),
    "node_removed": Text("Schritt entfernt", "step removed"),
    "failed": Text("fehlgeschlagen", "failed"),
}


def exit_reason(reason: str) -> Text:
    """What a reason for leaving a journey is called."""
    return _REASONS.get(reason, same(reason))
