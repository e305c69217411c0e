"""The composition root: the only module that names the concrete classes behind the services.

What writes and sends messages is loaded when the first one is to be written: the window comes first.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path

from app.channels.accounts import AccountSettings
from app.channels.folder import FolderChannel
from app.channels.unready import UnreadyChannel
from app.core.clock import Clock, SystemClock
from app.core.node import NodeCatalog
from app.core.protocols import Channel, Composer, Decided, Outgoing
from app.core.text import Text
from app.core.tickets import Tickets
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.post_office import PostOffice
from app.engine.delivery.routes import MAIL, SERVICE
from app.engine.engine import Engine
from app.engine.interventions.catching_up import CatchUp
from app.services.activity import ActivityService
from app.services.contacts import ContactService
from app.services.counting import CountingService
from app.services.engine_turn import EngineTurn
from app.services.erasing import Erasing
from app.services.exclusive import RunnerLock
from app.services.facade import Services
from app.services.files import JourneyFiles
from app.services.habits import HabitsService
from app.services.imports import ImportService
from app.services.journeys import JourneyService
from app.services.lateness import LatenessService
from app.services.lists import ListService
from app.services.machine import Machine
from app.services.mail_reading import MailReading
from app.services.pausing import PausingService
from app.services.points import PointsService
from app.services.preview import PreviewService
from app.services.reports import ReportService
from app.services.retention import RetentionService
from app.services.runner import Runner
from app.services.secrets import Secrets, SystemKeyring
from app.services.settings import SettingsService, WorkspaceSettings, secret_name
from app.services.step_history import StepHistory
from app.services.tasks import TaskService
from app.services.trial import TrialMail, TrialMessage
from app.services.versions import VersionService
from app.services.virtual import VirtualTime
from app.services.vouchers import VoucherService
from app.services.whereabouts import WhereaboutsService
from app.services.workspace import Workspace
from app.store import settings as stored
from app.store.database import Database
from nodes import catalog

_IDENTITY = "workspace_id"
_NO_ACCOUNT = Text(
    "Es wird nichts gesendet, weil das Mailkonto noch nicht eingerichtet ist. Bitte tragen Sie in den "
    "Einstellungen Mailserver und Absender ein.",
    "Nothing is sent, because the mail account is not set up yet. Please enter mail server and sender in the "
    "settings.",
)
_NO_IMPRINT = Text(
    "Es wird nichts gesendet, weil das Impressum fehlt. Bitte tragen Sie es in den Einstellungen unter "
    "„Absender“ ein; was wartet, geht dann von selbst hinaus.",
    "Nothing is sent, because the imprint is missing. Please enter it in the settings under “Sender”; what "
    "waits goes out by itself then.",
)

_SERVICE_PAUSE = Text(
    "Der Dienst „{service}“ ist gerade nicht erreichbar oder bittet um eine Pause ({response}). Es geht von "
    "selbst weiter.",
    "The service “{service}” cannot be reached right now or asks for a pause ({response}). Sending goes on "
    "by itself.",
)


def make_services() -> Services:
    """Everything window and command line work with."""
    types, keyring = catalog(), Secrets(SystemKeyring(), os.environ)
    composer = _WhenAsked(lambda: _drafts(_with_sender(AccountSettings()), Tickets("preview")))

    def open_here(path: Path, clock: Clock | None = None) -> Workspace:
        return open_workspace(path, types, keyring, clock or SystemClock())

    return Services(types, JourneyFiles(types), PreviewService(types, composer, SystemClock()), open_here)


def open_workspace(path: Path, types: NodeCatalog, keyring: Secrets, clock: Clock) -> Workspace:
    """A workspace with its services, created if there is none; raises `WorkspaceError`."""
    database = Database.open(path)
    settings = SettingsService(database)
    senders = _Senders(database, settings, keyring)
    late = CatchUp()
    turn = EngineTurn(Engine(database, types, catch_up=late))
    machine = Machine(database, turn, settings, clock, lambda: senders.delivery(clock))
    retention = RetentionService(database, turn, clock)
    runner = Runner(machine, database, clock, RunnerLock(path), retention.quiet_step)
    journeys = JourneyService(database, types, turn, clock, runner.wake)
    return Workspace(
        database=database,
        journeys=journeys,
        versions=VersionService(database, types, turn, clock, journeys.around),
        pausing=PausingService(database, turn, clock, runner.wake),
        lateness=LatenessService(database, turn, settings, clock, late),
        contacts=ContactService(database, clock, runner.wake),
        counting=CountingService(database, clock),
        erasing=Erasing(turn, clock, runner.wake),
        imports=ImportService(database, turn, settings, clock),
        settings=settings,
        habits=HabitsService(database),
        runner=runner,
        virtual=VirtualTime(database, types, clock, senders.virtual_delivery),
        reports=ReportService(database),
        whereabouts=WhereaboutsService(database, clock),
        activity=ActivityService(database, turn, clock, runner.wake),
        retention=retention,
        lists=ListService(database, clock, runner.wake),
        vouchers=VoucherService(database, runner.wake),
        points=PointsService(database, clock, runner.wake),
        tasks=TaskService(database, clock, runner.wake),
        passwords=keyring,
        mail_reading=MailReading(database, settings),
        step_history=StepHistory(database, clock),
        trial=TrialMail(clock, senders.trial),
        trial_message=TrialMessage(clock, lambda: senders.service_trial(clock)),
    )


class _WhenAsked:
    """A composer that is made when the first message is to be written."""

    def __init__(self, make: Callable[[], Composer]) -> None:
        self._composer = cache(make)

    def compose(self, message: Decided) -> Outgoing:
        """See `Composer`."""
        return self._composer().compose(message)


class _Senders:
    """Makes the delivery that the settings of a workspace ask for."""

    def __init__(self, database: Database, settings: SettingsService, keyring: Secrets) -> None:
        self._database = database
        self._settings = settings
        self._keyring = keyring
        self._tickets = Tickets(_identity(database))

    def delivery(self, clock: Clock) -> Delivery | PostOffice:
        """Over the network or into a folder, as the person has chosen."""
        if self._settings.get().delivery == "folder":
            return self._into_folder(clock, own_instants=False)
        return PostOffice(self._database, lambda route: self._by(route, clock))

    def virtual_delivery(self, clock: Clock) -> Delivery:
        """Always into the folder."""
        return self._into_folder(clock, own_instants=True)

    def _into_folder(self, clock: Clock, *, own_instants: bool) -> Delivery:
        composer = _drafts(_with_sender(self._settings.get().account), self._tickets)
        channel = FolderChannel(self._settings.mail_folder())
        return Delivery(self._database, channel, composer, clock, own_instants=own_instants)

    def _by(self, route: str, clock: Clock) -> Delivery:
        """The delivery of one route."""
        from app.channels.http_channel import HttpChannel
        from app.channels.smtp import SmtpChannel

        settings = self._settings.get()
        account, composer = settings.account, self._composer(settings)
        if route != MAIL:
            web = HttpChannel(clock, settings.own_hosts.__contains__, ca_file=account.ca_file)
            names = {f"{SERVICE}{each.id}": each.name for each in settings.services}
            pause = _SERVICE_PAUSE.fill(service=names.get(route, route), response="{response}")
            return Delivery(self._database, web, composer, clock, route=route, pause=pause)
        channel = self._channel(settings)
        if isinstance(channel, SmtpChannel) and not account.imprint.strip():
            channel = UnreadyChannel(_NO_IMPRINT)
        return Delivery(self._database, channel, composer, clock, route=route, per_minute=account.per_minute)

    def _composer(self, settings: WorkspaceSettings) -> Composer:
        """Writes what really goes out."""
        from app.channels.any_composer import AnyComposer
        from app.channels.composing import MailComposer
        from app.channels.http_calls import CallComposer
        from app.channels.http_services import ServiceComposer
        from app.channels.notes import NoteComposer

        own, confirmed = settings.own_hosts.__contains__, settings.confirmed_hosts.__contains__
        services = {service.id: service for service in settings.services}
        return AnyComposer(
            mail=MailComposer(settings.account, self._tickets),
            note=NoteComposer(settings.account, self._tickets),
            service=ServiceComposer(services, self._secret, self._tickets, own),
            call=CallComposer(self._tickets, confirmed, own),
        )

    def _secret(self, service_id: str, key: str) -> str | None:
        return self._keyring.secret(secret_name(service_id, key))

    def trial(self) -> tuple[Composer, Channel]:
        """What a test mail goes through."""
        from app.channels.composing import MailComposer

        settings = self._settings.get()
        account = settings.account if settings.delivery == "smtp" else _with_sender(settings.account)
        return MailComposer(account, self._tickets), self._channel(settings)

    def service_trial(self, clock: Clock) -> tuple[Composer, Channel]:
        """What a test of a service goes through, also while mails are put into a folder."""
        from app.channels.http_channel import HttpChannel

        settings = self._settings.get()
        return self._composer(settings), HttpChannel(clock, settings.own_hosts.__contains__)

    def _channel(self, settings: WorkspaceSettings) -> Channel:
        account = settings.account
        if settings.delivery == "folder":
            return FolderChannel(self._settings.mail_folder())
        if not account.host or not account.from_address:
            return UnreadyChannel(_NO_ACCOUNT)
        from app.channels.smtp import SmtpChannel

        return SmtpChannel(account, lambda: self._keyring.password(account.user))


def _drafts(account: AccountSettings, tickets: Tickets) -> Composer:
    """Writes what only a person looks at: nothing has to be set up or confirmed for that."""
    from app.channels.any_composer import AnyComposer
    from app.channels.composing import MailComposer
    from app.channels.http_calls import CallComposer
    from app.channels.http_services import DraftComposer
    from app.channels.notes import NoteComposer

    return AnyComposer(
        mail=MailComposer(account, tickets),
        note=NoteComposer(account, tickets),
        service=DraftComposer(tickets),
        call=CallComposer(tickets, _any_host, _any_host),
    )


def _any_host(_: str) -> bool:
    return True


def _with_sender(account: AccountSettings) -> AccountSettings:
    """Files need a sender too, even before a person has set up an account."""
    if account.from_address:
        return account
    return account.model_copy(update={"from_name": "Stellwerk", "from_address": "stellwerk@example.org"})


def _identity(database: Database) -> str:
    """A random name of the workspace that seals its tickets, made when it is first opened."""
    with database.write() as conn:
        identity: str | None = stored.get(conn, _IDENTITY)
        if identity is None:
            identity = secrets.token_hex(16)
            stored.put(conn, _IDENTITY, identity)
    return identity
