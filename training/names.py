"""Makes sentences with names (PER, ORG, LOC), which the reader learns from: of GUM's mentions, and of words and tags.

They are written in the form of Stanza's trainer of names (training.reader takes them as `--names`).

GUM annotates mentions, not names: a name here is the run of proper nouns around the head of a mention of a
person, a place or an organization, with an "of", "for", "in" or "and" between them where it is an
organization, and titles left out.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from evaluation.gold.gum import mentions

Row = list[str]
TaggedSentence = list[dict[str, str]]

TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
GENRES = ("news", "interview", "bio", "voyage", "textbook", "speech", "vlog")
TITLES = frozenset(
    "Mr. Mr Mrs. Mrs Ms. Ms Miss Dr. Dr Prof. Professor President Prime Minister Senator Sen. Rep. Gov. Governor "
    "General Gen. Marshal Colonel Col. Captain Capt. Major Maj. Lieutenant Lt. Sgt. Sergeant Sir Lord Lady King Queen "
    "Prince Princess Pope Judge Justice Secretary Secretary-General Chancellor Ambassador Mayor Chief Director "
    "Chairman Chairwoman Vice Deputy Commander Admiral Bishop Archbishop Cardinal Father Sister Brother Saint Reverend "
    "Rev. Congressman Congresswoman Councillor Detective Officer Sheriff".split()
)
JOINERS = {"ORG": frozenset("of for in and the & de - 's".split())}
JOINERS_ELSE = frozenset("- 's de al bin von van".split())
LONGEST_GAP = 3
LONGEST_SENTENCE = 90
LONGEST_WORD = 25


def main() -> None:
    """Write one set."""
    parser = argparse.ArgumentParser(prog="python -m training.names", description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("--gum", type=Path, nargs="*", default=[], help="GUM as CoNLL-U, with entities in MISC")
    parser.add_argument("--skip", type=Path, help="ids of GUM documents to leave out, one a line")
    parser.add_argument("--columns", nargs="*", default=[], metavar="PATH:WORD:TAG", help="files of columns, from 0")
    options = parser.parse_args()
    skip = frozenset(options.skip.read_text("utf-8").split()) if options.skip else frozenset[str]()
    sentences = [sentence for path in options.gum for sentence in gum(path.read_text("utf-8"), skip)]
    for each in options.columns:
        path, word, tag = each.rsplit(":", 2)
        sentences += columns(Path(path).read_text("utf-8"), int(word), int(tag))
    kept = [
        row for row in sentences if len(row) <= LONGEST_SENTENCE and max(len(w["text"]) for w in row) <= LONGEST_WORD
    ]
    options.output.write_text(json.dumps(kept), "utf-8")
    counts = {name: sum(word["ner"] == f"B-{name}" for row in kept for word in row) for name in TYPES.values()}
    print(f"{len(kept)} sentences", counts)


def gum(text: str, skip: frozenset[str] = frozenset()) -> Iterator[TaggedSentence]:
    """The sentences of GUM's documents of the chosen genres, tagged."""
    wanted = False
    for block in text.strip().split("\n\n"):
        if document := re.search(r"^# newdoc id = (\w+)", block, re.M):
            name = document.group(1)
            wanted = name.split("_")[1] in GENRES and name not in skip
        rows = [line.split("\t") for line in block.split("\n") if re.match(r"\d+\t", line)]
        if wanted and rows:
            yield tagged(rows)


def tagged(rows: list[Row]) -> TaggedSentence:
    """A sentence with its names; of two that overlap, the longer stays."""
    tags = ["O"] * len(rows)
    names = {
        (*span, TYPES[kind])
        for _, kind, first, last in mentions(rows)
        if kind in TYPES and (span := name_in(rows, first, last, TYPES[kind]))
    }
    for first, last, kind in sorted(names, key=lambda name: (name[0] - name[1], name)):
        if all(tag == "O" for tag in tags[first : last + 1]):
            tags[first : last + 1] = [f"B-{kind}"] + [f"I-{kind}"] * (last - first)
    return [{"text": row[1], "ner": tag} for row, tag in zip(rows, tags, strict=True)]


def name_in(rows: list[Row], first: int, last: int, kind: str) -> tuple[int, int] | None:
    """The first and last word of the name that heads a mention; None if its head is no proper noun."""
    heads = [i for i in range(first, last + 1) if not first <= int(rows[i][6]) - 1 <= last]
    if not heads or rows[heads[0]][3] != "PROPN":
        return None
    joiners = JOINERS.get(kind, JOINERS_ELSE)

    def proper(i: int) -> bool:
        form, upos = rows[i][1], rows[i][3]
        return upos == "PROPN" or (form[:1].isupper() and upos in ("ADJ", "NOUN") and i > 0)

    start = _grow(rows, heads[0], range(heads[0] - 1, first - 1, -1), proper, joiners)
    end = _grow(rows, heads[0], range(heads[0] + 1, last + 1), proper, joiners)
    while kind == "PER" and start < end and rows[start][1] in TITLES:
        start += 1
    return start, end


def _grow(
    rows: list[Row], edge: int, way: Iterable[int], proper: Callable[[int], bool], joiners: frozenset[str]
) -> int:
    """The last proper noun along the way, over at most two joiners at a time."""
    for i in way:
        if proper(i):
            if abs(i - edge) > LONGEST_GAP:
                break
            edge = i
        elif rows[i][1] not in joiners:
            break
    return edge


def columns(text: str, word: int, tag: int) -> Iterator[TaggedSentence]:
    """The sentences of a file of columns; types other than the three become O, and IOB1 becomes IOB2."""
    for block in text.strip().split("\n\n"):
        row: TaggedSentence = []
        last = "O"
        for line in block.split("\n"):
            fields = re.split(r"[\t ]", line)
            if line.startswith("#") or len(fields) <= tag:
                continue
            label = fields[tag] if fields[tag][2:] in TYPES.values() else "O"
            if label != "O" and last[2:] != label[2:]:
                label = f"B-{label[2:]}"
            row.append({"text": fields[word], "ner": label})
            last = label
        if row:
            yield row


if __name__ == "__main__":
    main()
