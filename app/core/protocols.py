"""What delivery (`app.engine`) and channels (`app.channels`) agree on without knowing each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from app.core.clock import Instant
from app.core.program import Content, MailContent
from app.core.text import Language


@dataclass(frozen=True)
class ContentRecord:
    """What a sending step of a published version says, in which language, and the id of its journey."""

    journey: str
    language: Language
    content: Content

    @property
    def mail(self) -> MailContent:
        """The content of a mail; asked only of those."""
        assert isinstance(self.content, MailContent)
        return self.content


@dataclass(frozen=True)
class Decided:
    """A message decided for one contact: who, what, and the values fixed at that moment.

    `key` names it in the outbox; (enrollment, step, visit) names it for ever, with the instant at which it
    was decided, lest an enrollment that follows upon an erased one has its name. `at` is the instant it
    bears as its date. `variables` holds the namespaces `contact` and `event`.
    """

    key: int
    enrollment: int
    step: str
    visit: int
    address: str
    variables: Mapping[str, Any]
    at: Instant
    decided: Instant
    content: ContentRecord


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message ready for the wire: envelope, Message-ID, and the bytes with CRLF line ends."""

    key: int
    sender: str
    address: str
    message_id: str
    data: bytes
    at: Instant
    suffix: str = ".eml"
    """Of the file, where messages are written as files."""


class Composer(Protocol):
    """Writes messages; raises `ComposeError` for one that cannot be written, `DeliveryError` if none can."""

    def compose(self, message: Decided) -> Outgoing:
        """The message as it goes out; the same input gives the same bytes."""
        ...


ReceiptOutcome = Literal["accepted", "deferred", "refused", "uncertain", "withheld"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one message.

    A deferred one is to be tried later; with scope `account` the whole account has to pause, and nothing
    more of the batch is taken. `withheld`: `at_wire` said no, so that nothing was handed over.
    `followed`: the next message waits for its last byte, so that `at_wire` is asked about it at once.
    `reason`: a code of `app.core.reasons`, where the usual one of the outcome says too little.
    `rest`: for how long the other side asks to be left alone, in milliseconds.
    """

    key: int
    outcome: ReceiptOutcome
    response: str = ""
    scope: Literal["recipient", "account"] = "recipient"
    followed: bool = False
    reason: str = ""
    rest: Instant = 0


class AtWire(Protocol):
    """Called with the key just before the last byte of a message; False means: do not hand it over."""

    def __call__(self, key: int, /, *following: int) -> bool:
        """Whether to hand over. `following`: messages that may go to the wire together with this one.

        About them it is asked all the same when their turn comes, which then takes no time.
        """
        ...


class Channel(Protocol):
    """A way out. Raises `DeliveryError` if it cannot even begin, before it has taken a message."""

    @property
    def instant(self) -> bool:
        """Whether it accepts everything at once, so that messages need not be written at all."""
        ...

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        """Hand over messages one after the other over one connection; a receipt per message, in order.

        Messages may be taken ahead. Those that go to the wire together are all uncertain if the program is
        killed before their receipts have been handed back.
        """
        ...


class Faults(Protocol):
    """Named places where a test can make the program fail."""

    def reach(self, name: str) -> None:
        """The program has come to this place."""
        ...


class NoFaults:
    """Nothing fails."""

    def reach(self, name: str) -> None:
        """Go on."""
