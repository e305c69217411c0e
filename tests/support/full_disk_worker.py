"""A program whose disk gets full: `python -m tests.support.full_disk_worker WORKSPACE NOW ROOM`.

It opens a workspace, may then make no file longer than `ROOM` bytes, and works until that is not enough.
Then there is room again, and it works to the end. It says `sent KEY` for each message it hands over,
`full SENTENCE` when the disk is full, and `done`.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from app.core.clock import VirtualClock
from app.core.errors import WorkspaceError
from app.core.protocols import Outgoing
from app.engine.delivery.delivery import Delivery
from app.engine.engine import Engine
from app.services.engine_turn import EngineTurn
from app.services.machine import Machine
from app.services.settings import SettingsService
from app.store.database import Database
from nodes import catalog
from tests.support.post import PlainComposer, ScriptedChannel


def say(message: Outgoing) -> None:
    print(f"sent {message.key}", flush=True)


def work(machine: Machine) -> None:
    machine.recover()
    while not machine.work().idle:
        pass


def main(workspace: str, now: str, room: str) -> None:
    database, clock = Database.open(Path(workspace)), VirtualClock(int(now))
    delivery = Delivery(database, ScriptedChannel(say), PlainComposer(), clock)
    engine = EngineTurn(Engine(database, catalog()))
    machine = Machine(database, engine, SettingsService(database), clock, lambda: delivery)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), hard))
    try:
        work(machine)
    except WorkspaceError as error:
        print(f"full {error.message.de}", flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    work(machine)
    database.close()
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
