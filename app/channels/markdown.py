"""Markdown to HTML and to plain text, with the placeholders of Jinja2 kept as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinja2 import TemplateError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.channels.plain import plain_text
from app.channels.templates import TemplateEnvironment
from app.core.errors import ComposeError

BUTTON = "button"
_STYLES: Mapping[str, str] = {
    "p": "margin:0 0 16px;",
    "h1": "margin:0 0 16px;font-size:26px;line-height:1.25;font-weight:700;",
    "h2": "margin:24px 0 12px;font-size:20px;line-height:1.3;font-weight:700;",
    "h3": "margin:20px 0 8px;font-size:17px;line-height:1.35;font-weight:700;",
    "ul": "margin:0 0 16px;padding:0 0 0 24px;",
    "ol": "margin:0 0 16px;padding:0 0 0 24px;",
    "li": "margin:0 0 6px;",
    "blockquote": "margin:0 0 16px;padding:4px 0 4px 16px;border-left:3px solid #c8d0da;color:#4a5565;",
    "a": "color:#1d4f91;text-decoration:underline;",
    "img": "max-width:100%;height:auto;border:0;",
    "hr": "margin:24px 0;border:0;border-top:1px solid #d9dfe7;",
}
_IN_PARAGRAPH = {"paragraph_open": 0, "inline": 1, "paragraph_close": 2}
_BUTTON_START = (
    '<table role="presentation" border="0" cellpadding="0" cellspacing="0" style="margin:8px 0 24px;"><tr>'
    '<td align="center" bgcolor="#1d4f91" style="border-radius:6px;background:#1d4f91;">'
)
_BUTTON_END = "</td></tr></table>\n"
_BUTTON_LINK = (
    "display:inline-block;padding:13px 26px;border:1px solid #1d4f91;border-radius:6px;color:#ffffff;"
    "font-weight:700;text-decoration:none;"
)


class MarkdownBody:
    """A Markdown source, read once; gives the Jinja2 sources of the HTML and of the text part."""

    def __init__(self, source: str, environment: TemplateEnvironment) -> None:
        self._shield = Shield(source, environment)
        self._reader = MarkdownIt("commonmark", {"html": False}).enable("table")

    def html(self) -> str:
        """Inline-styled HTML; link targets that come from values are checked and encoded."""
        tokens = self._tokens()
        _style(tokens)
        return self._shield.lift(self._reader.renderer.render(tokens, self._reader.options, {}))

    def text(self) -> str:
        """Plain text with readable links."""
        return self._shield.lift(plain_text(self._tokens()))

    def _tokens(self) -> list[Token]:
        tokens = self._reader.parse(self._shield.shielded)
        for token in _all(tokens):
            for name in ("href", "src"):
                if (target := token.attrGet(name)) is not None:
                    token.attrSet(name, self._shield.as_target(str(target)))
        return self._bare_blocks(tokens)

    def _bare_blocks(self, tokens: list[Token]) -> list[Token]:
        """A paragraph that holds nothing but blocks such as `{% if … %}` is no paragraph."""
        kept: list[Token] = []
        for index, token in enumerate(tokens):
            offset = _IN_PARAGRAPH.get(token.type)
            bare = offset is not None and self._is_bare(tokens[index - offset : index - offset + 2])
            if bare and token.type == "inline":
                kept.append(Token("html_block", "", 0, content=token.content + "\n"))
            elif not bare:
                kept.append(token)
        return kept

    def _is_bare(self, paragraph: list[Token]) -> bool:
        opening, inline = paragraph
        return opening.type == "paragraph_open" and self._shield.only_blocks(inline.content)


class Shield:
    """Hides every `{{ … }}`, `{% … %}` and `{# … #}` of a source behind a word that Markdown leaves alone."""

    def __init__(self, source: str, environment: TemplateEnvironment) -> None:
        self._word = "xq"
        while self._word in source:
            self._word += "q"
        self._hidden: list[str] = []
        self._inner: list[str | None] = []
        self._pattern = re.compile(self._word + r"(\d+)([zlu])")
        self.shielded = "".join(self._pieces(source, environment))
        lone = re.compile(rf"(?m)^[ \t]*((?:{self._word}\d+z[ \t]*)+)$")
        self.shielded = lone.sub(self._apart, self.shielded)

    def _pieces(self, source: str, environment: TemplateEnvironment) -> Iterator[str]:
        held: list[str] = []
        try:
            for _, kind, value in environment.lex(source):
                if kind == "data" and not held:
                    yield value
                    continue
                held.append(value)
                if kind.endswith("_end"):
                    yield self._hide(held, kind)
                    held = []
        except TemplateError as error:
            raise ComposeError(f"template_error: {error.message or type(error).__name__}") from error
        yield "".join(held)  # never closed: the compiler will say so

    def _apart(self, line: re.Match[str]) -> str:
        """A line of block tags stands alone, lest it becomes part of the paragraph or list beside it."""
        return f"\n{line[1]}\n" if self.only_blocks(line[1]) else line[0]

    def _hide(self, held: list[str], kind: str) -> str:
        self._hidden.append("".join(held))
        self._inner.append("".join(held[1:-1]).strip() if kind == "variable_end" else None)
        return f"{self._word}{len(self._hidden) - 1}z"

    def lift(self, text: str) -> str:
        """The text with everything hidden back in its place."""
        return self._pattern.sub(self._original, text)

    def only_blocks(self, text: str) -> bool:
        """Whether a text consists of block tags and comments alone."""
        found = list(self._pattern.finditer(text))
        blank = not self._pattern.sub("", text).strip()
        return bool(found) and blank and all(self._inner[int(match[1])] is None for match in found)

    def as_target(self, target: str) -> str:
        """The target of a link: a value in front must be a whole address, one further on is encoded."""
        return self._pattern.sub(lambda found: self._marked(found, "u" if found.start() else "l"), target)

    def _marked(self, found: re.Match[str], mark: str) -> str:
        return f"{self._word}{found[1]}{mark}"

    def _original(self, found: re.Match[str]) -> str:
        number, mark = int(found[1]), found[2]
        inner = self._inner[number]
        if inner is None or mark == "z" or _urlencoded(inner, mark):
            return self._hidden[number]
        return f"{{{{ ({inner})|{'link' if mark == 'l' else 'urlencode'} }}}}"


def _urlencoded(inner: str, mark: str) -> bool:
    return mark == "u" and inner.replace(" ", "").endswith("|urlencode")


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _style(tokens: list[Token]) -> None:
    for index, token in enumerate(tokens):
        if token.type == "inline" and _is_button(token):
            _make_button(tokens[index - 1], token, tokens[index + 1])
    for token in _all(tokens):
        if token.nesting >= 0 and token.tag in _STYLES and token.attrGet("style") is None:
            token.attrSet("style", _STYLES[token.tag])


def _is_button(inline: Token) -> bool:
    """Whether a paragraph is one link with the title `button`."""
    children = [child for child in inline.children or () if child.content.strip() or child.type != "text"]
    links = [child.type for child in children if child.type.startswith("link_")]
    return (
        links == ["link_open", "link_close"]
        and children[0].type == "link_open"
        and children[-1].type == "link_close"
        and children[0].attrGet("title") == BUTTON
    )


def _make_button(opening: Token, inline: Token, closing: Token) -> None:
    for frame, html in ((opening, _BUTTON_START), (closing, _BUTTON_END)):
        frame.type, frame.content, frame.hidden = "html_block", html, False
    link = next(child for child in inline.children or () if child.type == "link_open")
    link.attrs = {"href": link.attrGet("href") or "", "style": _BUTTON_LINK}
