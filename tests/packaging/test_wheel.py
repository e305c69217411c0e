"""What a wheel of the project brings along."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel

from tests.packaging.checkout import PACKAGES, ROOT


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        with zipfile.ZipFile(folder / build_wheel(str(folder))) as wheel:
            return set(wheel.namelist())


def test_the_wheel_holds_the_four_packages_and_no_tests(wheel_files: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel_files}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_wheel_holds_every_module_and_every_data_file(wheel_files: set[str]) -> None:
    files = {path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    assert {_inside(path) for path in files if "__pycache__" not in path.parts} - wheel_files == set()


def test_the_wheel_holds_the_licenses_of_what_it_brings(wheel_files: set[str]) -> None:
    names = {name.rsplit("/", 1)[-1] for name in wheel_files if ".dist-info/licenses/" in name}
    assert names >= {"LICENSE", "tabler-icons.txt", "inter.txt"}


def _inside(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
