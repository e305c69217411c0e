"""A program that moves contacts in virtual time and can be killed: `python -m tests.support.wave_worker`.

It reads orders, one JSON per line: `workspace`, `seed` (of the random world in it), `die_at` (the name of a
place, or null) and `passing` (die at the n-th passing of it). Each is carried out by a forked process,
because importing everything anew takes seconds. It says `ended CODE`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from app.store.database import Database
from tests.support.agreement import Run
from tests.support.delivery_worker import KillAt
from tests.support.random_worlds import random_world


def work(order: dict[str, Any]) -> None:
    database = Database.open(Path(order["workspace"]))
    world = random_world(order["seed"])
    run = Run(world, database=database, faults=KillAt(order["die_at"], order["passing"]))
    for part in range(1, 5):
        run.advance(world.frame.publish + (world.frame.until - world.frame.publish) * part // 4)
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
