"""A workspace that a program of its own works in, so that it can be killed."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import Instant
from app.store.database import Database
from tests.support.post import NOON
from tests.support.smtp_server import PASSWORD, Server


@dataclass
class Workshop:
    """A workspace file, a server that remembers what has arrived, and a program that can be killed."""

    path: Path
    server: Server
    program: subprocess.Popen[str]

    now: Instant = NOON
    whole: bool = False

    def start(self, die_at: str | None = None, passing: int = 1) -> int:
        """Work in a process of its own; its number."""
        order = {
            "workspace": str(self.path),
            "account": json.loads(self.server.account.model_dump_json()),
            "password": PASSWORD,
            "ahead_seconds": self.server.ahead_seconds,
            "now": self.now,
            "whole": self.whole,
            "die_at": die_at,
            "passing": passing,
        }
        assert self.program.stdin is not None
        self.program.stdin.write(json.dumps(order) + "\n")
        self.program.stdin.flush()
        return self._hear("ready")

    def run(self, die_at: str | None = None, passing: int = 1) -> int:
        """Work to the end; how it ended (-9: killed)."""
        self.start(die_at, passing)
        return self.wait()

    def wait(self) -> int:
        """How the process that was started has ended."""
        return self._hear("ended")

    def database(self) -> Database:
        return Database.open(self.path)

    def arrived(self) -> Counter[str]:
        return Counter(mail["Message-ID"] for mail in self.server.mailbox.messages)

    def _hear(self, word: str) -> int:
        assert self.program.stdout is not None
        said, number = self.program.stdout.readline().split()
        assert said == word
        return int(number)
