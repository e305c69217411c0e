from __future__ import annotations

import gc

import pytest

from app.services.importing.addresses import clean_address, not_plain
from app.services.importing.batches import many_cells

PLAIN = ["anna@example.org", "A.B-c_d+e@sub.example.museum", f"{'a' * 40}@example.org"]
OTHERS = [
    "",
    " anna@example.org",
    "anna@example.org\n",
    "jörg@example.org",
    "a@b",
    f"{'a' * 64}@example.org",
    "a@b@c.de",
]


def test_only_addresses_that_stand_as_they_are_to_be_stored_are_plain() -> None:
    cells = [*PLAIN, *OTHERS, *PLAIN]
    assert not_plain(cells) == list(range(len(PLAIN), len(PLAIN) + len(OTHERS)))
    assert not_plain(PLAIN) == not_plain([]) == []
    assert [clean_address(address) for address in PLAIN] == PLAIN


def test_garbage_is_looked_for_as_before_after_an_import_whatever_its_end() -> None:
    before = gc.get_threshold()
    with many_cells():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before
    with pytest.raises(ValueError, match="x"), many_cells():
        raise ValueError("x")
    assert gc.get_threshold() == before
