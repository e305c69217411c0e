"""A program that gives vouchers in virtual time and can be killed: `python -m tests.support.voucher_worker`.

It reads orders, one JSON per line: `workspace`, `until`, `die_at` (the name of a place, or null) and
`passing` (die at the n-th passing of it). Each is carried out by a forked process. It says `ended CODE`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from app.engine.engine import Engine
from app.store.database import Database
from nodes import catalog
from tests.support.delivery_worker import KillAt


def work(order: dict[str, Any]) -> None:
    database = Database.open(Path(order["workspace"]))
    engine = Engine(database, catalog(), KillAt(order["die_at"], order["passing"]))
    engine.advance(order["until"])
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
