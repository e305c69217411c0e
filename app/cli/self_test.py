"""`stellwerk self-test`: the whole job on the bookshop in a temporary folder, each part checked.

It needs nothing but the program itself, so that it also tells whether a frozen program is complete.
"""

import logging
import tempfile
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

from app.cli.bookshop import Bookshop
from app.cli.command_line import GOOD, PROBLEMS, CommandLine
from app.core.document_io import from_text, to_text
from app.core.errors import StellwerkError
from app.core.text import Text
from app.services.facade import Services
from app.services.workspace import Workspace

_log = logging.getLogger(__name__)
Check = tuple[Text, Callable[[], bool]]
CONTACTS, MANY = 500, 100


def register(cli: CommandLine, services: Services) -> None:
    """Add the command."""

    @cli.command("self-test", Text("Prüft das Programm an sich selbst.", "Let the program test itself."))
    def self_test() -> int:
        with tempfile.TemporaryDirectory(prefix="stellwerk-") as folder:
            shop = Bookshop(services, Path(folder), cli.terminal.language)
            with shop.open() as space:
                passed = [(words, _passes(check)) for words, check in _checks(shop, space)]
        cli.terminal.data(
            {"checks": [{"name": cli.terminal.pick(words), "passed": ok} for words, ok in passed]}
        )
        for words, ok in passed:
            mark = Text("bestanden", "passed") if ok else Text("NICHT BESTANDEN", "FAILED")
            cli.terminal.say(mark + ": " + words)
        return GOOD if all(ok for _, ok in passed) else PROBLEMS


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except StellwerkError as error:
        _log.warning("self-test: %s", error)
        return False
    except Exception:  # noqa: BLE001 (an outer edge: a defect is what is being looked for)
        _log.exception("self-test")
        return False


def _checks(shop: Bookshop, space: Workspace) -> list[Check]:
    journey, catalog, files = shop.journey(), shop.services.catalog, shop.services.files
    return [
        (
            Text("Journey lesen und schreiben", "Read and write a journey"),
            lambda: from_text(to_text(journey)) == journey,
        ),
        (Text("Journey prüfen", "Check a journey"), lambda: not shop.validate()),
        (Text("Journey in Worten", "A journey in words"), lambda: len(files.describe(journey)) > 10),
        (
            Text("Alle Schritte sind bekannt", "All steps are known"),
            lambda: all(map(catalog.understood, journey.nodes)),
        ),
        (
            Text("Kontakte importieren", "Import contacts"),
            lambda: shop.import_contacts(space).created == CONTACTS,
        ),
        (Text("Ereignisse importieren", "Import events"), lambda: shop.import_events(space).created > MANY),
        (Text("Journey simulieren", "Simulate a journey"), lambda: shop.simulate().counts.messages > MANY),
        (
            Text("Journey veröffentlichen", "Publish a journey"),
            lambda: space.journeys.publish(journey).version == 1,
        ),
        (Text("Zwei Monate laufen lassen", "Let two months pass"), lambda: shop.run(space).messages > MANY),
        (Text("Niemand geht verloren", "Nobody gets lost"), lambda: _sums_match(shop, space)),
        (Text("Jede Mail ist lesbar", "Every mail is readable"), lambda: _mails_are_good(space)),
    ]


def _sums_match(shop: Bookshop, space: Workspace) -> bool:
    counts = space.journeys.counts(shop.journey().id)
    return counts.entered > 0 and counts.entered == counts.active + sum(counts.ended.values())


def _mails_are_good(space: Workspace) -> bool:
    """As many files as messages, each to one address, with subject, text and a way to unsubscribe."""
    files = sorted(space.settings.mail_folder().glob("*.eml"))
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    accepted = space.reports.message_states().get("accepted", 0)
    names = {str(mail["Message-ID"]) for mail in mails}
    return len(mails) == len(names) == accepted > 0 and all(
        mail["To"] and mail["Subject"] and mail["List-Unsubscribe"] and mail.get_body(("plain",))
        for mail in mails
    )
