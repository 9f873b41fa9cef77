"""A sample archive: the newsroom corpus as if three papers had printed it in a year, as often as asked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from evaluation import texts

CORPUS = Path(__file__).resolve().parents[1] / "training" / "newsroom"

PUBLISHERS = ("The Harbour Gazette", "Karven Courier", "Lim Valley Post")
"""Invented, as all of the corpus is."""


def articles(count: int) -> Iterator[dict[str, str]]:
    """So many articles; beyond the corpus they begin anew, each with an id of its own."""
    corpus = [text for path in sorted(CORPUS.glob("w*.xml")) for text in texts.read(path)]
    for number, (_, text) in enumerate(islice(cycle(corpus), count)):
        yield {
            "id": f"s-{number:06d}",
            "date": f"2025-{1 + number * 12 // count:02d}-{1 + number % 28:02d}",
            "publisher": PUBLISHERS[number * len(PUBLISHERS) // 7 % len(PUBLISHERS)],
            "text": text,
        }


def write(path: Path, count: int) -> None:
    """Write so many articles as JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles(count))


def main() -> None:
    """Write the file that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.sample_archive", description=__doc__)
    parser.add_argument("path", type=Path, help="the file to write, .jsonl")
    parser.add_argument("--articles", type=int, default=100, help="how many")
    options = parser.parse_args()
    write(options.path, options.articles)


if __name__ == "__main__":
    main()
