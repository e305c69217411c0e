"""Saving a journey as a whole, also when the disk is full."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.document_io import read, write
from app.core.errors import DocumentError
from app.core.journey import Journey, Node

OLD = Journey(id="j", name="Old")
NEW = Journey(id="j", name="New", nodes=tuple(Node(id=f"n{n}", type="wait") for n in range(500)))
_LIMITED = """
import resource, signal, sys
from pathlib import Path
from app.core.document_io import write
from app.core.errors import DocumentError
from app.core.journey import Journey, Node
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
nodes = tuple(Node(id=f"n{n}", type="wait") for n in range(500))
try:
    write(Path(sys.argv[1]), Journey(id="j", name="New", nodes=nodes))
except DocumentError as error:
    print(error.pick("en"))
"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "a journey.journey"
    write(path, OLD)
    return path


def _only(path: Path) -> bool:
    return list(path.parent.iterdir()) == [path]


def test_saving_replaces_the_file_and_leaves_nothing_else(saved: Path) -> None:
    write(saved, NEW)
    assert read(saved) == NEW
    assert _only(saved)


@pytest.mark.parametrize("name", ["fsync", "fdopen"])
def test_a_full_disk_leaves_the_old_file(saved: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, name, full)
    with pytest.raises(DocumentError) as caught:
        write(saved, NEW)
    monkeypatch.undo()
    assert "Datenträger ist voll" in caught.value.pick("de")
    assert "disk is full" in caught.value.pick("en")
    assert read(saved) == OLD
    assert _only(saved)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Unix systems")
def test_a_file_that_may_not_grow_leaves_the_old_one(saved: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(saved)], capture_output=True, text=True, check=True
    )
    assert "was not saved" in done.stdout
    assert read(saved) == OLD
    assert _only(saved)


def test_a_folder_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no longer there"):
        write(tmp_path / "gone" / "x.journey", NEW)


def test_a_folder_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.journey").mkdir()
    with pytest.raises(DocumentError, match="folder of this name"):
        write(tmp_path / "x.journey", NEW)
    assert _only(tmp_path / "x.journey")


@pytest.mark.skipif(sys.platform == "win32", reason="rights work differently there")
def test_the_rights_of_the_file_stay(saved: Path) -> None:
    saved.chmod(0o640)
    write(saved, NEW)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(saved: Path) -> None:
    link = saved.parent / "link.journey"
    link.symlink_to(saved)
    write(link, NEW)
    assert link.is_symlink()
    assert read(saved) == NEW
