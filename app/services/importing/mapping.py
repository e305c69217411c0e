"""What each column of a table is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.errors import TableError
from app.core.fields import READ_ONLY_FIELDS, FieldBook, FieldSpec
from app.core.text import Text
from app.services.importing.values import DateFormat, Decimal


@dataclass(frozen=True)
class Ignore:
    """The column is left out."""


@dataclass(frozen=True)
class IntoField:
    """The column fills a field: a standard or custom one, or with `create` one that is added first."""

    key: str
    dates: DateFormat = "german"
    decimal: Decimal = ","
    create: FieldSpec | None = None


@dataclass(frozen=True)
class IntoTags:
    """The column holds tags, with a separator between them."""

    separator: str = ","


@dataclass(frozen=True)
class IntoConsent:
    """The column tells whether the contact consents to a purpose."""

    purpose: str


@dataclass(frozen=True)
class IntoConsentTime:
    """The column tells when the contact gave the word on a purpose."""

    purpose: str
    dates: DateFormat = "german"


ContactTarget = Ignore | IntoField | IntoTags | IntoConsent | IntoConsentTime


@dataclass(frozen=True)
class ContactMapping:
    """The target of each column, in the order of the table."""

    columns: tuple[ContactTarget, ...]

    def check(self, header: Sequence[str], book: FieldBook) -> None:
        """`TableError` if the address is missing, a target is taken twice, or a field cannot be filled."""
        keys = [target.key for target in self.columns if isinstance(target, IntoField)]
        if "email" not in keys:
            raise no_address(header)
        targets = [_identity(target) for target in self.columns if not isinstance(target, Ignore)]
        twice = next((target for target in targets if targets.count(target) > 1), None)
        if twice is not None:
            raise TableError(
                Text(
                    "Zwei Spalten sollen dasselbe füllen: {what}. Bitte lassen Sie eine davon weg.",
                    "Two columns are to fill the same: {what}. Please leave one of them out.",
                ).fill(what=twice[1])
            )
        for target in self.columns:
            if isinstance(target, IntoField):
                _check_field(target, book)

    @property
    def new_fields(self) -> tuple[FieldSpec, ...]:
        """The fields to create."""
        return tuple(
            target.create
            for target in self.columns
            if isinstance(target, IntoField) and target.create is not None
        )


@dataclass(frozen=True)
class EventMapping:
    """Which column of a table of events is what, by index; `properties` of their own stay in their columns.

    Without `kind`, every row is an event of type `fixed_type`; without `at`, it happened at the instant
    of the import.
    """

    email: int
    kind: int | None = None
    fixed_type: str = ""
    at: int | None = None
    dates: DateFormat = "iso"
    properties: int | None = None
    dedupe: int | None = None
    extra: tuple[tuple[int, str], ...] = ()
    decimal: Decimal = ","


def no_address(header: Sequence[str]) -> TableError:
    """The sentence for a table in which no column holds the addresses."""
    names = ", ".join(name for name in header if name)
    return TableError(
        Text(
            "Die Tabelle hat keine Spalte mit E-Mail-Adressen (gefunden: {names}). Bitte nennen Sie die "
            "Spalte in der ersten Zeile „E-Mail“ oder wählen Sie sie in der Zuordnung aus.",
            "The table has no column with email addresses (found: {names}). Please name the column “Email” "
            "in the first row, or choose it in the mapping.",
        ).fill(names=names or "–")
    )


def _identity(target: ContactTarget) -> tuple[str, str]:
    match target:
        case IntoField(key=key):
            return "field", key
        case IntoConsent(purpose=purpose):
            return "consent", purpose
        case IntoConsentTime(purpose=purpose):
            return "consent_time", purpose
        case _:
            return "tags", "Tags"


def _check_field(target: IntoField, book: FieldBook) -> None:
    if target.key in READ_ONLY_FIELDS - {"email"}:
        raise TableError(
            Text(
                "Das Merkmal „{label}“ setzt das Programm selbst. Bitte lassen Sie die Spalte weg.",
                "The attribute “{label}” is set by the program itself. Please leave the column out.",
            ).fill(label=book.label(target.key))
        )
    if target.create is None and target.key not in book:
        raise TableError(
            Text(
                "Das Merkmal „{key}“ gibt es in diesem Arbeitsbereich nicht. Bitte legen Sie es beim Import "
                "neu an oder lassen Sie die Spalte weg.",
                "The attribute “{key}” does not exist in this workspace. Please create it with the import, "
                "or leave the column out.",
            ).fill(key=target.key)
        )
