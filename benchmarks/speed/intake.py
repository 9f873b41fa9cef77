"""`python -m benchmarks.speed.intake`: times the reading of HTML, hostile HTML too, at three lengths.

Time is linear where a row doubles from column to column.
"""

from __future__ import annotations

import time

from quotes.intake.html import Html

LENGTHS = (2**18, 2**19, 2**20)
"""Of the bodies, in characters."""

SHAPES = {
    "an article": "<p>&ldquo;Rates will <em>fall</em>,&rdquo; Ito said on Sunday in a speech.</p>\n",
    "words": "word ",
    "white space": " \n",
    "references": "&lt;",
    "ampersands": "&",
    "names of no reference": "&abcdefghijklmnopqrstuvwxyzabcdef",
    "open tags": "<b>",
    "open blocks": "<div>",
    "open quotations": "<q>",
    "end tags of nothing": "</i>",
    "inline ends across blocks": "<b><div></b>",
    "ends that close nothing in a row": "<div></b><i></div>",
    "cells": "<table><tr><td>",
    "items": "<li>x",
    "line breaks": "<br>x",
    "unfinished tags": "<a ",
    "unfinished attributes": '<a b="',
    "unfinished values": "<a b= ",
    "attributes that hide": "<b style=';;;; hidden'>",
    "unfinished comments": "<!-- -",
    "dashes": "<!-----",
    "unfinished scripts": "<script></scrip",
    "scripts": "<script></script>",
    "foreign elements": "<svg><p>",
    "brackets": "<",
}


def main() -> None:
    """Print the table, in milliseconds."""
    print(f"{'characters':<34}" + "".join(f"{length:>12,}" for length in LENGTHS))
    for name, shape in SHAPES.items():
        row = [_milliseconds(shape * (length // len(shape))) for length in LENGTHS]
        print(f"{name:<34}" + "".join(f"{taken:>9.0f} ms" for taken in row))


def _milliseconds(html: str) -> float:
    started = time.perf_counter()
    Html(html)
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
