"""Why a message was skipped, refused, or is uncertain: short codes in the outbox, sentences for a person.

A reason is a code, or `code: detail`.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.text import Text, same

_SENTENCES: Mapping[str, Text] = {
    "erased": Text(
        "Nicht gesendet: Der Kontakt wurde gelöscht.",
        "Not sent: the contact was erased.",
    ),
    "suppressed": Text(
        "Nicht gesendet: Die Adresse ist gesperrt.",
        "Not sent: the address is blocked.",
    ),
    "no_consent": Text(
        "Nicht gesendet: Es liegt keine Einwilligung für „{detail}“ vor.",
        "Not sent: there is no consent for “{detail}”.",
    ),
    "sales_lock": Text(
        "Nicht gesendet: Der Vertrieb kümmert sich gerade um diesen Kontakt; bis die Aufgabe erledigt ist, "
        "bekommt er keine Nachrichten.",
        "Not sent: sales is looking after this contact, who gets no messages until the task is done.",
    ),
    "cap_journey": Text(
        "Nicht gesendet: Der Kontakt hat in dieser Zeit schon so viele Nachrichten aus dieser Journey "
        "bekommen, wie sie erlaubt.",
        "Not sent: the contact has already got as many messages of this journey in this time as it allows.",
    ),
    "cap_workspace": Text(
        "Nicht gesendet: Der Kontakt hat in dieser Zeit schon so viele Nachrichten bekommen, wie in den "
        "Einstellungen für alle Journeys zusammen erlaubt sind.",
        "Not sent: the contact has already got as many messages in this time as the settings allow for all "
        "journeys together.",
    ),
    "hours": Text(
        "Nicht gesendet: Zu dieser Uhrzeit sendet die Journey nichts.",
        "Not sent: the journey sends nothing at this time of day.",
    ),
    "wait_cap_journey": Text(
        "Noch nicht gesendet: Der Kontakt hat in letzter Zeit genug Nachrichten aus dieser Journey bekommen. "
        "Diese folgt, sobald wieder eine erlaubt ist.",
        "Not sent yet: the contact has got enough messages of this journey lately. This one follows as soon "
        "as one is allowed again.",
    ),
    "wait_cap_workspace": Text(
        "Noch nicht gesendet: Der Kontakt hat in letzter Zeit genug Nachrichten aus allen Journeys zusammen "
        "bekommen. Diese folgt, sobald wieder eine erlaubt ist.",
        "Not sent yet: the contact has got enough messages of all journeys together lately. This one "
        "follows as soon as one is allowed again.",
    ),
    "wait_hours": Text(
        "Noch nicht gesendet: Zu dieser Uhrzeit sendet die Journey nichts. Die Nachricht folgt, sobald sie "
        "wieder darf.",
        "Not sent yet: the journey sends nothing at this time of day. The message follows as soon as it may.",
    ),
    "missing_value": Text(
        "Nicht gesendet: Der Wert „{detail}“ fehlt bei diesem Kontakt. Tragen Sie ihn nach, oder geben Sie "
        'im Text einen Ersatz an, zum Beispiel {{{{ {detail}|default("…") }}}}.',
        "Not sent: this contact has no value “{detail}”. Fill it in, or give a replacement in the text, for "
        'example {{{{ {detail}|default("…") }}}}.',
    ),
    "template_error": Text(
        "Nicht gesendet: Der Text der E-Mail enthält einen Fehler ({detail}).",
        "Not sent: the text of the email has a mistake ({detail}).",
    ),
    "unknown_layout": Text(
        "Nicht gesendet: Die Vorlage „{detail}“ gibt es nicht.",
        "Not sent: there is no template “{detail}”.",
    ),
    "bad_link": Text(
        "Nicht gesendet: „{detail}“ ist keine Adresse im Netz, auf die ein Link führen darf.",
        "Not sent: “{detail}” is not an address that a link may lead to.",
    ),
    "bad_address": Text(
        "Nicht gesendet: „{detail}“ ist keine gültige E-Mail-Adresse.",
        "Not sent: “{detail}” is not a valid email address.",
    ),
    "no_subject": Text(
        "Nicht gesendet: Der Betreff ist leer.",
        "Not sent: the subject is empty.",
    ),
    "too_long": Text(
        "Nicht gesendet: Die E-Mail ist zu lang.",
        "Not sent: the email is too long.",
    ),
    "defect": Text(
        "Nicht gesendet: Beim Schreiben der E-Mail ist ein Fehler im Programm aufgetreten. "
        "Er steht im Protokoll.",
        "Not sent: the program failed while writing the email. The log has the details.",
    ),
    "server_refused": Text(
        "Nicht gesendet: Der Mailserver hat die E-Mail abgelehnt.",
        "Not sent: the mail server refused the email.",
    ),
    "late": Text(
        "Nicht gesendet: Das Programm war aus, und die E-Mail wäre zu spät gekommen.",
        "Not sent: the program was off, and the email would have come too late.",
    ),
    "late_dropped": Text(
        "Nicht gesendet: Sie haben entschieden, dass diese verspätete E-Mail nicht mehr hinausgeht.",
        "Not sent: you have decided that this late email does not go out any more.",
    ),
    "late_counting": Text(
        "Noch nicht gesendet: Die E-Mail ist verspätet, weil das Programm aus war. Gleich entscheidet sich, "
        "ob sie hinausgeht.",
        "Not sent yet: the email is late because the program was off. It is decided in a moment whether it "
        "goes out.",
    ),
    "late_many": Text(
        "Noch nicht gesendet: Das Programm war aus, und viele E-Mails sind auf einmal verspätet. Bitte "
        "entscheiden Sie, ob sie noch hinausgehen.",
        "Not sent yet: the program was off, and many emails are late at once. Please decide whether they "
        "still go out.",
    ),
    "late_asked": Text(
        "Noch nicht gesendet: Die E-Mail ist verspätet, weil das Programm aus war. Bitte entscheiden Sie, ob "
        "sie noch hinausgeht.",
        "Not sent yet: the email is late because the program was off. Please decide whether it still goes "
        "out.",
    ),
    "gave_up": Text(
        "Nicht gesendet: Auch der letzte von mehreren Versuchen schlug fehl.",
        "Not sent: the last of several attempts failed as well.",
    ),
    "paused": Text(
        "Noch nicht gesendet: Die Journey ist angehalten.",
        "Not sent yet: the journey is paused.",
    ),
    "try_later": Text(
        "Noch nicht gesendet: Der Mailserver bittet, es später zu versuchen.",
        "Not sent yet: the mail server asks to try again later.",
    ),
    "connection_lost": Text(
        "Unklar, ob gesendet: Die Verbindung brach ab, bevor der Mailserver geantwortet hat. Die E-Mail wird "
        "nicht von selbst noch einmal gesendet.",
        "Uncertain whether sent: the connection broke before the mail server answered. The email is not sent "
        "again by itself.",
    ),
    "no_text": Text(
        "Nicht gesendet: Der Text ist leer.",
        "Not sent: the text is empty.",
    ),
    "no_recipient": Text(
        "Nicht gesendet: Der Kontakt hat im Feld „{detail}“ nichts, an das gesendet werden könnte.",
        "Not sent: the contact has nothing in the field “{detail}” that could be sent to.",
    ),
    "bad_phone": Text(
        "Nicht gesendet: „{detail}“ ist keine Telefonnummer. Bitte tragen Sie sie mit Ländervorwahl ein, zum "
        "Beispiel +49 170 1234567.",
        "Not sent: “{detail}” is not a phone number. Please enter it with its country code, for example "
        "+49 170 1234567.",
    ),
    "bad_call_address": Text(
        "Nicht aufgerufen: „{detail}“ ist keine brauchbare Adresse im Netz.",
        "Not called: “{detail}” is not a usable web address.",
    ),
    "bad_json": Text(
        "Nicht aufgerufen: Der Inhalt des Aufrufs sieht aus wie JSON, ist aber keines. Bitte prüfen Sie "
        "Kommas, Klammern und Anführungszeichen.",
        "Not called: the body looks like JSON, but is not. Please check commas, brackets and quotation "
        "marks.",
    ),
    "not_encrypted": Text(
        "Nicht aufgerufen: Die Adresse von „{detail}“ beginnt nicht mit https://, die Daten gingen offen "
        "durchs Netz. Für einen Rechner im eigenen Netz können Sie das in den Einstellungen unter „Aufrufe“ "
        "erlauben.",
        "Not called: the address of “{detail}” does not begin with https://, so the data would travel "
        "openly. For a machine in your own network you can allow this in the settings under “Calls”.",
    ),
    "unconfirmed_host": Text(
        "Nicht aufgerufen: Sie haben noch nicht bestätigt, dass Daten an „{detail}“ gehen dürfen. Das tun "
        "Sie in den Einstellungen unter „Aufrufe“.",
        "Not called: you have not confirmed yet that data may go to “{detail}”. You can do so in the "
        "settings under “Calls”.",
    ),
    "inward_address": Text(
        "Nicht aufgerufen: Die Adresse führt in das eigene Netz. Wenn Sie das wollen, erlauben Sie den "
        "Rechner in den Einstellungen unter „Aufrufe“.",
        "Not called: the address leads into your own network. If that is what you want, allow the machine in "
        "the settings under “Calls”.",
    ),
    "redirected": Text(
        "Nicht gesendet: Die Adresse verweist auf eine andere. Bitte tragen Sie die endgültige Adresse ein.",
        "Not sent: the address refers to another one. Please enter the final address.",
    ),
    "call_refused": Text(
        "Fehlgeschlagen: Die aufgerufene Adresse hat abgelehnt.",
        "Failed: the address that was called refused.",
    ),
    "call_later": Text(
        "Noch nicht aufgerufen: Die Adresse bittet, es später zu versuchen.",
        "Not called yet: the address asks to try again later.",
    ),
    "call_unreachable": Text(
        "Noch nicht aufgerufen: Die Adresse ist gerade nicht erreichbar. Es wird von selbst noch einmal "
        "versucht.",
        "Not called yet: the address cannot be reached right now. It is tried again by itself.",
    ),
    "call_unanswered": Text(
        "Noch nicht bestätigt: Die Adresse hat nicht geantwortet. Der Aufruf wird mit derselben Kennung "
        "(Idempotency-Key) wiederholt.",
        "Not confirmed yet: the address has not answered. The call is repeated with the same name "
        "(Idempotency-Key).",
    ),
    "service_refused": Text(
        "Nicht gesendet: Der Dienst hat die Nachricht abgelehnt.",
        "Not sent: the service refused the message.",
    ),
    "service_later": Text(
        "Noch nicht gesendet: Der Dienst bittet, es später zu versuchen.",
        "Not sent yet: the service asks to try again later.",
    ),
    "service_unreachable": Text(
        "Noch nicht gesendet: Der Dienst ist gerade nicht erreichbar. Es wird von selbst noch einmal "
        "versucht.",
        "Not sent yet: the service cannot be reached right now. It is tried again by itself.",
    ),
    "service_unanswered": Text(
        "Unklar, ob gesendet: Der Dienst hat nicht geantwortet. Die Nachricht wird nicht von selbst noch "
        "einmal gesendet.",
        "Uncertain whether sent: the service has not answered. The message is not sent again by itself.",
    ),
    "interrupted": Text(
        "Unklar, ob gesendet: Das Programm wurde während der Übergabe beendet. Die E-Mail wird nicht von "
        "selbst noch einmal gesendet.",
        "Uncertain whether sent: the program was ended while handing the email over. It is not sent again by "
        "itself.",
    ),
}

LEFT = "left: "
"""Before the reason of an uncertain message about which a person has said that it may stay so."""
_LEFT_SO = Text(" Sie haben es dabei belassen.", " You have left it at that.")


def reason_text(reason: str) -> Text:
    """The sentence for a reason; a code that nobody here knows reads as itself."""
    if reason.startswith(LEFT):
        return reason_text(reason.removeprefix(LEFT)) + _LEFT_SO
    code, _, detail = reason.partition(": ")
    sentence = _SENTENCES.get(code)
    return sentence.fill(detail=detail) if sentence else same(reason)
