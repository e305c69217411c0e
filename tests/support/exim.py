"""A real mail server on loopback: Exim takes mails over STARTTLS, Dovecot puts them into maildirs.

Both run as an ordinary user without privileges; as root, the tests hand them to `nobody`. The domains
`example.org`, `.com` and `.net` are local; `later` is answered 451, `nobody` 550, `bounces` is bounced.
"""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from app.channels.accounts import AccountSettings
from tests.support.certificates import Authority

USER, PASSWORD = "shop", "correct horse"
EXIM, DOVECOT = "/usr/sbin/exim4", "/usr/sbin/dovecot"
READY_SECONDS = 20.0


def missing() -> str:
    """Why there can be no real server here, or an empty text."""
    absent = [each for each in (EXIM, DOVECOT, "/usr/lib/dovecot/lmtp") if not Path(each).exists()]
    return f"not installed: {', '.join(absent)} (exim4-daemon-light, dovecot-lmtpd)" if absent else ""


@dataclass(frozen=True)
class RealServer:
    """A running server: how to send over it, and what lies in its mailboxes."""

    account: AccountSettings
    folder: Path

    def raw_mails(self, address: str = "*") -> list[bytes]:
        """The mails of a mailbox, or of all."""
        return [path.read_bytes() for path in sorted((self.folder / "mail").glob(f"{address}/new/*"))]

    def mails(self, address: str = "*") -> list[EmailMessage]:
        parser = BytesParser(EmailMessage, policy=default)
        return [parser.parsebytes(data) for data in self.raw_mails(address)]

    def wait_for(self, count: int, address: str = "*", seconds: float = 10) -> list[EmailMessage]:
        """The mails as soon as there are so many, or those that are there when the time is over."""
        end = time.monotonic() + seconds
        while len(self.raw_mails(address)) < count and time.monotonic() < end:
            time.sleep(0.02)
        return self.mails(address)


@contextlib.contextmanager
def real_server() -> Iterator[RealServer]:
    """Exim and Dovecot on loopback, ended and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="post-"))
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    try:
        port = _free_port()
        certificate = Authority(folder).issue()
        _write_configuration(folder, user, port, str(certificate.chain), str(certificate.key))
        account = AccountSettings(
            host="localhost",
            port=port,
            user=USER,
            from_name="Buchhandlung Krümel",
            from_address="shop@example.org",
            imprint="Buchhandlung Krümel, Gasse 1, 12345 Musterstadt",
            ca_file=str(certificate.authority),
        )
        commands = (
            [DOVECOT, "-F", "-c", str(folder / "dovecot.conf")],
            [EXIM, "-C", str(folder / "exim.conf"), "-bdf", "-q5s"],
        )
        with contextlib.ExitStack() as running:
            for command in commands:
                running.enter_context(_process(command, user, folder))
            _await(folder, port)
            yield RealServer(account, folder)
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def _process(command: list[str], user: pwd.struct_passwd, folder: Path) -> Iterator[None]:
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    with (folder / "output.log").open("ab") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, start_new_session=True, **who
        )
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await(folder: Path, port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as probe:
            if probe.recv(100).startswith(b"220") and (folder / "lmtp").exists():
                return
        time.sleep(0.05)
    logs = "\n".join(path.read_text() for path in folder.glob("*.log"))
    raise RuntimeError(f"the mail server does not start:\n{logs}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _write_configuration(folder: Path, user: pwd.struct_passwd, port: int, chain: str, key: str) -> None:
    words = {
        "folder": folder,
        "user": user.pw_name,
        "group": grp.getgrgid(user.pw_gid).gr_name,
        "uid": user.pw_uid,
        "gid": user.pw_gid,
        "port": port,
        "chain": chain,
        "key": key,
        "login": USER,
        "password": PASSWORD,
    }
    for name in ("exim.conf", "dovecot.conf"):
        text = (Path(__file__).parent / "mail_server" / name).read_text()
        (folder / name).write_text(_filled(text, words))
    for name in ("spool", "mail", "run"):
        (folder / name).mkdir()
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)


def _filled(text: str, words: dict[str, object]) -> str:
    for name, value in words.items():
        text = text.replace(f"@{name}@", str(value))
    return text
