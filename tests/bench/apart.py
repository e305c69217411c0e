"""Runs one benchmark in a process of its own, so that its memory and caches do not count for the next."""

from __future__ import annotations

import importlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from tests.bench.figure import Figure


def measured_apart(name: str) -> list[Figure]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, name).result()


def _measure(name: str) -> list[Figure]:
    return importlib.import_module(f"tests.bench.bench_{name}").measure()
