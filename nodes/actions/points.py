"""What the steps about loyalty points share."""

from __future__ import annotations

from app.core.form import Form
from app.core.formats import number_words
from app.core.text import Text

MOST = 1_000_000
AMOUNT = Form(Text("Punkte", "Points"), "number", minimum=1, maximum=MOST)
REASON = Form(
    Text("Wofür", "What for"),
    "line",
    placeholder=Text("steht im Verlauf des Kontakts", "shown in the contact's history"),
)


def points_words(amount: int) -> Text:
    """So many points: `100 Treuepunkte`."""
    if amount == 1:
        return Text("1 Treuepunkt", "1 loyalty point")
    return Text("{n} Treuepunkte", "{n} loyalty points").fill(n=number_words(amount))
