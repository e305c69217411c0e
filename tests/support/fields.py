"""One custom field of each kind."""

from __future__ import annotations

from app.core.fields import FieldBook, FieldSpec

CUSTOM = (
    FieldSpec(key="genre", label="Genre"),
    FieldSpec(key="points", label="Points", type="number"),
    FieldSpec(key="birthday", label="Birthday", type="date"),
    FieldSpec(key="last_call", label="Last call", type="instant"),
    FieldSpec(key="vip", label="VIP", type="boolean"),
)
FIELDS = FieldBook(CUSTOM)
