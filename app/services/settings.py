"""What a person sets for a workspace: account, way of delivery, language, looks, time zone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.channels.accounts import AccountSettings
from app.channels.service_settings import ServiceSettings
from app.core.journey import Cap
from app.core.text import Language
from app.engine.delivery.gate_terms import put_workspace_cap
from app.store.database import Database
from app.store.settings import read_setting, write_setting

DeliveryKind = Literal["folder", "smtp"]
Theme = Literal["system", "light", "dark"]
_KEY = "settings"


class WorkspaceSettings(BaseModel):
    """The settings of a workspace. Passwords live in the keyring, never here.

    `folder` is where mails are written as files; empty means a folder beside the workspace. `cap` holds for
    the messages of all journeys together. Calls go to `confirmed_hosts` only; `own_hosts` are those of the
    own network that may be asked all the same, without encryption too. Hosts are names in small letters.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    account: AccountSettings = AccountSettings()
    delivery: DeliveryKind = "folder"
    folder: str = Field(default="", max_length=4_096)
    language: Language | None = None
    theme: Theme = "system"
    motion: Literal["system", "less"] = "system"
    time_zone: str = "Europe/Berlin"
    cap: Cap | None = None
    services: tuple[ServiceSettings, ...] = ()
    confirmed_hosts: tuple[str, ...] = ()
    own_hosts: tuple[str, ...] = ()


def secret_name(service_id: str, key: str) -> str:
    """Under which name `Secrets` keeps a secret value of a service."""
    return f"service:{service_id}:{key}"


class SettingsService:
    """Reads and writes the settings of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> WorkspaceSettings:
        """The settings as they are stored; the defaults for a new workspace."""
        with self._database.read() as conn:
            stored = read_setting(conn, _KEY)
        return WorkspaceSettings.model_validate_json(stored) if stored else WorkspaceSettings()

    def save(self, settings: WorkspaceSettings) -> None:
        """Store the settings."""
        with self._database.write() as conn:
            write_setting(conn, _KEY, settings.model_dump_json())
            put_workspace_cap(conn, settings.cap)

    def mail_folder(self) -> Path:
        """Where mails are written as files."""
        folder = self.get().folder
        if folder:
            return Path(folder)
        workspace = self._database.path
        return workspace.with_name(f"{workspace.stem}-mails") if workspace else Path("mails")
