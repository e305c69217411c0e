"""What an answer of a mail server means: for this message, this recipient, or the whole account."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from app.core.errors import AccountStopped
from app.core.protocols import Receipt
from app.core.text import Text

Stage = Literal["sender", "recipient", "data", "final"]
_TOO_FAST = re.compile(r"\brate\b|too many|throttl|sending limit", re.IGNORECASE)
_NEEDS_LOGIN = frozenset({530, 534, 535, 538})
_PAUSES = frozenset({421, 454})
_ABOUT_THE_MESSAGE = frozenset({552, 554})


class Reply(NamedTuple):
    """A code and its words, as a server gave them."""

    code: int
    words: str

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


def as_reply(answer: tuple[int, bytes]) -> Reply:
    """A reply of the standard library as text in one line."""
    return Reply(answer[0], " ".join(answer[1].decode("utf-8", "replace").split()))


def judge(key: int, stage: Stage, reply: Reply) -> Receipt:
    """The receipt for an answer that is no success; raises `AccountStopped` if only a person can help."""
    if reply.code in _NEEDS_LOGIN:
        raise AccountStopped(LOGIN_REFUSED.fill(response=str(reply)))
    if _asks_for_a_pause(stage, reply):
        return Receipt(key, "deferred", str(reply), "account")
    if 400 <= reply.code < 500:
        return Receipt(key, "deferred", str(reply), "account" if stage == "sender" else "recipient")
    if 500 <= reply.code < 600:
        if stage == "sender" and reply.code not in _ABOUT_THE_MESSAGE:
            raise AccountStopped(SENDER_REFUSED.fill(response=str(reply)))
        return Receipt(key, "refused", str(reply))
    return Receipt(key, "deferred", str(reply), "account")


def _asks_for_a_pause(stage: Stage, reply: Reply) -> bool:
    if reply.code in _PAUSES:
        return True
    final_word = stage == "final" and reply.code in _ABOUT_THE_MESSAGE
    return bool(_TOO_FAST.search(reply.words)) and not final_word


LOGIN_REFUSED = Text(
    "Der Mailserver hat Benutzername oder Kennwort nicht angenommen ({response}). Bitte prüfen Sie beides "
    "in den Einstellungen unter „Versand“.",
    "The mail server did not accept the user name or the password ({response}). Please check both in the "
    "settings under “Sending”.",
)
SENDER_REFUSED = Text(
    "Der Mailserver erlaubt den Absender nicht ({response}). Bitte prüfen Sie die Absenderadresse in den "
    "Einstellungen unter „Versand“.",
    "The mail server does not allow the sender ({response}). Please check the sender's address in the "
    "settings under “Sending”.",
)
