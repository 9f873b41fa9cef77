"""Draws the README's picture: the end of a seed article with its quotes, as the service finds them.

usage: python docs/images/picture.py > docs/images/quotes.svg     (from the repository's root)
"""

from __future__ import annotations

import sys
import textwrap
from html import escape
from pathlib import Path

sys.path.insert(0, ".")

from service.attribution.pipeline import attribute
from service.attribution.results import Analysis
from service.attribution.selection import select
from service.nlp import models

SEED = Path("seeds/002_60c554162cc26d5f.txt")
BEGINNING = "Turkish Defence Minister"
COLUMNS, LINE, CHARACTER, MARGIN = 92, 23, 8.43, 24
COLOURS = ("#ffe08a", "#a8d8ff", "#c5f0b4", "#ffc9de")


def lines(text: str, start: int) -> list[tuple[int, str]]:
    """The text from `start` on, wrapped, each line with its offset."""
    out = []
    for paragraph in text[start:].split("\n"):
        at = text.index(paragraph, start)
        start = at + len(paragraph)
        for line in textwrap.wrap(paragraph, COLUMNS):
            at = text.index(line, at)
            out.append((at, line))
            at += len(line)
    return out


def picture(text: str, analysis: Analysis) -> str:
    """The picture as SVG."""
    entities = {entity.id: entity for entity in analysis.entities}
    first = text.index(BEGINNING)
    shown = [
        (quote, quote.speaker, quote.cue)
        for quote in analysis.quotes
        if quote.content[0].start >= first and quote.speaker and quote.cue
    ]
    colour = dict(zip(dict.fromkeys(speaker.entity for _, speaker, _ in shown), COLOURS, strict=False))
    rows = lines(text, first)
    body: list[str] = []

    def mark(start: int, end: int, style: str, low: float, height: float) -> None:
        for n, (at, line) in enumerate(rows):
            a, b = max(start, at), min(end, at + len(line))
            if a < b:
                x, y = MARGIN + (a - at) * CHARACTER, MARGIN + n * LINE + low
                body.append(
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{(b - a) * CHARACTER:.1f}" height="{height}" {style}/>'
                )

    for quote, speaker, cue in shown:
        tone = colour[speaker.entity]
        for span in quote.content:
            mark(span.start, span.end, f'fill="{tone}" rx="3"', 0, LINE - 4)
        for span in cue.spans:
            mark(span.start, span.end, 'fill="#d6336c"', LINE - 5, 2)
        for span in speaker.spans:
            mark(span.start, span.end, 'fill="#1c7ed6"', LINE - 5, 2)
        for via in quote.via:
            for span in via.reference.spans:
                mark(span.start, span.end, 'fill="#2b8a3e"', LINE - 5, 2)
    y = MARGIN + 15
    for _, line in rows:
        body.append(f'<text x="{MARGIN}" y="{y}" textLength="{len(line) * CHARACTER:.1f}">{escape(line)}</text>')
        y += LINE
    y += 14
    for quote, speaker, cue in shown:
        entity = entities[speaker.entity or ""]
        who = f"{entity.name} ({entity.role})" if entity.role else entity.name
        via = "".join(f", via {entities[v.reference.entity or ''].name}" for v in quote.via)
        words = text[quote.content[0].start : quote.content[-1].end]
        row = textwrap.shorten(f"{who}{via}: {cue.category}, {quote.type}: {words}", 112, placeholder=" …")
        body.append(f'<rect x="{MARGIN}" y="{y - 11}" width="12" height="12" fill="{colour[entity.id]}" rx="2"/>')
        body.append(f'<text x="{MARGIN + 20}" y="{y}" class="small">{escape(row)}</text>')
        y += 20
    body.append(
        f'<text x="{MARGIN}" y="{y + 6}" class="small">'
        '<tspan fill="#1c7ed6">speaker</tspan>  <tspan fill="#d6336c">cue</tspan>  '
        '<tspan fill="#2b8a3e">relay</tspan></text>'
    )
    width, height = int(2 * MARGIN + COLUMNS * CHARACTER), y + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="monospace" '
        'font-size="14" xml:space="preserve">\n'
        "<title>Quotes, speakers, cues and a relay, marked in an article</title>\n"
        "<style>.small{font-size:12px;font-family:sans-serif}text{fill:#212529}</style>\n"
        f'<rect width="{width}" height="{height}" fill="#fff" stroke="#dee2e6"/>\n' + "\n".join(body) + "\n</svg>"
    )


if __name__ == "__main__":
    article = SEED.read_bytes().decode("utf-8")
    print(picture(article, select(attribute(models.load("bundled").parse(article)))))
