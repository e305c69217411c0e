"""The skeleton of a mail: what is the same for everybody, written and encoded once for all its mails.

It gives the same bytes as the careful way, which renders a whole mail and then encodes it, in a fraction of
the time. Where that is not certain it gives nothing, and the careful way is taken: for a frame that does
more with the words than to put them in their places, and for values that are not plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self

from jinja2 import nodes
from markupsafe import escape

from app.channels.message import Parts, part_head, quoted
from app.channels.rendering import Renderer, close_gaps, one_line
from app.channels.templates import LONGEST_VALUE, MAX_LENGTH, TemplateEnvironment
from app.core.errors import ComposeError
from app.core.template_language import dotted

_IN_FRAMES = ("subject", "preheader", "content", "unsubscribe_url")
_SPACES = ("contact", "event", "sender")
_LONGEST = MAX_LENGTH // 4
"""Bytes of a part that is nowhere near the limit of the careful way."""
_MARK, _MARK_END = "\ue000", "\ue001"
_MARKED = re.compile(f"{_MARK}([a-z_]+){_MARK_END}")


class Slot(NamedTuple):
    """The place of a value, under the name that templates have for it."""

    name: str


Pieces = Sequence[str | Slot]
Said = Mapping[str, str]


class Skeleton:
    """The skeleton of one content; `of` says whether there is one."""

    def __init__(self, renderer: Renderer, html: Pieces, text: Pieces) -> None:
        sources = renderer.sources
        self._renderer = renderer
        self._subject = _simple(sources.subject, renderer.plain)
        self._preheader = _simple(sources.preheader, renderer.plain)
        self._text_body = _simple(sources.text_body, renderer.plain)
        self._html_body = _simple(sources.html_body, renderer.html)
        self._text = text
        self._html = tuple(_sliced(_within(html, self._html_body)))
        simple = (self._subject, self._preheader, self._text_body, self._html_body)
        self._needs_careful = None in simple
        self._names = {
            piece.name for pieces in simple for piece in pieces or () if isinstance(piece, Slot)
        } - {"unsubscribe_url"}

    @classmethod
    def of(cls, renderer: Renderer) -> Self | None:
        """The skeleton of what a renderer fills, if its frame allows one."""
        frame = renderer.sources.frame
        try:
            html = _framed(frame.html, renderer.html, renderer.framed_html)
            text = _framed(frame.text, renderer.plain, renderer.framed_text)
        except ComposeError:
            return None
        return None if html is None or text is None else cls(renderer, html, text)

    def write(self, variables: Mapping[str, Any], unsubscribe_url: str) -> Parts | None:
        """The mail for one contact, or None where only the careful way knows what it is."""
        said = self._said(variables, unsubscribe_url)
        if said is None:
            return None
        careful: Mapping[str, Any] = {}
        if self._needs_careful:
            careful = self._renderer.said(variables, unsubscribe_url)
        try:
            parts = self._written(said, careful)
        except ComposeError:  # the careful way says so in its own order
            return None
        return parts if parts.subject and max(len(parts.html), len(parts.text)) <= _LONGEST else None

    def _written(self, said: dict[str, str], careful: Mapping[str, Any]) -> Parts:
        renderer = self._renderer
        said["subject"] = one_line(_words(self._subject, said, renderer.subject, careful))
        said["preheader"] = one_line(_words(self._preheader, said, renderer.preheader, careful))
        in_html = {name: str(escape(value)) for name, value in said.items()}
        if self._html_body is None:
            in_html["content"] = renderer.html_body(careful)
        said["content"] = close_gaps(_words(self._text_body, said, renderer.text_body, careful))
        text = close_gaps(_filled(self._text, said)) + "\n"
        html = b"".join(
            [part if isinstance(part, bytes) else quoted(_filled(part, in_html)) for part in self._html]
        )
        return Parts(said["subject"], part_head("plain") + quoted(text), html)

    def _said(self, variables: Mapping[str, Any], unsubscribe_url: str) -> dict[str, str] | None:
        """The values that are named, by their names; None if one of them is not there or no plain word."""
        said = {"unsubscribe_url": unsubscribe_url}
        spaces: Mapping[str, Any] = {**variables, "sender": self._renderer.own}
        for name in self._names:
            space, _, key = name.partition(".")
            values: Mapping[str, Any] = spaces.get(space) or {}
            value = values.get(key)
            if not isinstance(value, str) or not 0 < len(value) <= LONGEST_VALUE:
                return None
            said[name] = value
        return said


def _words(
    pieces: Pieces | None, said: Said, careful: Callable[[Mapping[str, Any]], str], values: Mapping[str, Any]
) -> str:
    return careful(values) if pieces is None else _filled(pieces, said)


def _filled(pieces: Pieces, said: Said) -> str:
    return "".join([piece if isinstance(piece, str) else said[piece.name] for piece in pieces])


def _simple(source: str, environment: TemplateEnvironment) -> Pieces | None:
    """The pieces of a template that only names values; None for one that does more."""
    pieces: list[str | Slot] = []
    for statement in environment.parse(source).body:
        if not isinstance(statement, nodes.Output):
            return None
        for part in statement.nodes:
            piece = part.data if isinstance(part, nodes.TemplateData) else _slot(part)
            if piece is None:
                return None
            pieces.append(piece)
    return tuple(pieces)


def _slot(part: nodes.Node) -> Slot | None:
    name = dotted(part) or ""
    space, _, key = name.partition(".")
    known = name == "unsubscribe_url" or (space in _SPACES and key)
    return Slot(name) if known and "." not in key else None


def _framed(
    source: str, environment: TemplateEnvironment, fill: Callable[[Mapping[str, str]], str]
) -> Pieces | None:
    """The pieces of a frame: filled with marks, which then are the places of the words."""
    tree = environment.parse(source)
    outputs = [part for output in tree.find_all(nodes.Output) for part in output.nodes]
    places = [part for part in outputs if isinstance(part, nodes.Name) and part.name in _IN_FRAMES]
    if len(places) != sum(name.name in _IN_FRAMES for name in tree.find_all(nodes.Name)):
        return None
    if _MARK in fill(dict.fromkeys(_IN_FRAMES, "")):
        return None
    parts = _MARKED.split(fill({name: f"{_MARK}{name}{_MARK_END}" for name in _IN_FRAMES}))
    return tuple(Slot(part) if number % 2 else part for number, part in enumerate(parts))


def _within(frame: Pieces, body: Pieces | None) -> Iterator[str | Slot]:
    for piece in frame:
        if body is not None and piece == Slot("content"):
            yield from body
        else:
            yield piece


def _sliced(pieces: Iterator[str | Slot]) -> Iterator[bytes | Pieces]:
    """Lines that are the same for everybody, encoded, and between them the pieces of all others."""
    fixed = ""
    yield part_head("html")
    for line in _lines(pieces):
        if all(isinstance(piece, str) for piece in line):
            fixed += _filled(line, {})
            continue
        yield quoted(fixed)
        yield tuple(line)
        fixed = ""
    yield quoted(fixed)


def _lines(pieces: Iterator[str | Slot]) -> Iterator[list[str | Slot]]:
    line: list[str | Slot] = []
    for piece in pieces:
        if isinstance(piece, Slot):
            line.append(piece)
            continue
        first, *others = piece.split("\n")
        line.append(first)
        for other in others:
            yield [*line, "\n"]
            line = [other]
    yield line
