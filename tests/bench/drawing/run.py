"""One side at one size, its figures as JSON: `python -m tests.bench.drawing.run canvas|plain STEPS FOLDER`.

Both sides do the same in the same order; FOLDER gets a picture of everything and one at 100 %.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from app.core import document_io
from app.core.journey import Journey
from canvas.output.headless import ready
from tests.bench.drawing.frames import Mouse, frames, memory
from tests.bench.drawing.graph import hub_of, large_journey
from tests.bench.drawing.sides import CanvasSide, PlainSide, Side

LOADS, FRAMES = 3, 60


def main(name: str, steps: int, folder: Path) -> None:
    application = QApplication(sys.argv[:1])
    application.setFont(QFont(ready()))
    kind = {"canvas": CanvasSide, "plain": PlainSide}[name]
    kind(large_journey(30)).close()  # fonts, icons and modules are warm now
    path = folder / f"{steps}.journey"
    if not path.exists():
        document_io.write(path, large_journey(steps))
    journey = document_io.read(path)
    empty = memory()
    side = kind(journey)
    figures: dict[str, Any] = {"memory": memory() - empty}
    figures |= _look(side, journey, folder / f"{name}-{steps}")
    figures |= _drag(side, journey)
    figures["memory full"] = memory() - empty
    figures |= side.own(journey)
    side.close()
    loads = [_load(kind, path) for _ in range(LOADS)]
    figures["load"] = {"cpu": statistics.median(loads), "p95": max(loads)}
    print(json.dumps(figures))
    sys.stdout.flush()
    os._exit(0)


def _load(kind: type[Side], path: Path) -> float:
    start = time.process_time()
    side = kind(document_io.read(path))
    taken = (time.process_time() - start) * 1e3
    side.close()
    return taken


def _look(side: Side, journey: Journey, picture: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    side.fit()
    side.rest()
    side.widget.grab().save(f"{picture}-all.png")
    all_of_it = side.scale
    found["all"] = frames(FRAMES, lambda index: side.zoom_to(all_of_it * (1 + 0.0004 * (index % 9))))
    side.fit()
    side.rest()
    found["still"] = frames(FRAMES, lambda _: QWidget.update(side.surface))
    hub = hub_of(journey)
    found["zoom"] = frames(FRAMES, lambda index: side.zoom_to(all_of_it ** (1 - index / FRAMES)))
    side.show_step(hub)
    side.rest()
    side.widget.grab().save(f"{picture}-100.png")
    found["pan"] = frames(FRAMES, lambda index: side.pan(12 if index // 20 % 2 else -12, 0))
    others = [node.id for node in journey.nodes[7 :: len(journey.nodes) // (FRAMES + 1)]]
    found["jump"] = frames(FRAMES, lambda index: side.show_step(others[index]))
    return found


def _drag(side: Side, journey: Journey) -> dict[str, Any]:
    found: dict[str, Any] = {}
    hub = hub_of(journey)
    side.show_step(hub)
    side.rest()
    start = side.place_of(hub)
    mouse = Mouse(side.surface)
    mouse.press(start)
    mouse.move(start + QPoint(5, 5))

    def drag(index: int) -> None:
        mouse.move(start + QPoint(8 + abs(60 - 7 * index % 120), 8 + 5 * index % 80))

    found["drag"] = frames(FRAMES, drag)
    mouse.release(start)
    chosen = side.near(hub, 100)
    side.select(chosen)
    side.rest()
    start = side.place_of(hub)
    mouse.press(start)
    mouse.move(start + QPoint(5, 5))
    found["drag 100"] = frames(FRAMES, drag)
    mouse.release(start)
    QApplication.processEvents()
    return found


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
