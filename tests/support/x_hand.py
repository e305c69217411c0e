"""Looks at an X display and presses keys on it: `python -m tests.support.x_hand PICTURE KEY...`.

A process of its own, because Qt serves one display a process. It waits until something is drawn, saves the
picture, and presses each key as soon as the picture has changed after the one before.
"""

from __future__ import annotations

import ctypes
import sys
import time

from PySide6.QtGui import QGuiApplication, QImage

PATIENCE = 15.0
"""Seconds to wait for a change before giving up."""
COLORS = 60
"""A picture with so many different colors shows something."""
KEY_PRESS, KEY_RELEASE = 2, 3
WORD = ctypes.c_ulong


class KeyEvent(ctypes.Structure):
    """XKeyEvent, padded to the size of XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", WORD),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", WORD),
        ("root", WORD),
        ("subwindow", WORD),
        ("time", WORD),
        ("place", ctypes.c_int * 4),
        ("state", ctypes.c_uint),
        ("keycode", ctypes.c_uint),
        ("same_screen", ctypes.c_int),
        ("padding", WORD * 24),
    )


class Keys:
    """Sends key events to the newest window of the display."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = WORD
        self._x.XStringToKeysym.restype = WORD
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        self._root = WORD(self._x.XDefaultRootWindow(self._display))

    def press(self, name: str) -> None:
        """Press and release a key by its X name."""
        code = self._x.XKeysymToKeycode(self._display, WORD(self._x.XStringToKeysym(name.encode())))
        for kind, mask in ((KEY_PRESS, 1), (KEY_RELEASE, 2)):
            event = KeyEvent(
                type=kind, window=self._window(), root=self._root.value, keycode=code, same_screen=1
            )
            self._x.XSendEvent(self._display, WORD(event.window), 1, ctypes.c_long(mask), ctypes.byref(event))
        self._x.XSync(self._display, 0)

    def _window(self) -> int:
        root, parent, count = WORD(), WORD(), ctypes.c_uint()
        children = ctypes.POINTER(WORD)()
        self._x.XQueryTree(
            self._display,
            self._root,
            ctypes.byref(root),
            ctypes.byref(parent),
            ctypes.byref(children),
            ctypes.byref(count),
        )
        return max((children[index] for index in range(count.value)), key=self._area)

    def _area(self, window: int) -> int:
        root, x, y = WORD(), ctypes.c_int(), ctypes.c_int()
        sizes = [ctypes.c_uint() for _ in range(4)]
        self._x.XGetGeometry(
            self._display,
            WORD(window),
            ctypes.byref(root),
            ctypes.byref(x),
            ctypes.byref(y),
            *(ctypes.byref(size) for size in sizes),
        )
        return sizes[0].value * sizes[1].value


def look() -> QImage:
    """The whole display."""
    return QGuiApplication.primaryScreen().grabWindow(0).toImage()


def colors(picture: QImage) -> int:
    """How many different colors a picture has, as seen through a sieve."""
    return len(
        {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
    )


def wait_for_change(before: QImage | None) -> QImage:
    """The picture as soon as it shows something other than before."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        picture = look()
        if picture != before and colors(picture) >= COLORS:
            return picture
        time.sleep(0.1)
    sys.exit("nothing new was drawn")


def main() -> None:
    """Save the picture, then press the keys."""
    application = QGuiApplication(sys.argv[:1])
    picture = wait_for_change(None)
    time.sleep(0.5)  # the window is up; what it draws last may still be missing
    picture = look()
    picture.save(sys.argv[1])
    keys = Keys()
    for name in sys.argv[2:]:
        keys.press(name)
        picture = wait_for_change(picture)
    application.quit()


if __name__ == "__main__":
    main()
