"""From a mail's content to its subject, HTML and text: read once per content, filled per message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

import resources
from app.channels.markdown import MarkdownBody
from app.channels.sender import Sender
from app.channels.templates import TemplateEnvironment, Values, filled
from app.core.errors import ComposeError
from app.core.program import MailContent
from app.core.text import Language

LAYOUT_NAME = re.compile(r"^[a-z0-9][a-z0-9_-]{0,39}$")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_GAPS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


@dataclass(frozen=True)
class Layout:
    """The frame around a mail: Jinja2 sources of its HTML and its text."""

    html: str
    text: str


ReadLayout = Callable[[str], Layout]


@dataclass(frozen=True)
class Rendered:
    """A mail in words."""

    subject: str
    html: str
    text: str


def bundled_layout(name: str) -> Layout:
    """A layout that belongs to the program; a name that is none raises `ComposeError`."""
    if not LAYOUT_NAME.match(name):
        raise ComposeError(f"unknown_layout: {name[:40]}")
    try:
        return Layout(
            *(resources.read_text("templates", "mail", f"{name}.{kind}") for kind in ("html", "txt"))
        )
    except FileNotFoundError as error:
        raise ComposeError(f"unknown_layout: {name}") from error


@dataclass(frozen=True)
class Sources:
    """What is filled: the words of a content, and the frame around them. Jinja2 sources all of them."""

    subject: str
    preheader: str
    html_body: str
    text_body: str
    frame: Layout


class Renderer:
    """One content in one language, ready to be filled. A mistake in it raises `ComposeError` at once."""

    def __init__(
        self, content: MailContent, language: Language, sender: Sender, layout: ReadLayout = bundled_layout
    ) -> None:
        self.html = TemplateEnvironment(language, escape=True)
        self.plain = TemplateEnvironment(language, escape=False)
        frame, body = layout(content.layout), MarkdownBody(content.body, self.html)
        self.sources = Sources(content.subject, content.preheader, body.html(), body.text(), frame)
        self.subject = partial(filled, self.plain.compiled(content.subject))
        self.preheader = partial(filled, self.plain.compiled(content.preheader))
        self.html_body = partial(filled, self.html.compiled(self.sources.html_body))
        self.text_body = partial(filled, self.plain.compiled(self.sources.text_body))
        self._html = partial(filled, self.html.compiled(frame.html))
        self._text = partial(filled, self.plain.compiled(frame.text))
        self.own: Mapping[str, Any] = {**asdict(sender), "imprint_lines": sender.imprint.splitlines()}
        self._always = {"sender": Values("sender", self.own), "language": language}

    def render(self, variables: Mapping[str, Any], unsubscribe_url: str) -> Rendered:
        """The mail for one contact; a value that is missing and yet printed raises `ComposeError`."""
        said = self.said(variables, unsubscribe_url)
        subject = one_line(self.subject(said))
        if not subject:
            raise ComposeError("no_subject")
        frame = {
            "unsubscribe_url": unsubscribe_url,
            "subject": subject,
            "preheader": one_line(self.preheader(said)),
        }
        html = self.framed_html({**frame, "content": self.html_body(said)})
        text = self.framed_text({**frame, "content": close_gaps(self.text_body(said))})
        return Rendered(subject, html, close_gaps(text) + "\n")

    def said(self, variables: Mapping[str, Any], unsubscribe_url: str) -> Mapping[str, Any]:
        """What the words of a content may name."""
        return {
            "contact": Values("contact", variables.get("contact") or {}),
            "event": Values("event", variables.get("event") or {}),
            "sender": self._always["sender"],
            "unsubscribe_url": unsubscribe_url,
        }

    def framed_html(self, frame: Mapping[str, str]) -> str:
        """The frame around `content`, which is HTML, with `subject`, `preheader` and `unsubscribe_url`."""
        content = Markup(frame["content"])  # noqa: S704 (escaped where it was filled)
        return self._html({**self._always, **frame, "content": content})

    def framed_text(self, frame: Mapping[str, str]) -> str:
        """The same for the text part; gaps are still in it."""
        return self._text({**self._always, **frame})


def one_line(words: str) -> str:
    """Words that fit into a header: line breaks and other control characters become a space."""
    return " ".join(_BREAKS.sub(" ", words).split())


def close_gaps(text: str) -> str:
    """Text without more than one empty line in a row."""
    return _GAPS.sub("\n\n", text).strip()
