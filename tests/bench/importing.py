"""One import in a process of its own, and what it took: `python -m tests.bench.importing WORKSPACE TABLE`."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from app.services.importing.contacts import ImportOrder, import_contact_table
from app.services.importing.preview import preview_table
from app.services.jobs import silent
from app.store.database import Database
from tests.bench.ten_steps import START


def main(workspace: str, table: str) -> None:
    database = Database.open(Path(workspace), synchronous="NORMAL")
    seen = preview_table(Path(table), database.fields)
    order = ImportOrder(seen, "de", "Europe/Berlin", START, watch=False)
    wall, cpu = time.perf_counter(), time.process_time()
    report = import_contact_table(database, order, seen.mapping, silent)
    spent = time.perf_counter() - wall, time.process_time() - cpu
    database.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = report.created, report.updated, report.rejected
    print(json.dumps({"wall": spent[0], "cpu": spent[1], "memory": memory, "counts": counts}))


if __name__ == "__main__":
    main(*sys.argv[1:])
