"""Walks a program on the bus of screen readers: `dbus-run-session python -m tests.support.atspi_walk`.

It starts the program, asks the bus for it as a screen reader does, and prints each entry: depth, role,
whether it is selected, name. Needs `gdbus` and the AT-SPI services, and a display.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time

PATIENCE = 20.0
SELECTED = 1 << 23
"""The bit of ATSPI_STATE_SELECTED."""
ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
PLACE = re.compile(r"\('([^']+)', (?:objectpath )?'([^']+)'\)")


def gdbus(*arguments: str) -> str:
    """What the bus answers, empty if it does not."""
    call = subprocess.run(["gdbus", "call", *arguments], capture_output=True, text=True, check=False)
    return call.stdout.strip()


class Bus:
    """The bus that screen readers listen on."""

    def __init__(self) -> None:
        place = ("--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus")
        self._address = gdbus(*place, "--method", "org.a11y.Bus.GetAddress")[2:-3]

    def ask(self, place: tuple[str, str], method: str, *arguments: str) -> str:
        """Call a method of something on the bus."""
        where = ("--address", self._address, "--dest", place[0], "--object-path", place[1])
        return gdbus(*where, "--method", method, *arguments)

    def children(self, place: tuple[str, str]) -> list[tuple[str, str]]:
        """What is below something."""
        return [(name, path) for name, path in PLACE.findall(self.ask(place, f"{ACCESSIBLE}.GetChildren"))]

    def name(self, place: tuple[str, str]) -> str:
        """Its name."""
        answer = self.ask(place, "org.freedesktop.DBus.Properties.Get", ACCESSIBLE, "Name")
        return answer[3:-4]

    def role(self, place: tuple[str, str]) -> str:
        """Its role as a word."""
        return self.ask(place, f"{ACCESSIBLE}.GetRoleName")[2:-3]

    def is_selected(self, place: tuple[str, str]) -> bool:
        """Whether it is selected."""
        first = re.search(r"\d+(?=,|\])", self.ask(place, f"{ACCESSIBLE}.GetState").replace("uint32 ", ""))
        return bool(first and int(first.group()) & SELECTED)


def walk(bus: Bus, place: tuple[str, str], depth: int = 0) -> None:
    """Print something and all below it."""
    mark = "*" if bus.is_selected(place) else "-"
    print(depth, bus.role(place), mark, bus.name(place), sep="\t", flush=True)
    for child in bus.children(place):
        walk(bus, child, depth + 1)


def main() -> int:
    """Start the program, wait until the bus knows it, and walk."""
    bus = Bus()
    with subprocess.Popen([sys.executable, "-m", "tests.support.atspi_program"]) as program:
        try:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                windows = [each for top in bus.children((REGISTRY, ROOT)) for each in bus.children(top)]
                if windows and bus.children(windows[0]):
                    walk(bus, windows[0])
                    return 0
                time.sleep(0.2)
            return 1
        finally:
            program.terminate()


if __name__ == "__main__":
    sys.exit(main())
