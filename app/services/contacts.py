"""The contacts of a workspace: list, search, one contact with everything known about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.clock import Clock
from app.core.errors import TableError, WorkspaceError
from app.core.fields import FieldBook, FieldSpec
from app.core.records import ConsentRecord, Contact, EventRecord, TimelineEntry
from app.core.rules.tree import ConsentStatus, Rule
from app.core.text import Text
from app.services.importing.addresses import BAD_ADDRESS, clean_address
from app.store import consents, contact_lists, contacts, events, segments, suppressions
from app.store.contact_columns import add_field
from app.store.contact_lists import ContactQuery
from app.store.contacts import NewContact
from app.store.database import Database
from app.store.samples import event_samples, samples
from app.store.suppressions import Suppression
from app.store.timeline import timeline

LONGEST_TYPE = 80


@dataclass(frozen=True)
class ContactDetail:
    """Everything known about one contact; `suppressed` says why its address is blocked, or is empty."""

    contact: Contact
    consents: tuple[ConsentRecord, ...]
    suppressed: str
    timeline: tuple[TimelineEntry, ...]


class ContactService:
    """Looks up and edits contacts; `changed` is called after every change."""

    def __init__(self, database: Database, clock: Clock, changed: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._changed = changed

    @property
    def fields(self) -> FieldBook:
        """All fields of this workspace."""
        return self._database.fields

    def count(self, search: str = "", rule: Rule | None = None) -> int:
        """How many contacts match a search (name, address, company, city) and a rule."""
        with self._database.read() as conn:
            query = self._query(conn, search, rule=rule)
            return contact_lists.count_contacts(conn, self.fields, query)

    def page(
        self, offset: int, limit: int, search: str = "", order: str = "", *, descending: bool = False
    ) -> list[Contact]:
        """A part of the list, ordered by a field, or by the order in which contacts came in."""
        with self._database.read() as conn:
            query = self._query(conn, search, order, descending=descending)
            return contact_lists.contact_page(conn, self.fields, query, offset, limit)

    def ids(self, search: str = "", order: str = "", *, descending: bool = False) -> list[int]:
        """The ids of all contacts that match a search, in order."""
        with self._database.read() as conn:
            query = self._query(conn, search, order, descending=descending)
            return contact_lists.contact_ids(conn, self.fields, query)

    def load(self, ids: Sequence[int]) -> list[Contact]:
        """Contacts by id; those that are gone are left out."""
        with self._database.read() as conn:
            return contacts.load_contacts(conn, self.fields, ids)

    def by_email(self, email: str) -> Contact | None:
        """The contact of an address, in any case of letters."""
        with self._database.read() as conn:
            return contacts.contact_by_email(conn, self.fields, email)

    def detail(self, contact_id: int) -> ContactDetail:
        """Everything about one contact, the newest first; `WorkspaceError` if it is gone."""
        with self._database.read() as conn:
            contact = contacts.get_contact(conn, self.fields, contact_id)
            if contact is None:
                raise WorkspaceError(_GONE)
            blocked = suppressions.suppression_of(conn, contact.email)
            return ContactDetail(
                contact,
                tuple(consents.consent_history(conn, contact_id)),
                blocked.reason if blocked else "",
                tuple(timeline(conn, contact_id)),
            )

    def add(self, values: Mapping[str, Any], tags: Sequence[str] = ()) -> int:
        """A new contact; returns its id. `TableError` if the address is invalid or taken."""
        address = _address(str(values.get("email") or ""))
        contact = NewContact({**values, "email": address}, frozenset(tags))
        with self._database.write() as conn:
            if contacts.id_by_email(conn, address) is not None:
                raise TableError(_TAKEN.fill(address=address))
            contacts.upsert_contacts(conn, self.fields, [contact], self._clock.now(), watch=True)
            contact_id = contacts.id_by_email(conn, address)
        self._changed()
        assert contact_id is not None
        return contact_id

    def change(self, contact_id: int, values: Mapping[str, Any]) -> None:
        """Set fields by key; None empties one. `TableError` if a new address is invalid."""
        checked = {**values, "email": _address(str(values["email"] or ""))} if "email" in values else values
        with self._database.write() as conn:
            contacts.set_values(conn, self.fields, contact_id, checked, self._clock.now(), watch=True)
        self._changed()

    def set_tags(self, contact_id: int, tags: Sequence[str]) -> None:
        """Replace the tags."""
        wanted = {tag.strip() for tag in tags if tag.strip()}
        with self._database.write() as conn:
            contact = contacts.get_contact(conn, self.fields, contact_id)
            had = contact.tags if contact else frozenset[str]()
            for tag in sorted(had ^ wanted):
                present = tag in wanted
                contacts.set_tag(conn, [contact_id], tag, self._clock.now(), present=present, watch=True)
        self._changed()

    def set_consent(self, contact_id: int, purpose: str, status: ConsentStatus, source: str = "") -> None:
        """Write down a word on a purpose."""
        with self._database.write() as conn:
            record = ConsentRecord(purpose, status, self._clock.now(), source)
            consents.add_consent(conn, contact_id, record, watch=True)
        self._changed()

    def block(self, contact_id: int) -> None:
        """Never send to the address of a contact again, whatever it has consented to."""
        with self._database.write() as conn:
            suppressions.suppress(
                conn, Suppression(self._email(conn, contact_id), "manual", self._clock.now())
            )
        self._changed()

    def unblock(self, contact_id: int) -> None:
        """Take the address of a contact off the list of blocked ones."""
        with self._database.write() as conn:
            suppressions.lift_suppression(conn, self._email(conn, contact_id))
        self._changed()

    def record(self, event: EventRecord) -> bool:
        """Write down that a contact did something; False if its dedupe key is known already.

        Raises `TableError` for a type that is none, `WorkspaceError` for an unknown address.
        """
        if not event.type.strip() or len(event.type) > LONGEST_TYPE:
            raise TableError(_BAD_TYPE.fill(longest=LONGEST_TYPE))
        with self._database.write() as conn:
            if contacts.id_by_email(conn, event.email) is None:
                raise WorkspaceError(_UNKNOWN.fill(address=event.email))
            new = events.record_event(conn, event)
        self._changed()
        return new

    def samples(self) -> Mapping[str, tuple[Any, ...]]:
        """Some values of each field that any contact has, those of the latest contacts first."""
        with self._database.read() as conn:
            return samples(conn, self.fields)

    def event_samples(self) -> Mapping[str, tuple[Any, ...]]:
        """Some values of each property that events have, those of the latest events first."""
        with self._database.read() as conn:
            return event_samples(conn)

    def event_types(self) -> list[str]:
        """The types of events that occur in this workspace."""
        with self._database.read() as conn:
            return events.event_types(conn)

    def tags(self) -> list[str]:
        """The tags that occur in this workspace."""
        with self._database.read() as conn:
            return contacts.all_tags(conn)

    def purposes(self) -> list[str]:
        """The purposes of consent that occur in this workspace."""
        with self._database.read() as conn:
            return consents.purposes(conn)

    def add_field(self, spec: FieldSpec) -> None:
        """Create a custom field."""
        with self._database.write() as conn:
            add_field(conn, spec, len(self.fields.custom))
        self._database.refresh_fields()
        self._changed()

    def _email(self, conn: Any, contact_id: int) -> str:
        contact = contacts.get_contact(conn, self.fields, contact_id)
        if contact is None:
            raise WorkspaceError(_GONE)
        return contact.email

    def _query(
        self, conn: Any, search: str, order: str = "", *, descending: bool = False, rule: Rule | None = None
    ) -> ContactQuery:
        known = segments.rules(conn) if rule else {}
        at = self._clock.now()
        return ContactQuery(search, order, descending=descending, rule=rule, at=at, segments=known)


def _address(words: str) -> str:
    address = clean_address(words)
    if address is None:
        hint = Text(". Bitte prüfen Sie die Schreibweise.", ". Please check the spelling.")
        raise TableError(BAD_ADDRESS.fill(value=words[:80]) + hint)
    return address


_GONE = Text(
    "Diesen Kontakt gibt es nicht mehr. Bitte laden Sie die Liste neu.",
    "This contact is no longer there. Please reload the list.",
)
_TAKEN = Text(
    "Einen Kontakt mit der Adresse {address} gibt es schon. Bitte suchen Sie ihn in der Liste.",
    "There is a contact with the address {address} already. Please look for it in the list.",
)
_BAD_TYPE = Text(
    "Die Art des Ereignisses fehlt oder ist länger als {longest} Zeichen. Bitte geben Sie eine an, etwa "
    "„purchase“.",
    "The type of the event is missing or longer than {longest} characters. Please give one, such as "
    "“purchase”.",
)
_UNKNOWN = Text(
    "Einen Kontakt mit der Adresse {address} gibt es in diesem Arbeitsbereich nicht. Bitte legen Sie ihn "
    "zuerst an oder importieren Sie ihn.",
    "There is no contact with the address {address} in this workspace. Please add or import it first.",
)
