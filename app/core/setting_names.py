"""What the settings of a journey and their choices are called."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.text import Text, same

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
REENTRY: Mapping[str, Text] = {
    "never": Text("nie: jeder Kontakt nur einmal", "never: each contact only once"),
    "after_exit": Text("nach dem Ausstieg wieder", "again after exit"),
    "always": Text("jederzeit, auch mehrfach", "at any time, several at once"),
}
CATCH_UP: Mapping[str, Text] = {
    "shift": Text("Folgendes verschieben", "move what follows"),
    "send": Text("trotzdem senden", "send all the same"),
    "skip": Text("auslassen", "leave out"),
    "ask": Text("mich fragen", "ask me"),
}
QUIET_ACTION: Mapping[str, Text] = {
    "delay": Text("aufschieben", "put off"),
    "skip": Text("auslassen", "leave out"),
}
ON_FAILURE: Mapping[str, Text] = {
    "end": Text("endet die Journey für den Kontakt", "the journey ends for the contact"),
    "go_on": Text("geht es trotzdem weiter", "it goes on all the same"),
}
SETTING_CHOICES: Mapping[str, Mapping[str, Text]] = {
    "reentry": REENTRY,
    "catch_up": CATCH_UP,
    "quiet_action": QUIET_ACTION,
    "on_failure": ON_FAILURE,
}
PARTS: Mapping[str, Text] = {
    "id": Text("Kennung", "id"),
    "name": Text("Name", "name"),
    "language": Text("Sprache der Mails", "language of the mails"),
    "notes": Text("Notizen", "notes"),
}
"""What stands beside steps and settings in a journey."""
LANGUAGE_NAMES: Mapping[str, Text] = {"de": same("Deutsch"), "en": same("English")}
