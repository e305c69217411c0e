"""The HTTP services that a workspace has set up."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ServiceSettings(BaseModel):
    """A service of a workspace: which kind, and what a person has entered, but for the secrets."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")
    name: str = Field(min_length=1, max_length=80)
    preset: str = Field(max_length=40)
    values: dict[str, str] = Field(default_factory=dict)
