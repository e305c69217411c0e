from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.certificates import Authority
from tests.support.smtp_server import smtp_server
from tests.support.workshop import Workshop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def program() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.support.delivery_worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield process


@pytest.fixture
def workshop(tmp_path: Path, program: subprocess.Popen[str]) -> Iterator[Workshop]:
    with smtp_server(Authority(tmp_path).issue()) as server:
        yield Workshop(tmp_path / "test.stellwerk", server, program)
