"""What the answer to an HTTP request means for the message."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from app.channels.http_request import AnswerRules, Request, Sign, Verdict
from app.core.clock import DAY, SECOND, Instant, from_datetime
from app.core.errors import AccountStopped
from app.core.protocols import Receipt
from app.core.text import Text

_ORDER: tuple[Verdict, ...] = ("stopped", "never", "later", "success")
_LATER = frozenset({408, 425, 429})
_UNANSWERED = frozenset({504, 524})
"""A gateway has passed the request on and waited in vain for what became of it."""
_SHOWN = 300
LONGEST_REST: Instant = DAY


def verdict(status: int, body: str, rules: AnswerRules, *, service: bool) -> Verdict:
    """How an answer is meant: as the service says, else as its status usually means."""
    for word in _ORDER:
        signs: tuple[Sign, ...] = getattr(rules, word)
        if any(_fits(sign, status, body) for sign in signs):
            return word
    if 200 <= status < 300:
        return "never" if rules.success else "success"
    if status in _LATER or status >= 500:
        return "later"
    return "stopped" if service and status in (401, 403) else "never"


def receipt(key: int, request: Request, status: int, body: str, rest: Instant) -> Receipt:
    """The receipt for an answer; where a service asks for a rest or refuses the access, all messages wait."""
    words = request.shown(f"{status} {' '.join(body.split())}")[:_SHOWN]
    if 300 <= status < 400:
        return Receipt(key, "refused", words, reason="redirected")
    service = bool(request.service)
    match verdict(status, body, request.rules, service=service):
        case "success":
            return Receipt(key, "accepted", words)
        case "never":
            return Receipt(key, "refused", words, reason="service_refused" if service else "call_refused")
        case "later" if service and status in _UNANSWERED and not request.repeatable:
            return Receipt(key, "uncertain", words, reason="service_unanswered")
        case "later":
            shared = service and (status == 429 or status >= 500)
            reason = "service_later" if service else "call_later"
            return Receipt(
                key, "deferred", words, "account" if shared else "recipient", reason=reason, rest=rest
            )
        case "stopped":
            return Receipt(key, "deferred", words, "account")


def is_stop(request: Request, status: int, body: str) -> bool:
    """Whether only a person can make the service take messages again."""
    return verdict(status, body, request.rules, service=bool(request.service)) == "stopped"


def stop(request: Request, response: str) -> AccountStopped:
    """What the person reads then."""
    return AccountStopped(_ACCESS_REFUSED.fill(service=request.service, response=response))


def rest_asked(header: str | None, now: Instant) -> Instant:
    """For how long a Retry-After asks to be left alone, in milliseconds; at most a day, 0 without one."""
    if not header:
        return 0
    if header.strip().isdecimal():
        return min(int(header.strip()[:9]) * SECOND, LONGEST_REST)
    try:
        until = from_datetime(parsedate_to_datetime(header))
    except (ValueError, TypeError, OverflowError):
        return 0
    return min(max(until - now, 0), LONGEST_REST)


def _fits(sign: Sign, status: int, body: str) -> bool:
    known = not sign.status or status in sign.status
    return known and (not sign.body or re.search(sign.body, body) is not None)


_ACCESS_REFUSED = Text(
    "Der Dienst „{service}“ nimmt die Zugangsdaten nicht an oder lässt nichts mehr durch ({response}). Bitte "
    "prüfen Sie ihn in den Einstellungen unter „Dienste“; was wartet, geht dann von selbst hinaus.",
    "The service “{service}” does not accept the access data or lets nothing through any more ({response}). "
    "Please check it in the settings under “Services”; what waits goes out by itself then.",
)
