"""Where the program begins: no argument opens the window, anything else is a command."""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.core.errors import StellwerkError
from app.core.text import Text

if TYPE_CHECKING:
    from app.cli.terminal import Terminal
    from app.services.facade import Services

INTERRUPTED = 130
_PACKAGES = ("app", "canvas", "nodes", "resources")
_NO_DISPLAY = Text(
    "Hier gibt es keinen Bildschirm für das Fenster ({why}). Stellwerk zeigt deshalb dieselbe Arbeit im "
    "Terminal.",
    "There is no display for the window here ({why}). So Stellwerk does the same job in the terminal.",
)


def main() -> NoReturn:
    """Run and end with the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    _check_origin()
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not try to write the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Carry out what the arguments ask for; returns the exit code."""
    from app.bootstrap import make_services

    journey = Path(arguments[0]) if arguments and arguments[0].endswith(".journey") else None
    if arguments and journey is None:
        from app.cli.main import run_command

        return run_command(make_services(), arguments)
    return _start_window(make_services(), journey)


def missing_display(platform: str, environment: Mapping[str, str]) -> str:
    """Why no window can be shown, or an empty text: only known beforehand where X11 or Wayland is used."""
    if not platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return ""
    if environment.get("WAYLAND_DISPLAY"):
        return ""
    display = environment.get("DISPLAY", "")
    if not display:
        return "DISPLAY"
    number = display.removeprefix(":").partition(".")[0]
    socket = Path("/tmp/.X11-unix", f"X{number}")  # noqa: S108 (the place that X11 prescribes)
    return f"DISPLAY={display}" if display.startswith(":") and not socket.exists() else ""


def _start_window(services: Services, journey: Path | None) -> int:
    from app.cli.terminal import Terminal, chosen_language

    terminal = Terminal(chosen_language(()))
    why = missing_display(sys.platform, os.environ)
    if not why:
        try:
            from app.ui.application import run_window
        except ImportError as error:
            why = str(error)
        else:
            try:
                workspace, first = _own_workspace(services, terminal)
            except StellwerkError as error:
                terminal.fail(error.message)
                return 2
            return run_window(services, workspace, sys.argv[:1], journey or first)
    from app.cli.demo import run_demo

    terminal.say(_NO_DISPLAY.fill(why=why))
    return run_demo(services, terminal)


def _own_workspace(services: Services, terminal: Terminal) -> tuple[Path, Path | None]:
    """The workspace of this person; when it is new, with the bookshop, whose journey is to be shown."""
    from platformdirs import user_data_path

    from app.cli.bookshop import WORKSPACE, Bookshop

    folder = user_data_path("stellwerk", appauthor=False)
    if (folder / WORKSPACE).exists():
        return folder / WORKSPACE, None
    folder.mkdir(parents=True, exist_ok=True)
    shop = Bookshop(services, folder, terminal.language)
    return shop.prepare(), shop.journey_file


def _check_origin() -> None:
    """The names of our packages are common ones: refuse to run with somebody else's `app`."""
    if getattr(sys, "frozen", False):
        return
    found = {name: importlib.util.find_spec(name) for name in _PACKAGES}
    places = {name: Path(spec.origin).parent.parent for name, spec in found.items() if spec and spec.origin}
    if len(places) < len(_PACKAGES) or len(set(places.values())) > 1:
        names = ", ".join(f"{name}: {place}" for name, place in places.items())
        sys.exit(
            f"Die Pakete von Stellwerk stammen aus verschiedenen Ordnern ({names}). Bitte installieren Sie "
            "es neu. / The packages of Stellwerk come from different folders. Please install it again."
        )


if __name__ == "__main__":
    main()
