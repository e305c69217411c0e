"""Writing mails: from the values of the outbox to the bytes for the wire, beside rendering alone."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from jinja2 import Environment
from markupsafe import Markup

from app.channels.accounts import AccountSettings
from app.channels.composing import MailComposer
from app.channels.rendering import Renderer
from app.core.protocols import ContentRecord, Decided
from app.core.tickets import Tickets
from tests.bench.bench_delivery import MAIL
from tests.bench.figure import Figure
from tests.support.post import NOON

MAILS, RUNS = 3_000, 5
ACCOUNT = AccountSettings(
    from_name="Buchhandlung Krümel", from_address="shop@example.org", imprint="Gasse 1, 12345 Musterstadt"
)


def measure() -> list[Figure]:
    snapshots = [
        json.dumps({"contact": {"first_name": f"Leser{number}", "last_name": "Berg", "city": "Köln"}})
        for number in range(MAILS)
    ]
    runs = [(_rate(_composing(), snapshots), _rate(_bare(), snapshots)) for _ in range(RUNS)]
    ratio = statistics.median(ours / bare for ours, bare in runs)
    return [
        Figure(
            "mails written for the wire, CPU time", statistics.median(each for each, _ in runs), "mails/s"
        ),
        Figure(
            "the same words with bare Jinja2, CPU time",
            statistics.median(each for _, each in runs),
            "mails/s",
        ),
        Figure("mails written / bare Jinja2, CPU time", ratio, "", at_least=0.6),
    ]


def _rate(write: Callable[[int, str], object], snapshots: list[str]) -> float:
    write(0, snapshots[0])
    start = time.process_time()
    for number, snapshot in enumerate(snapshots):
        write(number, snapshot)
    return len(snapshots) / (time.process_time() - start)


def _composing() -> Callable[[int, str], object]:
    """The whole mail: Message-ID, unsubscribing, headers, both parts encoded."""
    composer, content = MailComposer(ACCOUNT, Tickets("bench")), ContentRecord("crime", "de", MAIL)

    def write(number: int, snapshot: str) -> object:
        address = f"leser{number}@example.org"
        return composer.compose(
            Decided(number, number, "hello", 0, address, json.loads(snapshot), NOON, NOON, content)
        )

    return write


def _bare() -> Callable[[int, str], object]:
    """Subject, HTML and text in their frames as Jinja2 makes them, nothing encoded."""
    renderer = Renderer(MAIL, "de", ACCOUNT.sender)
    sources, html, plain = renderer.sources, Environment(autoescape=True), Environment()
    subject, preheader = plain.from_string(sources.subject), plain.from_string(sources.preheader)
    html_body, text_body = html.from_string(sources.html_body), plain.from_string(sources.text_body)
    html_frame, text_frame = html.from_string(sources.frame.html), plain.from_string(sources.frame.text)

    def write(number: int, snapshot: str) -> object:
        said = {**json.loads(snapshot), "sender": renderer.own, "unsubscribe_url": f"mailto:a@b.de?{number}"}
        frame = {
            **said,
            "language": "de",
            "subject": subject.render(said),
            "preheader": preheader.render(said),
        }
        inner = Markup(html_body.render(said))
        return html_frame.render(frame, content=inner), text_frame.render(
            frame, content=text_body.render(said)
        )

    return write
