"""The two ways out of a step that asks one question."""

from __future__ import annotations

from app.core.node import Port
from app.core.text import Text

YES, NO = "yes", "no"
ANSWERS = (Port(YES, Text("Ja", "Yes")), Port(NO, Text("Nein", "No")))
