"""From an article as it was sent to its extract."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from quotes.intake.blocks import BETWEEN, Block, Blocks
from quotes.intake.extract import Extract, PlainText, TooLongError
from quotes.intake.html import Html
from quotes.intake.length import tokens


def read(article: Mapping[str, Any], limit: float = math.inf, most_tokens: float = math.inf) -> Extract:
    """The extract of an article: of its `text`, its `html` or its `blocks`, of which it has one.

    Args:
        article: the strings, or for blocks a list of mappings, each with an `id` and a `text` or an `html`; with HTML
            maybe a `selector` of the elements that are read (`quotes.intake.selectors`).
        limit: the longest text in code points. HTML is read no further than that.
        most_tokens: the most tokens of a text, as `length.tokens` counts them.

    Raises:
        TooLongError: the text is longer.
        ValueError: the article has none of them or several, its blocks are not as they should be, or its selector is
            none.
        TypeError: one is not a string.
    """
    selector = article.get("selector")
    article = {form: given for form, given in article.items() if form != "selector"}
    if len(article) != 1:
        raise ValueError("Exactly one of text, html and blocks must be given.")
    _check_blocks(article.get("blocks", ()))
    try:
        extract = _extract(article, limit, selector)
    except TooLongError:
        raise TooLongError(f"The text has more than {limit} characters.") from None
    if most_tokens < len(extract.text) and most_tokens < (found := tokens(extract.text)):
        raise TooLongError(f"The text has {found} tokens (words, marks), more than {most_tokens}.")
    return extract


def _check_blocks(blocks: Sequence[Mapping[str, Any]]) -> None:
    ids = [block.get("id") for block in blocks]
    if len(set(ids)) < len(ids) or not all(isinstance(each, str) for each in ids):
        raise ValueError("Each block must have an id of its own, a string.")
    if any(len({"text", "html"} & block.keys()) != 1 for block in blocks):
        raise ValueError("Each block must have exactly one of text and html.")


def _extract(article: Mapping[str, Any], limit: float, selector: str | None) -> Extract:
    match article:
        case {"html": str(html)}:
            return Html(html, limit, selector)
        case {"text": str(text)}:
            if len(text) > limit:
                raise TooLongError
            return PlainText(text)
        case {"blocks": blocks}:
            return _read_blocks(blocks, limit, selector)
    raise TypeError("The text and the html of an article must be strings.")


def _read_blocks(blocks: Sequence[Mapping[str, Any]], limit: float, selector: str | None) -> Blocks:
    room = limit
    read_so_far = []
    for block in blocks:
        if room < 0:  # what parts the blocks is more than there is room for
            raise TooLongError
        extract = _extract(block, room, selector)
        read_so_far.append(Block(block["id"], extract))
        room -= len(extract.text) + len(BETWEEN)
    return Blocks(read_so_far)


def markup(article: Mapping[str, Any]) -> int:
    """Characters of HTML in an article: what reading it costs; a plain text costs nothing."""
    return len(article.get("html", "")) + sum(map(markup, article.get("blocks", ())))
