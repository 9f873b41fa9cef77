"""Turns annotated attributions (PolNeAR as JSON lines) into BIO tags SOURCE, CUE and CONTENT, a sentence a list.

The output is what Stanza's name tagger trains on. Where attributions overlap, the inner one wins.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.quality.gold import GoldAttribution, GoldDocument, Spans, polnear
from training.pipeline import load
from training.straighten import STRAIGHT

LONGEST_SENTENCE = 150


def main() -> None:
    """Tag a corpus."""
    parser = argparse.ArgumentParser(prog="python -m training.report_tags", description=__doc__)
    parser.add_argument("models", type=Path, help="a models folder with a tokenizer")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--limit", type=int, help="read only so many articles")
    options = parser.parse_args()
    tokenize = load(options.models, ("tokenize",))
    rows = []
    for document in polnear(options.corpus, options.limit).documents:
        tags = character_tags(document)
        rows += [
            row
            for sentence in tokenize(document.text.translate(STRAIGHT)).sentences
            if len(row := token_tags(sentence.tokens, tags)) <= LONGEST_SENTENCE
        ]
    options.output.write_text(json.dumps(rows), "utf-8")
    print(f"{len(rows)} sentences, {sum(map(len, rows))} tokens")


def character_tags(document: GoldDocument) -> list[str]:
    """The BIO tag of every character."""
    tags = ["O"] * len(document.text)
    for each in sorted(document.attributions, key=_extent, reverse=True):
        for spans, name in ((each.content, "CONTENT"), (each.source, "SOURCE"), (each.cue, "CUE")):
            _write(tags, spans, name)
    return tags


def token_tags(tokens: list[Any], tags: list[str]) -> list[dict[str, str]]:
    """Tokens with the tag of their first character; a part that runs on from another sentence begins with B."""
    row: list[dict[str, str]] = []
    last = ""
    for token in tokens:
        position, _, kind = tags[token.start_char].partition("-")
        inside = position == "I" and kind == last
        row.append({"text": token.text.replace(" ", "_"), "ner": f"{'I' if inside else 'B'}-{kind}" if kind else "O"})
        last = kind
    return row


def _extent(attribution: GoldAttribution) -> int:
    return attribution.content[-1].end - attribution.content[0].start


def _write(tags: list[str], spans: Spans, name: str) -> None:
    for span in spans:
        end = min(span.end, len(tags))
        tags[span.start : end] = [f"I-{name}"] * (end - span.start)
        if span.start < end:
            tags[span.start] = f"B-{name}"


if __name__ == "__main__":
    main()
