"""Lists and stocks of voucher codes of a workspace."""

from __future__ import annotations

import pytest

from app.core.errors import WorkspaceError
from app.services.keeping import AddedCodes
from tests.support.shop import Shop


def test_a_list_and_a_pool_are_made_under_a_name(shop: Shop) -> None:
    keeping = shop.space.keeping
    club, autumn = keeping.add_list(" Lesekreis "), keeping.add_pool("Herbst")
    assert [(row.id, row.name, row.size) for row in keeping.lists()] == [(club, "Lesekreis", 0)]
    assert [(row.id, row.name, row.free, row.given) for row in keeping.pools()] == [(autumn, "Herbst", 0, 0)]


@pytest.mark.parametrize(("name", "words"), [("  ", "Enter a name"), ("LESEKREIS", "exists already")])
def test_a_name_must_be_there_and_be_free(shop: Shop, name: str, words: str) -> None:
    shop.space.keeping.add_list("Lesekreis")
    shop.space.keeping.add_pool("Lesekreis")
    for add in (shop.space.keeping.add_list, shop.space.keeping.add_pool):
        with pytest.raises(WorkspaceError, match=words):
            add(name)


def test_codes_come_one_a_line_and_none_twice(shop: Shop) -> None:
    keeping = shop.space.keeping
    pool = keeping.add_pool("Herbst")
    assert keeping.add_codes(pool, "A-1\n\n  A-2 \nA-1\n") == AddedCodes(2, 0)
    assert keeping.add_codes(pool, "A-2\nA-3") == AddedCodes(1, 1)
    assert keeping.free(pool) == 3
    assert keeping.free("none") == 0


def test_a_text_that_is_no_list_of_codes_is_refused_as_a_whole(shop: Shop) -> None:
    pool = shop.space.keeping.add_pool("Herbst")
    with pytest.raises(WorkspaceError, match="line of its own"):
        shop.space.keeping.add_codes(pool, "A-1\n" + "x" * 201)
    assert shop.space.keeping.free(pool) == 0
