"""Comparing and merging files from the command line, also as the merge driver of git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from app.core import edits
from app.core.document_io import read
from app.core.journey import Journey, Node, Point
from tests.support.command import Commands, journey_file

STEPS = (Node(id="a", type="wait", title="A"), Node(id="b", type="exit", title="B"))
START = Journey(id="j", name="J", nodes=STEPS)
START = edits.move_nodes(edits.connect(START, "a", "next", "b"), {"a": Point(0, 0), "b": Point(0, 120)})
OURS = edits.set_title(START, "a", "Mine")
THEIRS = edits.rename(edits.set_title(START, "a", "Theirs"), "K")


def _files(folder: Path, *journeys: Journey) -> list[Path]:
    found: list[Path] = []
    for place, journey in enumerate(journeys):
        (folder / str(place)).mkdir()
        found.append(journey_file(folder / str(place), journey))
    return found


def test_differences_are_told_with_old_and_new_values(stellwerk: Commands, tmp_path: Path) -> None:
    old, new = _files(tmp_path, START, THEIRS)
    answer = stellwerk("diff", old, new, lang="en")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "~ Changed: “Theirs”.",
        "    Title: “A” → “Theirs”",
        "~ Changed: name.",
        "    name: “J” → “K”",
        "2 differences.",
    ]


@pytest.mark.parametrize("form", [("--json",), ("--format", "json")])
def test_differences_for_programs(stellwerk: Commands, tmp_path: Path, form: tuple[str, ...]) -> None:
    old, new = _files(tmp_path, START, edits.remove_nodes(START, {"b"}))
    data = stellwerk("diff", old, new, *form).data
    assert [(each["kind"], each["node"]) for each in data["changes"]] == [("removed", "b"), ("removed", None)]
    assert data["changes"][1]["edge"] == {"source": "a", "port": "next", "target": "b"}


def test_equal_files_differ_in_nothing(stellwerk: Commands, tmp_path: Path) -> None:
    answer = stellwerk("diff", *_files(tmp_path, START, START))
    assert (answer.code, answer.out) == (0, "Kein Unterschied.\n")


def test_what_only_one_side_changed_is_merged(stellwerk: Commands, tmp_path: Path) -> None:
    out = tmp_path / "out.journey"
    theirs = edits.rename(START, "K")
    answer = stellwerk("merge", *_files(tmp_path, START, OURS, theirs), "-o", out)
    assert (answer.code, read(out)) == (0, edits.rename(OURS, "K"))


def test_conflicts_are_listed_and_our_version_stands_in_the_file(stellwerk: Commands, tmp_path: Path) -> None:
    out = tmp_path / "out.journey"
    answer = stellwerk("merge", *_files(tmp_path, START, OURS, THEIRS), "-o", out, lang="en")
    assert (answer.code, read(out)) == (1, edits.rename(OURS, "K"))
    assert "“title” in “Mine” was changed on both sides. Ours: “Mine”; theirs: “Theirs”." in answer.out


@pytest.mark.parametrize(("side", "title"), [("--ours", "Mine"), ("--theirs", "Theirs")])
def test_a_side_can_be_chosen_for_all_conflicts(
    stellwerk: Commands, tmp_path: Path, side: str, title: str
) -> None:
    out = tmp_path / "out.journey"
    answer = stellwerk.json("merge", *_files(tmp_path, START, OURS, THEIRS), "-o", out, side)
    assert (answer.code, read(out).by_id["a"].title) == (0, title)
    assert [each["key"] for each in answer.data["conflicts"]] == [["step", "a", "title"]]


def test_without_a_common_start_what_both_have_alike_is_no_conflict(
    stellwerk: Commands, tmp_path: Path
) -> None:
    base, out = tmp_path / "empty", tmp_path / "out.journey"
    base.touch()
    answer = stellwerk.json("merge", base, *_files(tmp_path, START, OURS), "-o", out)
    assert [each["key"] for each in answer.data["conflicts"]] == [["step", "a", "title"]]
    assert (answer.code, read(out)) == (1, START)


def test_another_journey_is_refused(stellwerk: Commands, tmp_path: Path) -> None:
    out = tmp_path / "out.journey"
    other = START.replace(id="other", name="Other")
    answer = stellwerk("merge", *_files(tmp_path, START, OURS, other), "-o", out, lang="en")
    assert (answer.code, out.exists()) == (2, False)
    assert "“Other” is another journey" in answer.err


def test_git_merges_journeys_with_it(tmp_path: Path) -> None:
    def git(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        command = ["git", "-C", str(tmp_path), *identity, *words]
        return subprocess.run(command, check=check, capture_output=True, text=True, timeout=60)

    def save(journey: Journey, words: str) -> None:
        journey_file(tmp_path, journey)
        git("add", ".")
        git("commit", "-q", "-m", words)

    git("init", "-q", "-b", "main")
    driver = f"{quote(sys.executable)} -m app merge %O %A %B -o %A"
    git("config", "merge.stellwerk.driver", f"PYTHONPATH={quote(str(Path.cwd()))} {driver}")
    (tmp_path / ".gitattributes").write_text("*.journey merge=stellwerk\n")
    save(START, "start")
    git("checkout", "-q", "-b", "other")
    save(edits.rename(START, "K"), "theirs")
    git("checkout", "-q", "main")
    save(OURS, "ours")
    git("merge", "-q", "other", "-m", "together")
    (file,) = tmp_path.glob("*.journey")
    assert read(file) == edits.rename(OURS, "K")
