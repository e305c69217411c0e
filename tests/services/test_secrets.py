from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError

from app.services.secrets import SERVICE, VARIABLE, Secrets


class GoodKeyring:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self.kept[service, user] = password

    def delete_password(self, service: str, user: str) -> None:
        if self.kept.pop((service, user), None) is None:
            raise PasswordDeleteError(user)


class ForgetfulKeyring(GoodKeyring):
    def set_password(self, service: str, user: str, password: str) -> None:
        pass


class HangingKeyring(GoodKeyring):
    def __init__(self) -> None:
        super().__init__()
        self.release = threading.Event()
        self.asked = 0

    def get_password(self, service: str, user: str) -> str | None:
        self.asked += 1
        self.release.wait()
        return None

    def set_password(self, service: str, user: str, password: str) -> None:
        self.get_password(service, user)


@pytest.fixture
def hanging() -> Iterator[HangingKeyring]:
    keyring = HangingKeyring()
    yield keyring
    keyring.release.set()


def test_a_password_is_kept_in_the_keyring() -> None:
    keyring = GoodKeyring()
    Secrets(keyring, {}).remember("shop", "s3cret")
    assert keyring.kept == {(SERVICE, "shop"): "s3cret"}
    later = Secrets(keyring, {})
    assert (later.password("shop"), later.notice) == ("s3cret", None)
    later.forget("shop")
    assert (later.password("shop"), keyring.kept) == (None, {})


@pytest.mark.parametrize("keyring", [NoKeyring(), ForgetfulKeyring()])
def test_without_a_keyring_a_password_lives_in_memory_and_the_person_is_told(keyring) -> None:
    secrets = Secrets(keyring, {})
    secrets.remember("shop", "s3cret")
    assert secrets.password("shop") == "s3cret"
    assert secrets.notice is not None
    assert "nur behalten, bis Sie Stellwerk beenden" in secrets.notice.de
    assert Secrets(keyring, {}).password("shop") is None


def test_without_a_keyring_the_environment_can_give_the_password() -> None:
    secrets = Secrets(NoKeyring(), {VARIABLE: "s3cret"})
    assert secrets.password("shop") == "s3cret"
    assert secrets.notice is not None
    assert VARIABLE in secrets.notice.en


def test_a_keyring_that_does_not_answer_is_waited_for_only_once(hanging: HangingKeyring) -> None:
    secrets = Secrets(hanging, {}, patience_seconds=0.05)
    assert secrets.password("shop") is None
    assert secrets.notice is not None
    assert "antwortet nicht" in secrets.notice.de
    secrets.remember("shop", "s3cret")
    assert secrets.password("shop") == "s3cret"
    assert hanging.asked == 1


def test_an_unknown_password_is_no_reason_for_a_notice() -> None:
    secrets = Secrets(GoodKeyring(), {})
    assert (secrets.password("shop"), secrets.notice) == (None, None)


def test_a_password_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Talkative(GoodKeyring):
        def set_password(self, service: str, user: str, password: str) -> None:
            raise RuntimeError(password)

    caplog.set_level(0)
    secrets = Secrets(Talkative(), {})
    secrets.remember("shop", "s3cret")
    secrets.password("shop")
    assert "RuntimeError" in caplog.text
    assert "s3cret" not in caplog.text + repr(secrets)
