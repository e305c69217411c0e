"""The password of the mail account: in the keyring of the system, never in the workspace, a log or a file.

A keyring may be absent, locked, or not answer at all; it is asked in a thread with a time limit. Without
one, a password lives in memory until the program ends, or comes from an environment variable.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from app.core.text import Text

SERVICE = "stellwerk"
VARIABLE = "STELLWERK_SMTP_PASSWORD"
PATIENCE_SECONDS = 5.0

_MEMORY_ONLY = Text(
    "Der Schlüsselbund dieses Computers ist nicht verfügbar. Das Kennwort wird nur behalten, bis Sie "
    "Stellwerk beenden.",
    "The keyring of this computer is not available. The password is kept only until you close Stellwerk.",
)
_FROM_VARIABLE = Text(
    "Das Kennwort kommt aus der Umgebungsvariablen {variable}, nicht aus dem Schlüsselbund.",
    "The password comes from the environment variable {variable}, not from the keyring.",
).fill(variable=VARIABLE)
_NO_ANSWER = Text(
    "Der Schlüsselbund dieses Computers antwortet nicht. Bitte entsperren Sie ihn und starten Sie Stellwerk "
    "neu, oder geben Sie das Kennwort hier ein: Es wird dann nur behalten, bis Sie Stellwerk beenden.",
    "The keyring of this computer does not answer. Please unlock it and start Stellwerk again, or enter the "
    "password here: it is then kept only until you close Stellwerk.",
)

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Keyring(Protocol):
    """What is needed of a keyring; any call may raise anything, or never return."""

    def get_password(self, service: str, user: str, /) -> str | None: ...

    def set_password(self, service: str, user: str, password: str, /) -> None: ...

    def delete_password(self, service: str, user: str, /) -> None: ...


class SystemKeyring:
    """The keyring of the system. It is looked for at the first call, because that may take a while."""

    def get_password(self, service: str, user: str) -> str | None:
        import keyring

        return keyring.get_password(service, user)

    def set_password(self, service: str, user: str, password: str) -> None:
        import keyring

        keyring.set_password(service, user, password)

    def delete_password(self, service: str, user: str) -> None:
        import keyring

        keyring.delete_password(service, user)


class _Failed:
    """A call of the keyring that brought nothing."""


class Secrets:
    """Passwords by user. `notice` tells a person if something is not as usual."""

    def __init__(
        self, keyring: Keyring, environment: Mapping[str, str], patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        self._keyring = keyring
        self._environment = environment
        self._patience = patience_seconds
        self._memory: dict[str, str] = {}
        self._hangs = False
        self.notice: Text | None = None

    def password(self, user: str) -> str | None:
        """The password of a mail user: as any secret, or else from the environment; None if unknown."""
        found = self.secret(user)
        if found is not None:
            return found
        from_variable = self._environment.get(VARIABLE)
        if from_variable:
            self.notice = _FROM_VARIABLE
        return from_variable or None

    def secret(self, name: str) -> str | None:
        """A secret by its name: from memory, else the keyring; None if unknown."""
        if name in self._memory:
            return self._memory[name]
        found = self._ask(lambda: self._keyring.get_password(SERVICE, name))
        if found and not isinstance(found, _Failed):
            self.notice = None
            return found
        if isinstance(found, _Failed):
            self.notice = _NO_ANSWER if self._hangs else _MEMORY_ONLY
        return None

    def remember(self, user: str, password: str) -> None:
        """Keep a password in the keyring or, if that cannot be, in memory."""
        self._memory.pop(user, None)
        kept = self._ask(lambda: self._kept(user, password))
        if kept is True:
            self.notice = None
            return
        self._memory[user] = password
        self.notice = _MEMORY_ONLY

    def forget(self, user: str) -> None:
        """Remove a password everywhere."""
        self._memory.pop(user, None)
        self._ask(lambda: self._keyring.delete_password(SERVICE, user))

    def _kept(self, user: str, password: str) -> bool:
        # Some keyrings take everything and keep nothing, so it is read back.
        self._keyring.set_password(SERVICE, user, password)
        return self._keyring.get_password(SERVICE, user) == password

    def _ask(self, call: Callable[[], _T]) -> _T | _Failed:
        """Call the keyring in a thread; one that has once not answered is not asked again."""
        if self._hangs:
            return _Failed()
        answers: queue.Queue[_T | _Failed] = queue.Queue(1)
        threading.Thread(target=lambda: answers.put(_guarded(call)), name="keyring", daemon=True).start()
        try:
            return answers.get(timeout=self._patience)
        except queue.Empty:
            self._hangs = True
            _log.warning("the keyring does not answer")
            return _Failed()


def _guarded(call: Callable[[], _T]) -> _T | _Failed:
    try:
        return call()
    except Exception as error:  # noqa: BLE001 (keyrings of other makers raise what they like)
        # Only the kind is logged: the words could hold a secret.
        _log.warning("the keyring cannot be used: %s", type(error).__name__)
        return _Failed()
