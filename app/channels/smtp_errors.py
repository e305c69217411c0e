"""Why an account cannot even begin to send, in words a person can act on."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager

from app.channels.accounts import AccountSettings
from app.channels.smtp_replies import LOGIN_REFUSED, as_reply
from app.core.errors import AccountStopped, DeliveryError
from app.core.text import Text

_REFUSED = Text(
    "Unter {host}, Anschluss {port}, nimmt niemand Verbindungen an. Bitte prüfen Sie Mailserver und "
    "Anschluss.",
    "Nobody accepts connections at {host}, port {port}. Please check the mail server and the port.",
)
_UNKNOWN_NAME = Text(
    "Der Mailserver „{host}“ wurde nicht gefunden. Bitte prüfen Sie die Schreibweise und Ihre Verbindung zum "
    "Internet.",
    "The mail server “{host}” was not found. Please check the spelling and your connection to the internet.",
)
_UNREACHABLE = Text(
    "Der Mailserver „{host}“ ist nicht zu erreichen ({response}). Bitte prüfen Sie Ihre Verbindung zum "
    "Internet.",
    "The mail server “{host}” cannot be reached ({response}). Please check your connection to the internet.",
)
_CERTIFICATE = Text(
    "Das Zertifikat von „{host}“ ist nicht gültig ({response}). Es wird nichts gesendet, damit niemand "
    "mitliest. Bitte prüfen Sie den Namen des Mailservers, oder fragen Sie Ihren Anbieter.",
    "The certificate of “{host}” is not valid ({response}). Nothing is sent, so that nobody can read along. "
    "Please check the name of the mail server, or ask your provider.",
)
_NO_TLS = Text(
    "Mit „{host}“, Anschluss {port}, kommt keine verschlüsselte Verbindung zustande ({response}). Bitte "
    "prüfen Sie Anschluss und Verschlüsselung: meist 587 mit STARTTLS oder 465 mit TLS.",
    "No encrypted connection to “{host}”, port {port}, comes about ({response}). Please check the port and "
    "the encryption: usually 587 with STARTTLS or 465 with TLS.",
)
_NO_STARTTLS = Text(
    "Der Mailserver „{host}“ bietet auf Anschluss {port} keine Verschlüsselung (STARTTLS) an. Es wird nichts "
    "unverschlüsselt gesendet. Versuchen Sie Anschluss 465 mit TLS, oder fragen Sie Ihren Anbieter.",
    "The mail server “{host}” offers no encryption (STARTTLS) on port {port}. Nothing is sent unencrypted. "
    "Try port 465 with TLS, or ask your provider.",
)
_NO_LOGIN = Text(
    "Der Mailserver „{host}“ bietet keine Anmeldung an, die Stellwerk kennt. Bitte prüfen Sie Mailserver und "
    "Anschluss.",
    "The mail server “{host}” offers no way to sign in that Stellwerk knows. Please check the mail server "
    "and the port.",
)
_GREETING = Text(
    "Der Mailserver „{host}“ nimmt zurzeit nichts an ({response}). Es wird später von selbst noch einmal "
    "versucht.",
    "The mail server “{host}” accepts nothing at present ({response}). It is tried again later by itself.",
)
NO_PASSWORD = Text(
    "Für „{user}“ ist kein Kennwort hinterlegt. Bitte geben Sie es in den Einstellungen unter „Versand“ ein.",
    "There is no password for “{user}”. Please enter it in the settings under “Sending”.",
)
NO_SERVER = Text(
    "Es ist noch kein Mailserver eingetragen. Bitte tragen Sie ihn in den Einstellungen unter „Versand“ ein.",
    "There is no mail server yet. Please enter it in the settings under “Sending”.",
)


@contextmanager
def in_plain_words(account: AccountSettings) -> Generator[None]:
    """Turns what goes wrong while connecting into `DeliveryError`; `AccountStopped` if a person must act."""
    try:
        yield
    except OSError as error:
        raise _explained(error, account) from error


def _explained(error: OSError, account: AccountSettings) -> DeliveryError:
    words = _words(error)
    if isinstance(error, smtplib.SMTPResponseException):
        response = str(as_reply((error.smtp_code, _raw(error.smtp_error))))
        denied = isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500
        kind = AccountStopped if denied else DeliveryError
        return kind((LOGIN_REFUSED if denied else words).fill(host=account.host, response=response))
    reason = getattr(error, "verify_message", "") or getattr(error, "strerror", "") or str(error)
    return DeliveryError(words.fill(host=account.host, port=account.port, response=str(reason)))


def _words(error: OSError) -> Text:
    kinds: tuple[tuple[type[Exception], Text], ...] = (
        (ConnectionRefusedError, _REFUSED),
        (socket.gaierror, _UNKNOWN_NAME),
        (ssl.SSLCertVerificationError, _CERTIFICATE),
        (ssl.SSLError, _NO_TLS),
        (StartTlsMissing, _NO_STARTTLS),
        (smtplib.SMTPResponseException, _GREETING),
        (smtplib.SMTPServerDisconnected, _UNREACHABLE),
        (smtplib.SMTPException, _NO_LOGIN),
    )
    return next((words for kind, words in kinds if isinstance(error, kind)), _UNREACHABLE)


def _raw(words: bytes | str) -> bytes:
    return words.encode() if isinstance(words, str) else words


class StartTlsMissing(smtplib.SMTPNotSupportedError):
    """The server does not offer STARTTLS, or somebody on the way has taken the offer out."""
