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
class Sender:
    """Who a mail comes from, as its text says it."""

    name: str
    address: str
    imprint: str


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


class Renderer:
    """One content in one language, ready to be filled. A mistake in it raises `ComposeError` at once."""

    def __init__(
        self, content: MailContent, language: Language, sender: Sender, layout: ReadLayout = bundled_layout
    ) -> None:
        frame = layout(content.layout)
        html = TemplateEnvironment(language, escape=True)
        plain = TemplateEnvironment(language, escape=False)
        body = MarkdownBody(content.body, html)
        self._subject = partial(filled, plain.compiled(content.subject))
        self._preheader = partial(filled, plain.compiled(content.preheader))
        self._html_body = partial(filled, html.compiled(body.html()))
        self._text_body = partial(filled, plain.compiled(body.text()))
        self._html = partial(filled, html.compiled(frame.html))
        self._text = partial(filled, plain.compiled(frame.text))
        self._language = language
        self._sender = Values("sender", {**asdict(sender), "imprint_lines": sender.imprint.splitlines()})

    def render(self, variables: Mapping[str, Any], unsubscribe_url: str) -> Rendered:
        """The mail for one contact; a value that is missing and yet printed raises `ComposeError`."""
        said = {
            "contact": Values("contact", variables.get("contact") or {}),
            "event": Values("event", variables.get("event") or {}),
            "sender": self._sender,
            "unsubscribe_url": unsubscribe_url,
        }
        subject = one_line(self._subject(said))
        if not subject:
            raise ComposeError("no_subject")
        frame = {
            "sender": self._sender,
            "unsubscribe_url": unsubscribe_url,
            "language": self._language,
            "subject": subject,
            "preheader": one_line(self._preheader(said)),
        }
        html = self._html({**frame, "content": Markup(self._html_body(said))})  # noqa: S704 (escaped above)
        text = self._text({**frame, "content": _close_gaps(self._text_body(said))})
        return Rendered(subject, html, _close_gaps(text) + "\n")


def one_line(words: str) -> str:
    """Words that fit into a header: line breaks and other control characters become a space."""
    return " ".join(_BREAKS.sub(" ", words).split())


def _close_gaps(text: str) -> str:
    return _GAPS.sub("\n\n", text).strip()
