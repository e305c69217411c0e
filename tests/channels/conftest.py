from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.certificates import Authority
from tests.support.smtp_server import Server, smtp_server


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(params=[None, 0, 60], ids=["step by step", "one ahead", "many ahead"])
def server(authority: Authority, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server that takes a command at a time, one that takes several, and one so fast that many go."""
    with smtp_server(authority.issue(), ahead_seconds=request.param) as running:
        yield running
