"""A first mapping from the names of the columns and a few rows: a proposal that the person confirms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.fields import FieldBook, FieldSpec, FieldType, key_from
from app.core.text import Text
from app.services.importing.addresses import clean_address
from app.services.importing.mapping import (
    ContactTarget,
    EventMapping,
    Ignore,
    IntoConsent,
    IntoConsentTime,
    IntoField,
    IntoTags,
)
from app.services.importing.values import BadCell, DateFormat, Decimal, looks_like_date, read_number

_NAMES: dict[str, str] = {
    "email": "email e-mail mail emailadresse e-mail-adresse emailaddress mailadresse mailaddress",
    "salutation": "anrede salutation title titel",
    "first_name": "vorname firstname givenname forename",
    "last_name": "nachname name lastname surname familienname familyname",
    "company": "firma unternehmen company organisation organization",
    "phone": "telefon telefonnummer tel phone phonenumber mobil mobile handy",
    "city": "ort stadt wohnort city town",
    "country": "land country",
    "language": "sprache language lang",
    "time_zone": "zeitzone timezone",
    "stage": "phase stage lifecyclestage",
    "score": "punktwert score punkte",
}
_BY_NAME = {word.replace("-", ""): key for key, words in _NAMES.items() for word in words.split()}
_TAGS = frozenset(
    ["tags", "tag", "schlagwort", "schlagworte", "schlagwörter", "stichworte", "etiketten", "labels"]
)
_CONSENT = re.compile(r"(?:einwilligung|consent|optin|newsletter|einverständnis)(.*)")
_CONSENT_TIME = re.compile(
    r"(?:einwilligung|consent|optin|newsletter)(?:sdatum|datum|seit|am|vom|zeitpunkt|date|at|time|since)"
)
_EVENT = {
    "kind": frozenset(
        ["event", "ereignis", "eventtype", "ereignistyp", "typ", "type", "ereignisart", "aktion", "action"]
    ),
    "at": frozenset(["time", "zeit", "zeitpunkt", "at", "datum", "date", "timestamp", "wann", "occurredat"]),
    "properties": frozenset(["properties", "eigenschaften", "props", "daten", "data", "json"]),
    "dedupe": frozenset(
        ["dedupekey", "dedupe", "schlüssel", "key", "eventid", "ereignisnummer", "ereignisid", "id"]
    ),
}
_IGNORED = frozenset(["zeile", "grund", "line", "reason"])
DEFAULT_PURPOSE = "newsletter"


@dataclass(frozen=True)
class Guess:
    """What a column seems to be for, and why."""

    target: ContactTarget
    reason: Text


def guess_contacts(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    book: FieldBook,
    declared: Sequence[FieldSpec] = (),
) -> tuple[Guess, ...]:
    """One guess per column; no target is given twice. `declared` fields are created before others."""
    taken: set[object] = set()
    guesses: list[Guess] = []
    for index, name in enumerate(header):
        cells = [row[index].strip() for row in rows if index < len(row) and row[index].strip()]
        guess = _guess(name, cells, book, declared)
        mark = _mark(guess.target)
        if mark in taken:
            guess = Guess(
                Ignore(), Text("Eine andere Spalte füllt dies schon", "Another column fills this already")
            )
        elif mark is not None:
            taken.add(mark)
        guesses.append(guess)
    return _with_address(guesses, rows)


def guess_events(header: Sequence[str], rows: Sequence[Sequence[str]]) -> EventMapping | None:
    """The columns of a table of events, or None if this is none."""
    plain = [_plain(name) for name in header]
    found = {
        role: next((i for i, name in enumerate(plain) if name in words), None)
        for role, words in _EVENT.items()
    }
    email = next((i for i, name in enumerate(plain) if _BY_NAME.get(name) == "email"), None)
    kind, at = found["kind"], found["at"]
    if email is None or kind is None or at is None:
        return None
    used = {email, *(index for index in found.values() if index is not None)}
    extra = tuple(
        (i, header[i]) for i in range(len(header)) if i not in used and header[i] and plain[i] not in _IGNORED
    )
    return EventMapping(
        email=email,
        kind=kind,
        at=at,
        dates=_dates([row[at].strip() for row in rows if at < len(row)]),
        properties=found["properties"],
        dedupe=found["dedupe"],
        extra=extra,
    )


def _guess(name: str, cells: list[str], book: FieldBook, declared: Sequence[FieldSpec]) -> Guess:
    plain = _plain(name)
    if not plain or plain in _IGNORED:
        return Guess(
            Ignore(), Text("Die Spalte hat keinen Inhalt für Kontakte", "Nothing about contacts in it")
        )
    if plain in _BY_NAME:
        reason = Text("Der Name der Spalte sagt es", "The name of the column says so")
        return Guess(IntoField(_BY_NAME[plain], decimal=_decimal(cells)), reason)
    if plain in _TAGS:
        separator = ";" if any(";" in cell for cell in cells) else ","
        return Guess(
            IntoTags(separator), Text("Der Name der Spalte sagt es", "The name of the column says so")
        )
    if _CONSENT_TIME.fullmatch(plain):
        reason = Text("Zeitpunkt der Einwilligung", "When consent was given")
        return Guess(IntoConsentTime(DEFAULT_PURPOSE, _dates(cells)), reason)
    if _CONSENT.fullmatch(plain):
        return Guess(IntoConsent(DEFAULT_PURPOSE), Text("Angabe zur Einwilligung", "Word on consent"))
    return _custom(name, cells, book, declared)


def _custom(name: str, cells: list[str], book: FieldBook, declared: Sequence[FieldSpec]) -> Guess:
    plain = _plain(name)
    for spec in (*book.custom.values(), *declared):
        if plain in (_plain(spec.key), _plain(spec.label)):
            reason = Text("Ein Merkmal dieses Namens gibt es schon", "An attribute of this name exists")
            create = None if spec.key in book else spec
            return Guess(IntoField(spec.key, _dates(cells), _decimal(cells), create), reason)
    spec = FieldSpec(key=key_from(name, book), label=name[:80], type=_type(cells))
    reason = Text("Neues Merkmal aus dieser Spalte", "New attribute from this column")
    return Guess(IntoField(spec.key, _dates(cells), _decimal(cells), create=spec), reason)


def _with_address(guesses: list[Guess], rows: Sequence[Sequence[str]]) -> tuple[Guess, ...]:
    """If no name tells where the addresses are, a column that holds nothing but addresses does."""
    if any(_mark(guess.target) == ("field", "email") for guess in guesses):
        return tuple(guesses)
    for index in range(len(guesses)):
        cells = [row[index].strip() for row in rows if index < len(row) and row[index].strip()]
        if cells and all(clean_address(cell) for cell in cells):
            reason = Text("Alle Zellen sind E-Mail-Adressen", "All cells are email addresses")
            guesses[index] = Guess(IntoField("email"), reason)
            break
    return tuple(guesses)


def _mark(target: ContactTarget) -> tuple[str, str] | None:
    match target:
        case IntoField(key=key):
            return "field", key
        case IntoTags():
            return "tags", ""
        case IntoConsent(purpose=purpose):
            return "consent", purpose
        case IntoConsentTime(purpose=purpose):
            return "consent_time", purpose
        case Ignore():
            return None


def _plain(name: str) -> str:
    return re.sub(r"[\s_.:/()-]+", "", name.casefold())


def _dates(cells: Sequence[str]) -> DateFormat:
    for cell in cells:
        if (found := looks_like_date(cell)) is not None:
            return found
    return "german"


def _decimal(cells: Sequence[str]) -> Decimal:
    points = any(re.fullmatch(r"[+-]?\d+\.\d{1,2}|[+-]?\d+\.\d{4,}", cell) for cell in cells)
    return "." if points and not any("," in cell for cell in cells) else ","


def _type(cells: list[str]) -> FieldType:
    if not cells:
        return "text"
    if all(looks_like_date(cell) for cell in cells):
        return "instant" if any(":" in cell for cell in cells) else "date"
    # A leading zero or plus makes a code (postcode, phone number), not a number.
    coded = any(re.match(r"[+0]\d", cell) for cell in cells)
    if not coded and all(_reads(cell, _decimal(cells)) for cell in cells):
        return "number"
    words = {cell.casefold() for cell in cells}
    return "boolean" if words <= {"ja", "nein", "yes", "no", "true", "false", "wahr", "falsch"} else "text"


def _reads(cell: str, decimal: Decimal) -> bool:
    try:
        read_number(cell, decimal)
    except BadCell:
        return False
    return True
