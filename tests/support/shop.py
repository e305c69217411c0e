"""A workspace in a file, with all its services and a clock that tests move."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import open_workspace
from app.core.clock import VirtualClock
from app.core.records import EventRecord
from app.services.secrets import Secrets
from app.services.workspace import Workspace
from nodes import catalog
from tests.support.world import START


class NoKeyring:
    """A computer without a keyring."""

    def get_password(self, service: str, user: str) -> str | None:
        raise OSError

    def set_password(self, service: str, user: str, password: str) -> None:
        raise OSError

    def delete_password(self, service: str, user: str) -> None:
        raise OSError


class Shop:
    """Opens the workspace of a folder; `space` has its services."""

    def __init__(self, folder: Path) -> None:
        self.clock = VirtualClock(START)
        self.path = folder / "laden.stellwerk"
        self.space: Workspace = open_workspace(self.path, catalog(), Secrets(NoKeyring(), {}), self.clock)

    def contact(self, name: str, *, consent: bool = True, **values: object) -> int:
        """A new contact, who has consented unless told otherwise."""
        number = self.space.contacts.add(
            {"email": f"{name.lower()}@example.org", "first_name": name, **values}
        )
        self.space.contacts.set_consent(number, "newsletter", "granted" if consent else "denied")
        return number

    def event(self, name: str, kind: str = "form_submitted", key: str | None = None) -> bool:
        """Something a contact does now."""
        return self.space.contacts.record(
            EventRecord(kind, self.clock.now(), f"{name.lower()}@example.org", {}, key)
        )

    def mails(self) -> list[str]:
        """The mails that went out, as file names."""
        return sorted(file.name for file in self.space.settings.mail_folder().glob("*.eml"))
