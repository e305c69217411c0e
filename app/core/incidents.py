"""What a person should know about: short codes in the store, sentences with their values for a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from app.core.reasons import reason_text
from app.core.text import Text, same

IncidentCode = Literal[
    "field_gone",
    "field_unsuited",
    "list_gone",
    "pool_gone",
    "pool_empty",
    "journey_gone",
    "journey_not_live",
    "late_held",
    "paused_failing",
]

_SENTENCES: Mapping[IncidentCode, Text] = {
    "field_gone": Text(
        "Das Merkmal „{field}“ gibt es nicht mehr. Der Schritt lässt es aus; bitte wählen Sie ein anderes.",
        "The attribute “{field}” is no longer there. The step leaves it out; please choose another one.",
    ),
    "field_unsuited": Text(
        "Das Merkmal „{field}“ nimmt solche Werte nicht auf. Der Schritt ändert es nicht; bitte wählen Sie "
        "ein anderes.",
        "The attribute “{field}” does not take such values. The step does not change it; please choose "
        "another one.",
    ),
    "list_gone": Text(
        "Die Liste „{list}“ gibt es nicht mehr. Der Schritt setzt niemanden darauf; bitte wählen Sie eine "
        "andere.",
        "The list “{list}” is no longer there. The step puts nobody on it; please choose another one.",
    ),
    "pool_gone": Text(
        "Den Gutscheinvorrat „{pool}“ gibt es nicht mehr. Wer hierher kommt, erhält keinen Gutschein; bitte "
        "wählen Sie einen anderen Vorrat.",
        "The voucher pool “{pool}” is no longer there. Whoever comes here gets no voucher; please choose "
        "another pool.",
    ),
    "pool_empty": Text(
        "Der Gutscheinvorrat „{pool}“ ist leer. Wer hierher kommt, erhält keinen Gutschein; bitte fügen Sie "
        "Codes hinzu.",
        "The voucher pool “{pool}” is empty. Whoever comes here gets no voucher; please add codes.",
    ),
    "journey_gone": Text(
        "Die Journey „{journey}“ gibt es nicht mehr. Der Schritt lässt sie aus; bitte wählen Sie eine "
        "andere.",
        "The journey “{journey}” is no longer there. The step leaves it out; please choose another one.",
    ),
    "journey_not_live": Text(
        "Die Journey „{journey}“ ist nicht live, deshalb beginnt sie für niemanden. Bitte veröffentlichen "
        "Sie sie oder lassen Sie sie weiterlaufen.",
        "The journey “{journey}” is not live, so it starts for nobody. Please publish or resume it.",
    ),
    "late_held": Text(
        "Das Programm war aus, und {n} Nachrichten auf einmal sind verspätet. Sie warten, bis Sie "
        "entscheiden, ob sie noch hinausgehen.",
        "The program was off, and {n} messages are late at once. They wait until you decide whether they "
        "still go out.",
    ),
    "paused_failing": Text(
        "Die Journey hat sich selbst angehalten, weil bei einem Schritt {failed} von {total} Nachrichten "
        "nicht ankamen. Meistens: {reason} Bitte beheben Sie das und lassen Sie sie dann weiterlaufen.",
        "The journey has paused itself, because {failed} of {total} messages of a step failed. Mostly: "
        "{reason} Please mend that and then resume the journey.",
    ),
}


def incident_words(code: str, detail: Mapping[str, str | int]) -> Text:
    """What happened and what to do now; an unknown code (of a newer program) reads as itself."""
    sentence = next((words for known, words in _SENTENCES.items() if known == code), None)
    if sentence is None:
        return same(code)
    told: dict[str, str | int | Text] = {**detail}
    if "reason" in detail:
        told["reason"] = reason_text(str(detail["reason"]))
    return sentence.fill(**told)
