"""Pictures of journeys from the command line; these need Qt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_files import KRIMI
from tests.support.command import Commands

# Qt allows one application in a process: the one that a picture would make has no windows, and tests of
# windows that come later in the same process need some.
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_picture_is_written_without_a_display(stellwerk: Commands, tmp_path: Path, kind: str) -> None:
    picture = tmp_path / f"bild.{kind}"
    answer = stellwerk.json("render", KRIMI, "-o", picture)
    assert (answer.code, answer.data) == (0, {"picture": str(picture)})
    assert picture.read_bytes()[:4] in (b"<?xm", b"<svg", b"\x89PNG", b"%PDF")


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_picture_of_an_unknown_kind_is_refused_in_one_sentence(
    stellwerk: Commands, tmp_path: Path, language: str
) -> None:
    answer = stellwerk("render", KRIMI, "-o", tmp_path / "x.doc", lang=language)
    assert (answer.code, "x.doc" in answer.err, list(tmp_path.iterdir())) == (2, True, [])
