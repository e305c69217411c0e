"""Where the program begins: no argument opens the window, anything else is a command."""

from __future__ import annotations

import gc
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
    from app.cli.window_call import WindowCall
    from app.services.facade import Services
    from app.services.last_workspace import LastWorkspace
    from app.ui.application import Opening

INTERRUPTED = 130
_PACKAGES = ("app", "canvas", "nodes", "resources")
_NO_DISPLAY = Text(
    "Hier gibt es keinen Bildschirm für das Fenster ({why}). Stellwerk zeigt deshalb dieselbe Arbeit im "
    "Terminal.",
    "There is no display for the window here ({why}). So Stellwerk does the same job in the terminal.",
)
_NO_WINDOW = Text(
    "Hier gibt es keinen Bildschirm für das Fenster ({why}). „stellwerk run --workspace {path}“ führt die "
    "Journeys dieses Arbeitsbereichs ohne Fenster aus.",
    "There is no display for the window here ({why}). “stellwerk run --workspace {path}” runs the journeys "
    "of this workspace without a window.",
)
_MOVED = Text(
    "Der Arbeitsbereich vom letzten Mal ist nicht mehr da: {path}. Deshalb ist hier das Beispiel der "
    "Buchhandlung offen. Unter „Einstellungen“ öffnen Sie einen anderen.",
    "The workspace of last time is no longer there: {path}. So this is the example of the bookshop. Open "
    "another one under “Settings”.",
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
    # What is loaded stays: a tenth of the start went into looking for garbage among it.
    gc.disable()
    from app.bootstrap import make_services
    from app.cli.window_call import window_call

    call = window_call(arguments)
    if call is None:
        from app.cli.main import run_command

        _collect_from_here()
        return run_command(make_services(), arguments)
    return _start_window(make_services(), call)


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


def _start_window(services: Services, call: WindowCall) -> int:
    why = missing_display(sys.platform, os.environ)
    if not why:
        try:
            from app.ui.application import run_window
        except ImportError as error:
            why = str(error)
        else:
            last = _last_workspace()
            _collect_from_here()
            try:
                opening = _opening(services, call, last)
            except StellwerkError as error:
                _terminal().fail(error.message)
                return 2
            return run_window(services, opening, sys.argv[:1], last.remember)
    if call.workspace is not None:
        _terminal().fail(_NO_WINDOW.fill(why=why, path=str(call.workspace)))
        return 2
    from app.cli.demo import run_demo

    _collect_from_here()
    terminal = _terminal()
    terminal.say(_NO_DISPLAY.fill(why=why))
    return run_demo(services, terminal)


def _terminal() -> Terminal:
    from app.cli.language import chosen_language
    from app.cli.terminal import Terminal

    return Terminal(chosen_language(()))


def _collect_from_here() -> None:
    gc.freeze()
    gc.enable()


def _last_workspace() -> LastWorkspace:
    from platformdirs import user_data_path

    from app.services.last_workspace import LastWorkspace

    return LastWorkspace(user_data_path("stellwerk", appauthor=False))


def _opening(services: Services, call: WindowCall, last: LastWorkspace) -> Opening:
    """The workspace asked for, else the one of last time, else the bookshop, made if there is none yet."""
    from app.cli.bookshop import WORKSPACE, Bookshop
    from app.cli.language import chosen_language
    from app.ui.application import Opening

    last.folder.mkdir(parents=True, exist_ok=True)
    if call.workspace is not None:
        return Opening(call.workspace, call.journey)
    known, example = last.recall(), last.folder / WORKSPACE
    if known is not None and known.exists():
        spare = example if example.exists() and not example.samefile(known) else None
        return Opening(known, call.journey, spare)
    note = _MOVED.fill(path=str(known)) if known else None
    if example.exists():
        return Opening(example, call.journey, note=note)
    shop = Bookshop(services, last.folder, chosen_language(()))
    return Opening(shop.prepare(), call.journey or shop.journey_file, note=note)


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
