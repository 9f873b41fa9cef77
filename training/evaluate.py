"""Scores a models folder from raw text on treebanks: the CoNLL 2018 F1 scores."""

from __future__ import annotations

import argparse
import io
import re
import time
from pathlib import Path

from udtools.udeval import evaluate, load_conllu

from evaluation.plain import load, straightened

SCORES = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS")
LONGEST_WORD = 100
"""Sentences with a longer one are left out: Stanza replaces such a token's text."""


def main() -> None:
    """Print the scores of every treebank."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("models", type=Path)
    parser.add_argument("treebanks", nargs="+", metavar="NAME=PATH", help="treebanks in CoNLL-U")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, help="read only so many sentences")
    options = parser.parse_args()
    pipeline = load(options.models, ("tokenize", "mwt", "pos", "lemma", "depparse"), options.threads)
    for each in options.treebanks:
        name, _, path = each.partition("=")
        blocks = sentences(straightened(Path(path).read_text("utf-8")))[: options.limit]
        text = raw_text(blocks)
        started = time.perf_counter()
        parsed = pipeline(text)
        speed = parsed.num_words / (time.perf_counter() - started)
        gold = "".join(f"{block}\n\n" for block in blocks)
        result = evaluate(
            load_conllu(io.StringIO(gold), path, {}), load_conllu(io.StringIO(f"{parsed:C}\n\n"), "ours", {})
        )
        figures = "  ".join(f"{score} {100 * result[score].f1:.2f}" for score in SCORES)
        print(f"{name}: {parsed.num_words} words, {speed:.0f} a second  {figures}")


def sentences(conllu: str) -> list[str]:
    """The blocks of a treebank, without those that hold an overlong word."""
    return [
        block
        for block in conllu.strip().split("\n\n")
        if all(len(line.split("\t")[1]) < LONGEST_WORD for line in block.split("\n") if not line.startswith("#"))
    ]


def raw_text(blocks: list[str]) -> str:
    """The text of the sentences: a blank line before a new paragraph, a space before any other sentence."""
    text = ""
    for block in blocks:
        line = re.search(r"^# text = (.*)$", block, re.M)
        if line is None:
            raise ValueError(f"a sentence without its text: {block[:80]!r}")
        gap = "\n\n" if re.search(r"^# new(par|doc)", block, re.M) else " "
        text += (gap if text else "") + line.group(1)
    return text


if __name__ == "__main__":
    main()
