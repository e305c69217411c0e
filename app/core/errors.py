"""Errors a person can act on: what happened, why, and what to do now."""

from __future__ import annotations

from app.core.reasons import reason_text
from app.core.text import Language, Text


class StellwerkError(Exception):
    """An expected failure, told in both languages; everything else that is raised is a defect."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    def pick(self, language: Language) -> str:
        """The sentence in one language."""
        return self.message.pick(language)


class DocumentError(StellwerkError):
    """A journey file cannot be read or saved: damaged, hostile, written by a newer program, disk full."""


class WorkspaceError(StellwerkError):
    """A workspace cannot be opened or written: damaged, newer, in use, disk full."""


class TableError(StellwerkError):
    """A table cannot be imported as it is mapped."""


class DeliveryError(StellwerkError):
    """An account cannot send: refused, unreachable, password missing."""


class AccountStopped(DeliveryError):
    """An account cannot send until a person changes something: wrong password, sender not allowed."""


class ComposeError(StellwerkError):
    """One message cannot be written; `reason` is what the outbox keeps (`app.core.reasons`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason_text(reason))
        self.reason = reason


class PublishError(StellwerkError):
    """A journey cannot be published because it has errors."""
