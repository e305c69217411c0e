"""The bookshop as tests read it."""

from __future__ import annotations

import csv

import resources
from app.core.document_io import read
from app.core.journey import Journey

FOLDER = ("samples", "bookshop")
TWINS = (
    ("krimi-leseproben", "crime-samples"),
    ("newsletter-willkommen", "newsletter-welcome"),
    ("lange-nicht-gekauft", "long-time-no-purchase"),
    ("geburtstag", "birthday"),
    ("treuepunkte", "loyalty-points"),
)
NAMES = tuple(name for pair in TWINS for name in pair)


def journey(name: str) -> Journey:
    return read(resources.path(*FOLDER, f"{name}.journey"))


def rows(name: str) -> list[dict[str, str]]:
    with resources.path(*FOLDER, name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
