"""Checks the newsroom corpus, counts what is in it, or draws what is kept for measuring."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from evaluation.newsroom.checks import notes, problems
from evaluation.newsroom.model import Document
from evaluation.newsroom.reading import read, readings
from evaluation.newsroom.split import draw

_COLUMNS = "documents words quotes direct mixed indirect thought via nested mentions names".split()


def main() -> None:
    """Run one of the commands; `check` exits with 1 if there is a problem."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.newsroom", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("check", "print problems, notes and counts"),
        ("counts", "print a table of counts by writer"),
        ("split", "print the ids of the documents to keep for measuring, a tenth of each writer's"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a file or a folder of .xml files")
    options = parser.parse_args()
    files = [file for path in options.paths for file in _files(path)]
    run = {"check": check, "counts": counts, "split": split}[options.command]
    sys.exit(run(files))


def check(files: list[Path]) -> int:
    """Print what is wrong and what is worth a look; 1 if anything is wrong."""
    seen: set[str] = set()
    total = Counter[str]()
    for reading in (reading for file in files for reading in readings(file)):
        document = reading.document
        found = [*reading.problems, *(problems(document) if reading.markup else ())]
        if document.id in seen:
            found.append("id twice")
        seen.add(document.id)
        worth_a_look = [] if reading.markup is None else list(notes(document))
        for line in (*found, *(f"NOTE {note}" for note in worth_a_look)):
            print(document.id, line)
        total += tally(document) + Counter(problems=len(found), notes=len(worth_a_look))
    print(", ".join(f"{total[column]} {column}" for column in (*_COLUMNS, "problems", "notes")))
    return int(total["problems"] > 0)


def counts(files: list[Path]) -> int:
    """Print tables of what there is: by writer, by category and by kind of entity."""
    rows = [(file.stem, sum(map(tally, read(file)), Counter[str]())) for file in files]
    rows.append(("all", sum((row for _, row in rows), Counter[str]())))
    print("\n".join(_table(("writer", *_COLUMNS), ((name, *(row[c] for c in _COLUMNS)) for name, row in rows))))
    for title, prefix in (("category", "category "), ("kind of entity", "kind ")):
        found = Counter({key.removeprefix(prefix): n for key, n in rows[-1][1].items() if key.startswith(prefix)})
        print("\n" + "\n".join(_table((title, "number"), found.most_common())))
    return 0


def split(files: list[Path]) -> int:
    """Print the ids to keep for measuring, one a line."""
    for file in files:
        print("\n".join(draw(file.stem, [document.id for document in read(file)])))
    return 0


def tally(document: Document) -> Counter[str]:
    """What there is in a document, by kind."""
    total = Counter(
        documents=1,
        words=len(document.text.split()),
        quotes=len(document.quotes),
        mentions=len(document.mentions),
        names=len(document.names),
    )
    for quote in document.quotes:
        total.update((quote.type, f"category {quote.category}"))
        total += Counter(thought=quote.category == "thought", via=len(quote.via), nested=quote.nested is not None)
    total.update(f"kind {entity.kind}" for entity in document.entities)
    return total


def _table(head: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else cell for cell in row)} |"


def _files(path: Path) -> list[Path]:
    numbered = sorted(path.glob("*.xml"), key=lambda file: (len(file.stem), file.stem))
    return numbered if path.is_dir() else [path]


if __name__ == "__main__":
    main()
