"""Opens a window, tells the CPU seconds so far, and ends: `python -m tests.bench.opening [WORKSPACE]`.

Without a workspace the window is an empty one.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


def main(arguments: list[str]) -> None:
    application = QApplication(sys.argv[:1])

    def look() -> None:
        """As soon as the window is there and has painted itself, it would wait for a person."""
        if not any(each.isVisible() for each in application.topLevelWidgets()):
            QTimer.singleShot(0, look)
            return
        application.processEvents()
        print(time.process_time(), flush=True)
        os._exit(0)

    QTimer.singleShot(0, look)
    if arguments:
        from app.__main__ import run

        sys.exit(run(["--workspace", *arguments]))
    window = QMainWindow()
    window.show()
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1:])
