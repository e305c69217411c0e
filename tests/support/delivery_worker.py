"""A program that delivers messages and can be killed: `python -m tests.support.delivery_worker`.

It reads orders, one JSON per line: `workspace`, `account`, `password`, `ahead_seconds` (see `Patience`),
`now` (the instant), `whole` (let journeys run as well), `die_at` (the name of a place, or null) and
`passing` (die at the n-th passing of it). Each is carried out by a forked process, because importing
everything anew takes seconds. It says `ready PID` and in the end `ended CODE`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from app.channels.accounts import AccountSettings
from app.channels.composing import MailComposer
from app.channels.smtp import SmtpChannel
from app.channels.smtp_session import Patience
from app.core.clock import VirtualClock
from app.core.tickets import Tickets
from app.engine.delivery.delivery import Delivery
from app.engine.engine import Engine
from app.services.engine_turn import EngineTurn
from app.services.machine import Machine
from app.services.settings import SettingsService
from app.store.database import Database
from nodes import catalog
from tests.support.post import frame


class KillAt:
    """Kills this process at the n-th passing of a named place, without any chance to clean up."""

    def __init__(self, name: str | None, passing: int) -> None:
        self._name = name
        self._left = passing

    def reach(self, name: str) -> None:
        if name == self._name:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def work(order: dict[str, Any]) -> None:
    account = AccountSettings.model_validate_json(json.dumps(order["account"]))
    database = Database.open(Path(order["workspace"]))
    clock, faults = VirtualClock(order["now"]), KillAt(order["die_at"], order["passing"])
    delivery = Delivery(
        database,
        SmtpChannel(account, lambda: order["password"], Patience(ahead_seconds=order["ahead_seconds"])),
        MailComposer(account, Tickets("workspace"), frame),
        clock,
        faults=faults,
    )
    print(f"ready {os.getpid()}", flush=True)
    if order["whole"]:
        engine = EngineTurn(Engine(database, catalog(), faults))
        machine = Machine(database, engine, SettingsService(database), clock, lambda: delivery)
        machine.recover()
        while not machine.work().idle:
            pass
    else:
        delivery.recover()
        delivery.deliver_due(clock.now())
    database.close()


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


if __name__ == "__main__":
    main()
