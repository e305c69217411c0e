from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.channels.folder import FolderChannel, file_name, slug
from app.channels.recording import RecordingChannel
from app.core.errors import DeliveryError
from app.core.protocols import Outgoing
from tests.support.post import NOON


def mail(key: int = 1, address: str = "anna@example.org") -> Outgoing:
    return Outgoing(
        key, "shop@example.org", address, f"<{key}@example.org>", b"Subject: x\r\n\r\nx\r\n", NOON
    )


def test_each_message_is_a_file_named_by_instant_and_address(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path / "new" / "mails")
    receipts = list(channel.send([mail(1), mail(2)], lambda key, *following: True))
    files = sorted(path.name for path in channel.folder.iterdir())
    assert [each.outcome for each in receipts] == ["accepted", "accepted"]
    assert sorted(each.response for each in receipts) == files
    assert len(files) == 2
    assert all(name.startswith("2025-12-01T12-00-00Z_anna-example-org_") for name in files)
    assert (channel.folder / files[0]).read_bytes() == mail().data


def test_the_file_appears_after_the_last_word_and_whole(tmp_path: Path) -> None:
    def at_wire(key: int, *following: int) -> bool:
        assert list(tmp_path.glob("*.eml")) == []
        return True

    list(FolderChannel(tmp_path).send([mail()], at_wire))
    assert [path.suffix for path in tmp_path.iterdir()] == [".eml"]


def test_a_withheld_message_leaves_nothing(tmp_path: Path) -> None:
    receipts = list(FolderChannel(tmp_path).send([mail()], lambda key, *following: False))
    assert [each.outcome for each in receipts] == ["withheld"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match="cannot be written"):
        list(FolderChannel(tmp_path / "file").send([mail()], lambda key, *following: True))


def test_a_full_disk_keeps_the_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    receipts = list(FolderChannel(tmp_path).send([mail()], lambda key, *following: True))
    assert [(each.outcome, each.scope) for each in receipts] == [("deferred", "account")]


def test_an_address_becomes_a_harmless_name() -> None:
    assert slug("Jörg.O'Neil+x@Example.org") == "jorg-o-neil-x-example-org"
    assert slug("../..") == "message"
    assert len(file_name(mail(address="a" * 300 + "@example.org"))) < 120


def test_the_recording_channel_keeps_what_is_wanted() -> None:
    channel = RecordingChannel(instant=False)
    receipts = list(channel.send([mail(1), mail(2)], lambda key, *following: key != 1))
    assert [each.outcome for each in receipts] == ["withheld", "accepted"]
    assert [each.key for each in channel.sent] == [2]
