"""Sending as one writes it down first: render, EmailMessage, smtplib, a commit per mail."""

from __future__ import annotations

import json
import smtplib
import ssl
import time
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy import select, update

from app.channels.accounts import AccountSettings
from app.channels.rendering import Renderer
from app.core.clock import to_datetime
from app.core.program import MailContent
from app.store import tables as t
from app.store.database import Database
from tests.support.post import NOON


def naive_loop(database: Database, account: AccountSettings, mail: MailContent) -> float:
    """Mails a second; state and time are kept, but nothing is known after a crash."""
    with database.read() as conn:
        rows = conn.execute(select(t.outbox.c.id, t.outbox.c.address, t.outbox.c.variables)).all()
    renderer = Renderer(mail, "de", account.sender)
    start = time.perf_counter()
    with smtplib.SMTP(account.host, account.port) as client:
        client.starttls(context=ssl.create_default_context(cafile=account.ca_file))
        for key, address, variables in rows:
            words = renderer.render(json.loads(variables), f"mailto:{account.from_address}?subject={key}")
            message = EmailMessage()
            message["From"] = f"{account.from_name} <{account.from_address}>"
            message["To"] = address
            message["Subject"] = words.subject
            message["Date"] = format_datetime(to_datetime(NOON))
            message["Message-ID"] = f"<{key}@example.org>"
            message["List-Unsubscribe"] = f"<mailto:{account.from_address}?subject={key}>"
            message.set_content(words.text)
            message.add_alternative(words.html, subtype="html")
            client.send_message(message)
            with database.write() as conn:
                conn.execute(update(t.outbox).where(t.outbox.c.id == key).values(state="accepted"))
    return len(rows) / (time.perf_counter() - start)
