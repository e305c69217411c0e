"""What the types of events are called on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.text import Text, same

EVENT_NAMES: Mapping[str, Text] = {
    "message_sent": Text("Mail gesendet", "Mail sent"),
    "message_delivered": Text("Mail zugestellt", "Mail delivered"),
    "message_opened": Text("Mail geöffnet", "Mail opened"),
    "message_clicked": Text("Link in Mail geklickt", "Link in mail clicked"),
    "message_replied": Text("Mail beantwortet", "Mail replied to"),
    "message_bounced": Text("Mail unzustellbar", "Mail bounced"),
    "message_complained": Text("Als Spam gemeldet", "Reported as spam"),
    "unsubscribed": Text("Abgemeldet", "Unsubscribed"),
    "consent_granted": Text("Einwilligung erteilt", "Consent granted"),
    "consent_withdrawn": Text("Einwilligung widerrufen", "Consent withdrawn"),
    "call_received": Text("Aufruf von außen", "Call from outside"),
    "contact_created": Text("Kontakt angelegt", "Contact created"),
    "form_submitted": Text("Formular abgeschickt", "Form submitted"),
    "page_visited": Text("Seite besucht", "Page visited"),
    "purchase": Text("Kauf", "Purchase"),
    "order_placed": Text("Bestellung", "Order"),
    "cart_abandoned": Text("Warenkorb verlassen", "Cart abandoned"),
    "voucher_redeemed": Text("Gutschein eingelöst", "Voucher redeemed"),
    "event_registered": Text("Zur Veranstaltung angemeldet", "Registered for an event"),
    "event_attended": Text("Veranstaltung besucht", "Attended an event"),
}
"""Names of the types that this program writes itself or that samples use; any other type may occur."""


def event_name(event_type: str) -> Text:
    """The name of an event type; an unknown one reads as it is written, an empty one as an ellipsis."""
    return EVENT_NAMES.get(event_type) or same(event_type or "…")
