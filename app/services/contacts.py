"""The contacts of a workspace: list, search, one contact with everything known about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.core.clock import Clock, Instant
from app.core.fields import FieldBook, FieldSpec
from app.core.records import ConsentRecord, Contact, EventRecord, TimelineEntry
from app.core.rules.tree import ConsentStatus
from app.store.database import Database


@dataclass(frozen=True)
class ContactDetail:
    """Everything known about one contact."""

    contact: Contact
    consents: tuple[ConsentRecord, ...]
    suppressed: str
    """Why the address is blocked, or empty."""
    timeline: tuple[TimelineEntry, ...]


class ContactService:
    """Looks up and edits contacts."""

    def __init__(self, database: Database, clock: Clock) -> None: ...

    @property
    def fields(self) -> FieldBook:
        """All fields of this workspace."""
        ...

    def count(self, search: str = "") -> int:
        """How many contacts match a search (name, address, company, city)."""
        ...

    def page(
        self, offset: int, limit: int, search: str = "", order: str = "email", *, descending: bool = False
    ) -> list[Contact]:
        """A part of the list, ordered by a field."""
        ...

    def by_email(self, email: str) -> Contact | None:
        """The contact of an address, in any case of letters."""
        ...

    def detail(self, contact_id: int) -> ContactDetail:
        """Everything about one contact, the newest first; `WorkspaceError` if it is gone."""
        ...

    def add(self, values: Mapping[str, Any], tags: Sequence[str] = ()) -> int:
        """A new contact; returns its id. `TableError` if the address is invalid or taken."""
        ...

    def change(self, contact_id: int, values: Mapping[str, Any]) -> None:
        """Set fields by key; None empties one."""
        ...

    def set_tags(self, contact_id: int, tags: Sequence[str]) -> None:
        """Replace the tags."""
        ...

    def set_consent(self, contact_id: int, purpose: str, status: ConsentStatus, source: str = "") -> None:
        """Write down a word on a purpose."""
        ...

    def record(self, event: EventRecord) -> bool:
        """Write down that a contact did something; False if its dedupe key is known already."""
        ...

    def event_types(self) -> list[str]:
        """The types of events that occur in this workspace, for lists to choose from."""
        ...

    def tags(self) -> list[str]:
        """The tags that occur in this workspace."""
        ...

    def add_field(self, spec: FieldSpec) -> None:
        """Create a custom field."""
        ...
