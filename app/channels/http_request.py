"""A message that leaves as an HTTP request, and how the answer to it is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.core.protocols import Outgoing

HIDDEN = "•••"
AS_TEXT = ".txt"
Verdict = Literal["stopped", "never", "later", "success"]
"""Nothing goes out until a person has helped; this message never; later; it is accepted."""


class Sign(BaseModel):
    """Something to know an answer by: one of these status codes, and words in its body (an expression)."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    status: tuple[int, ...] = ()
    body: str = Field(default="", max_length=500)


class AnswerRules(BaseModel):
    """How a service tells what became of a message, where its answers are not the usual ones."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    stopped: tuple[Sign, ...] = ()
    never: tuple[Sign, ...] = ()
    later: tuple[Sign, ...] = ()
    success: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent where. `secrets` are never shown again.

    `repeatable`: the other side knows a repetition by its Idempotency-Key, so that a request of which nobody
    knows whether it arrived may be sent once more. `service` names the service, empty for a plain call.
    """

    url: str
    method: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    rules: AnswerRules
    repeatable: bool
    service: str = ""
    secrets: tuple[str, ...] = ()

    def shown(self, text: str) -> str:
        """Words without the secrets of this request."""
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        return text

    def readable(self) -> bytes:
        """The request as a person may read it, for the folder of messages."""
        head = "".join(f"{name}: {value}\n" for name, value in self.headers)
        text = f"{self.method} {self.url}\n{head}\n{self.body.decode('utf-8', 'replace')}\n"
        return self.shown(text).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class WebMessage(Outgoing):
    """A message that leaves as an HTTP request; `data` is how a person may read it."""

    suffix: str = AS_TEXT

    request: Request
