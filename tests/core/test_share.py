"""Splits: steady, independent, and close to their weights."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.share import (
    SPACE,
    arm,
    bounds,
    contact_hash,
    contact_hashes,
    position,
    split_factor,
    split_offset,
)

PEOPLE = [contact_hash(f"person{number}@example.org") for number in range(20_000)]


def _arms(node: str, weights: list[int]) -> list[int]:
    factor, offset = split_factor("journey", node), split_offset("journey", node)
    return [arm(position(person, factor, offset), weights) for person in PEOPLE]


@pytest.mark.parametrize("weights", [[50, 50], [10, 90], [1, 1, 1], [70, 20, 10], [0, 100]])
def test_shares_are_kept_to_within_two_percent(weights: list[int]) -> None:
    counted = Counter(_arms("split", weights))
    for place, weight in enumerate(weights):
        assert abs(counted[place] / len(PEOPLE) - weight / sum(weights)) < 0.02


def test_weights_that_are_all_zero_count_as_equal() -> None:
    assert _arms("split", [0, 0]) == _arms("split", [1, 1])


def test_two_splits_are_independent() -> None:
    pairs = Counter(zip(_arms("one", [1, 1]), _arms("two", [1, 1]), strict=True))
    assert all(abs(count / len(PEOPLE) - 0.25) < 0.02 for count in pairs.values())


def test_an_address_has_one_number_however_it_is_written() -> None:
    assert contact_hash(" Anna@Example.org ") == contact_hash("anna@example.org")


def test_every_number_fits_into_63_bits() -> None:
    assert (SPACE - 1) * (SPACE - 1) + SPACE - 1 < 2**63
    assert split_factor("journey", "node") % 2 == 1


@given(
    st.integers(0, SPACE - 1), st.text(max_size=5), st.lists(st.integers(0, 1_000), min_size=1, max_size=6)
)
def test_every_contact_has_exactly_one_arm(contact: int, node: str, weights: list[int]) -> None:
    place = position(contact, split_factor("j", node), split_offset("j", node))
    assert 0 <= place < SPACE
    chosen = arm(place, weights)
    assert 0 <= chosen < len(weights)
    assert weights[chosen] > 0 or not any(weights)


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=6))
def test_bounds_rise(weights: list[int]) -> None:
    assert list(bounds(weights)) == sorted(bounds(weights))


def test_many_addresses_get_the_numbers_that_each_of_them_gets() -> None:
    keys = ["anna@example.org", "bert@example.org", "", "x"]
    assert contact_hashes(keys) == tuple(map(contact_hash, keys))
    assert contact_hashes([]) == ()
