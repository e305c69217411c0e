"""A channel that writes each message as a file into a folder: mails as `.eml`, others as texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2s
from pathlib import Path

from app.core.clock import Instant, to_datetime
from app.core.errors import DeliveryError
from app.core.protocols import AtWire, Outgoing, Receipt
from app.core.text import Text


class FolderChannel:
    """Writes whole files only: a file is there with all its bytes, or not at all."""

    instant = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        """Write the messages, named by instant and address."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(self.folder) from error
        for message in messages:
            yield self._write(message, at_wire)

    def _write(self, message: Outgoing, at_wire: AtWire) -> Receipt:
        target = self.folder / file_name(message)
        part = target.with_suffix(".part")
        try:
            part.write_bytes(message.data)
        except OSError as error:
            part.unlink(missing_ok=True)
            return Receipt(message.key, "deferred", str(error), "account")
        if not at_wire(message.key):
            part.unlink()
            return Receipt(message.key, "withheld")
        part.replace(target)
        return Receipt(message.key, "accepted", target.name)


def file_name(message: Outgoing) -> str:
    """`2026-12-01T10-00-00Z_anna-example-org_1f3a9c.eml`; the end keeps two messages of one second apart."""
    end = blake2s(message.message_id.encode(), digest_size=3).hexdigest()
    return f"{_stamp(message.at)}_{slug(message.address)}_{end}{message.suffix}"


def slug(address: str) -> str:
    """An address as a part of a file name: letters, digits and dashes, 60 at most."""
    plain = unicodedata.normalize("NFKD", address).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "message"


def _stamp(instant: Instant) -> str:
    return to_datetime(instant).strftime("%Y-%m-%dT%H-%M-%SZ")


def _unwritable(folder: Path) -> DeliveryError:
    return DeliveryError(
        Text(
            "In den Ordner „{folder}“ kann nicht geschrieben werden. Bitte wählen Sie einen anderen Ordner "
            "für die E-Mails oder prüfen Sie die Rechte.",
            "The folder “{folder}” cannot be written to. Please choose another folder for the emails or "
            "check its permissions.",
        ).fill(folder=str(folder))
    )
