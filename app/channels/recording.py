"""A channel that accepts everything and sends nothing: previews, journey tests, virtual time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.core.protocols import AtWire, Outgoing, Receipt


class RecordingChannel:
    """Keeps what it was given. `instant`: messages need not even be written."""

    def __init__(self, *, instant: bool = True) -> None:
        self.instant = instant
        self.sent: list[Outgoing] = []

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        """Accept each message that is still wanted."""
        for message in messages:
            if not at_wire(message.key):
                yield Receipt(message.key, "withheld")
                continue
            self.sent.append(message)
            yield Receipt(message.key, "accepted", "recorded")
