"""The text part of a mail from the tokens of its Markdown source."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

RULE = "-" * 40


def plain_text(tokens: Sequence[Token]) -> str:
    """Paragraphs apart by an empty line, lists with dashes or numbers, links as `words <address>`."""
    writer = _Writer()
    for token in tokens:
        writer.take(token)
    return "\n\n".join(block for block in writer.blocks if block.strip())


class _Writer:
    """Walks over block tokens and gathers blocks of text."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._lists: list[int | None] = []
        self._quotes = 0
        self._first_of_item = False

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open" | "list_item_close":
                self._item(opens=token.nesting > 0)
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "hr":
                self._add(RULE)
            case "inline":
                self._add(_inline(token.children or ()))
            case "fence" | "code_block" | "html_block":
                self._add(token.content.rstrip("\n"))
            case _:
                pass

    def _add(self, text: str) -> None:
        lines = text.split("\n")
        if not self._lists:
            self.blocks.append("\n".join("> " * self._quotes + line for line in lines))
            return
        number = self._lists[-1]
        bullet = "- " if number is None else f"{number}. "
        indent = "  " * (len(self._lists) - 1)
        heads = [bullet if self._first_of_item else " " * len(bullet), *[" " * len(bullet)] * len(lines)]
        item = "\n".join(indent + head + line for head, line in zip(heads, lines, strict=False))
        self._append_item(item)
        self._first_of_item = False

    def _append_item(self, item: str) -> None:
        """Items of one list stand close together."""
        in_list = bool(self.blocks) and self.blocks[-1].lstrip()[:1] in {"-", *"0123456789"}
        if in_list and not self.blocks[-1].startswith(RULE):
            self.blocks[-1] += "\n" + item
        else:
            self.blocks.append(item)

    def _item(self, *, opens: bool) -> None:
        self._first_of_item = opens
        number = self._lists[-1]
        if not opens and number is not None:
            self._lists[-1] = number + 1


def _inline(children: Sequence[Token]) -> str:
    """Words, line breaks, and links with their targets."""
    parts: list[str] = []
    open_links: list[tuple[str, int]] = []
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "link_open":
                open_links.append((str(child.attrGet("href") or ""), len(parts)))
            case "link_close":
                target, start = open_links.pop()
                words = "".join(parts[start:]).strip()
                alone = start == 0 and child is children[-1]
                named = f"{words}: {target}" if alone else f"{words} <{target}>"
                parts[start:] = [target if words in ("", target) else named]
            case _:
                parts.append(child.content)
    return "".join(parts)
