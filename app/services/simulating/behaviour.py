"""How invented contacts react to mails: ordinary shares, and only to what the journey listens to."""

from __future__ import annotations

from app.core.clock import DAY, HOUR, MINUTE
from app.engine.behaviour import Reaction
from app.services.simulating.listening import Listening, satisfying

OPENED, CLICKED = "message_opened", "message_clicked"
_SHARES = {OPENED: 0.55, CLICKED: 0.4, "message_replied": 0.04, "message_bounced": 0.01, "unsubscribed": 0.01}
_AFTER_A_REACTION, _AFTER_A_MAIL = 0.3, 0.12


def usual_reactions(heard: Listening) -> tuple[Reaction, ...]:
    """The reactions worth simulating: opening before clicking, and everything else after the last of them."""
    found: list[Reaction] = []
    last: str | None = None
    for event in (OPENED, CLICKED):
        if event in heard.event_types:
            found.append(Reaction(event, _SHARES[event], 3 * MINUTE, 2 * DAY, follows=last))
            last = event
    for event in sorted(heard.event_types - {OPENED, CLICKED}):
        if event in _SHARES:
            found.append(Reaction(event, _SHARES[event], 10 * MINUTE, 3 * DAY))
        elif event not in heard.trigger_types:
            share = _AFTER_A_REACTION if last else _AFTER_A_MAIL
            properties = dict(
                pair for each in heard.filters if each.type == event for pair in satisfying(each.where)
            )
            found.append(Reaction(event, share, HOUR, 6 * DAY, follows=last, properties=properties))
    return tuple(found)
