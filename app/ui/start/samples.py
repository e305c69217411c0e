"""The journeys that come along: a small template and the bookshop example, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import as_file, files

from app.core.journey import Journey
from app.core.text import Language, Text
from app.services.files import JourneyFiles


@dataclass(frozen=True)
class Sample:
    """One journey to begin with; `file` is its name in each language."""

    file: Text
    icon: str
    title: Text
    words: Text


BOOKSHOP = Sample(
    Text("krimi-leseproben", "crime-samples"),
    "book",
    Text("Beispiel Buchhandlung ansehen", "Look at the bookshop example"),
    Text(
        "Von der Leseprobe bis zum Gutschein: eine ganze Journey mit erfundenen Kontakten.",
        "From sample chapter to voucher: a whole journey with invented contacts.",
    ),
)
TEMPLATE = Sample(
    Text("newsletter-willkommen", "newsletter-welcome"),
    "template",
    Text("Mit einer Vorlage beginnen", "Start from a template"),
    Text(
        "Eine Begrüßung: zwei Mails, eine Wartezeit, eine Verzweigung. Sie tauschen nur die Texte.",
        "A welcome: two mails, one wait, one branch. You only replace the words.",
    ),
)


def samples() -> tuple[Sample, ...]:
    """The samples, in the order in which they are offered."""
    return TEMPLATE, BOOKSHOP


def load_sample(journey_files: JourneyFiles, sample: Sample, language: Language) -> Journey:
    """A sample in a language."""
    source = files("resources").joinpath("samples", "bookshop", f"{sample.file.pick(language)}.journey")
    with as_file(source) as path:
        return journey_files.load(path)
