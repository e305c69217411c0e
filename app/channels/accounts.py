"""The account that mails go out from, and the channel made from it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.channels.sender import Sender

Security = Literal["starttls", "tls"]


class AccountSettings(BaseModel):
    """A mail account without its password, which lives in the keyring. Rates count per minute."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    host: str = Field(default="", max_length=253)
    port: int = Field(default=587, ge=1, le=65_535)
    security: Security = "starttls"
    user: str = Field(default="", max_length=320)
    from_name: str = Field(default="", max_length=200)
    from_address: str = Field(default="", max_length=320)
    reply_to: str = Field(default="", max_length=320)
    imprint: str = Field(default="", max_length=2_000)
    unsubscribe: str = Field(default="", max_length=320)
    """Where unsubscribe mails go; empty: to the sender."""
    per_minute: int | None = Field(default=None, ge=1, le=100_000)
    ca_file: str = Field(default="", max_length=4_096)
    """Certificates of an own authority to trust besides the known ones."""

    @property
    def sender(self) -> Sender:
        """Who the mails come from."""
        return Sender(self.from_name or self.from_address, self.from_address, self.imprint)

    @property
    def unsubscribe_address(self) -> str:
        """Where unsubscribe mails go."""
        return self.unsubscribe or self.from_address
