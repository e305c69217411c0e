"""One message to try an account or a service: outside any journey, and never in the outbox."""

from __future__ import annotations

from collections.abc import Callable

from app.core.clock import Clock
from app.core.errors import DeliveryError
from app.core.program import MailContent, ServiceContent
from app.core.protocols import Channel, Composer, ContentRecord, Decided
from app.core.text import Language, Text

_SUBJECT = Text("Testmail von Stellwerk", "Test mail from Stellwerk")
_BODY = Text(
    "Guten Tag,\n\nwenn Sie diese Zeilen lesen, kann Stellwerk über Ihr Postfach Mails versenden.",
    "Hello,\n\nif you can read this, Stellwerk can send mails with your mail account.",
)
_SHORT = Text("Probe von Stellwerk: Der Dienst funktioniert.", "Test by Stellwerk: the service works.")
_RECIPIENT = "recipient"
_NOT_TAKEN_BY_SERVICE = Text(
    "Die Probe wurde nicht angenommen: {response}. Bitte prüfen Sie Empfänger und Zugangsdaten.",
    "The test was not accepted: {response}. Please check the recipient and the access data.",
)
_NOT_TAKEN = Text(
    "Die Testmail an „{address}“ wurde nicht angenommen: {response}. Bitte prüfen Sie Adresse und Postfach.",
    "The test mail to “{address}” was not accepted: {response}. Please check the address and the account.",
)


class TrialMessage:
    """One short message to try a service: outside any journey, and never in the outbox."""

    def __init__(self, clock: Clock, make: Callable[[], tuple[Composer, Channel]]) -> None:
        self._clock = clock
        self._make = make

    def send(self, service_id: str, recipient: str, language: Language) -> None:
        """Send one message; raises `DeliveryError` or `ComposeError` if it does not go out."""
        composer, channel = self._make()
        now = self._clock.now()
        text = ServiceContent(service_id, _SHORT.pick(language), _RECIPIENT)
        content = ContentRecord("stellwerk", language, text)
        values = {"contact": {_RECIPIENT: recipient}}
        message = Decided(0, 0, "trial", now, recipient, values, now, now, content)
        for receipt in channel.send([composer.compose(message)], _may_go):
            if receipt.outcome != "accepted":
                raise DeliveryError(_NOT_TAKEN_BY_SERVICE.fill(response=receipt.response or "–"))


class TrialMail:
    """Sends through what the settings ask for at this moment."""

    def __init__(self, clock: Clock, make: Callable[[], tuple[Composer, Channel]]) -> None:
        self._clock = clock
        self._make = make

    def send(self, address: str, language: Language) -> None:
        """Send one mail; raises `DeliveryError` or `ComposeError` if it does not go out."""
        composer, channel = self._make()
        now = self._clock.now()
        mail = MailContent(_SUBJECT.pick(language), "", _BODY.pick(language), "letter")
        content = ContentRecord("stellwerk", language, mail)
        message = Decided(0, 0, "trial", now, address, {"contact": {"email": address}}, now, now, content)
        outgoing = composer.compose(message)
        for receipt in channel.send([outgoing], _may_go):
            if receipt.outcome != "accepted":
                raise DeliveryError(_NOT_TAKEN.fill(address=address, response=receipt.response))


def _may_go(_key: int, /, *_following: int) -> bool:
    return True
