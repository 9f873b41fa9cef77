"""Texts of every kind of file that the project's measurements read."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from evaluation.newsroom import markup


class Named(NamedTuple):
    """A text and what it is called."""

    name: str
    text: str


def read(path: Path) -> list[Named]:
    """The texts of a file, by its suffix, or of all such files of a folder in the order of their names.

    Args:
        path: `.txt` is one text; `.jsonl`, which may be gzipped, has one in the member `text` of each line;
            `.conllu` one in each document's `# text =` lines; `.xml` those of the newsroom corpus.

    Raises:
        ValueError: no text can be read from a file of this suffix.
    """
    if path.is_dir():
        return [text for file in sorted(path.iterdir()) if _suffix(file) in _READERS for text in read(file)]
    reader = _READERS.get(_suffix(path))
    if reader is None:
        raise ValueError(f"{path}: not one of {', '.join(_READERS)}")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return [Named(f"{path.name}#{place}", text) for place, text in reader(file.read())]


def sample(texts: Sequence[Named], most: int) -> list[Named]:
    """At most so many of the texts, spread evenly over all."""
    return [texts[n * len(texts) // most] for n in range(most)] if most < len(texts) else list(texts)


def _suffix(path: Path) -> str:
    return Path(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _plain_text(content: str) -> Iterator[tuple[str, str]]:
    yield "1", content


def _json_lines(content: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(content.splitlines(), 1):
        row = json.loads(line)
        yield str(row.get("id", number)), row["text"]


def _conllu(content: str) -> Iterator[tuple[str, str]]:
    """A document of CoNLL-U for each `# newdoc`, or each sentence where there is none."""
    for number, block in enumerate(re.split(r"^(?=# newdoc)", content, flags=re.M), 1):
        paragraphs: list[str] = []
        for line in block.splitlines():
            if line.startswith("# newpar"):
                paragraphs.append("")
            elif line.startswith("# text = "):
                text = line.removeprefix("# text = ")
                paragraphs = paragraphs or [""]
                paragraphs[-1] = f"{paragraphs[-1]} {text}".strip()
        if any(paragraphs):
            yield str(number), "\n\n".join(filter(None, paragraphs))


def _newsroom(content: str) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(map(markup.parse, markup.parts(content)), 1):
        names = (line.removeprefix("id:").strip() for line in part.header if line.startswith("id:"))
        if part.text:
            yield next(names, str(number)), part.text


_READERS: Mapping[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    ".txt": _plain_text,
    ".jsonl": _json_lines,
    ".conllu": _conllu,
    ".xml": _newsroom,
}
