"""Delivery over SMTP on one connection, all states committed, beside the loop one writes first."""

from __future__ import annotations

import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.channels.accounts import AccountSettings
from app.channels.composing import MailComposer
from app.channels.smtp import SmtpChannel
from app.core.clock import VirtualClock
from app.core.program import MailContent
from app.core.tickets import Tickets
from app.engine.delivery.delivery import Delivery
from app.store.database import Database
from tests.bench.figure import Figure
from tests.bench.naive_mail import naive_loop
from tests.support.certificates import Authority, Certificate
from tests.support.post import NOON, add_contacts, add_content, decide

MAILS, FEW_MAILS, RUNS = 3_000, 300, 3
_PARAGRAPH = (
    "die neuen Krimis sind da, und wir haben für Sie in {{ contact.city }} einige zurückgelegt. Kommen Sie "
    "vorbei, lesen Sie ein Kapitel, trinken Sie einen Kaffee; wir freuen uns auf Sie.\n\n"
)
MAIL = MailContent(
    subject="Neue Krimis für {{ contact.first_name }}",
    preheader="Vier, die Sie nicht schlafen lassen",
    body=f"# Guten Tag {{{{ contact.first_name }}}},\n\n{_PARAGRAPH * 3}[Zum Regal](https://example.org/krimi)",
    layout="plain",
)


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        certificate = Authority(Path(name)).issue()
        with sink(certificate) as port, sink(certificate, "plain") as slow_port:
            runs = [_run(Path(name) / str(number), certificate, port, slow_port) for number in range(RUNS)]
    quick, quick_cpu, stepwise, naive, ratio = (
        statistics.median(values) for values in zip(*runs, strict=True)
    )
    what = "delivery over SMTP, one connection, states committed"
    return [
        Figure(what, quick, "mails/s", at_least=2_000),
        Figure(f"{what}, CPU time", quick_cpu, "mails/s", at_least=2_000),
        Figure("the same, server without pipelining", stepwise, "mails/s"),
        Figure("render, EmailMessage, smtplib, commit per mail", naive, "mails/s"),
        Figure("delivery / that loop", ratio, "", at_least=4),
    ]


def _run(folder: Path, certificate: Certificate, port: int, slow_port: int) -> tuple[float, ...]:
    folder.mkdir()
    with filled(folder / "naive.stellwerk", FEW_MAILS) as database:
        naive = naive_loop(database, account(certificate, port), MAIL)
    with filled(folder / "quick.stellwerk", MAILS) as database:
        quick, quick_cpu = delivered(database, account(certificate, port))
    with filled(folder / "stepwise.stellwerk", FEW_MAILS) as database:
        stepwise, _ = delivered(database, account(certificate, slow_port))
    return quick, quick_cpu, stepwise, naive, quick / naive


def delivered(database: Database, settings: AccountSettings) -> tuple[float, float]:
    """Mails a second from the outbox to the sink, everything accepted: by the clock, and of CPU time."""
    composer = MailComposer(settings, Tickets("bench"))
    delivery = Delivery(database, SmtpChannel(settings, lambda: None), composer, VirtualClock(NOON))
    wall, cpu = time.perf_counter(), time.process_time()
    report = delivery.deliver_due(NOON)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return report.counts["accepted"] / wall, report.counts["accepted"] / cpu


@contextlib.contextmanager
def filled(path: Path, mails: int) -> Iterator[Database]:
    """A workspace file as people have it, with so many decided mails."""
    database = Database.open(path)
    names = [f"Leser{number}" for number in range(mails)]
    try:
        with database.write() as conn:
            add_contacts(conn, names)
            decide(conn, add_content(conn, MAIL), names)
            conn.exec_driver_sql(
                "UPDATE outbox SET variables = json_set(variables, '$.contact.city', 'Köln')"
            )
        yield database
    finally:
        database.close()


def account(certificate: Certificate, port: int) -> AccountSettings:
    """An account at a sink."""
    return AccountSettings(
        host="localhost",
        port=port,
        from_name="Buchhandlung Krümel",
        from_address="shop@example.org",
        imprint="Gasse 1, 12345 Musterstadt",
        ca_file=str(certificate.authority),
    )


@contextlib.contextmanager
def sink(certificate: Certificate, *options: str) -> Iterator[int]:
    """A sink in a process of its own; its port."""
    command = [
        sys.executable,
        "-m",
        "tests.bench.sink",
        str(certificate.chain),
        str(certificate.key),
        *options,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(json.loads(process.stdout.readline()))
        finally:
            process.kill()
