"""One composer for messages of all kinds."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.program import channel_of
from app.core.protocols import Composer, Decided, Outgoing


@dataclass(frozen=True)
class AnyComposer:
    """Hands each message to the composer of its kind."""

    mail: Composer
    note: Composer
    service: Composer
    call: Composer

    def compose(self, message: Decided) -> Outgoing:
        """The message as it goes out, see `Composer`."""
        composer: Composer = getattr(self, channel_of(message.content.content))
        return composer.compose(message)
