"""GUM's articles, whose entities link names, nominals and pronouns (`Entity` in the last column of CoNLL-U).

Mentions are compared by their head word, for which the annotated tree is asked.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quotes.nlp.document import Span

_ENTITY = re.compile(r"Entity=([^|]*)")
_BRACKET = re.compile(r"(\([^()]+)|([^()]*\))")


@dataclass
class Article:
    """An article: its words with their heads, and the entity of each head word of a mention.

    Attributes:
        words: span, head (number of a word; -1 for a root) and part of speech of each word.
        entity_of: head word -> the entities (inner mentions first) that its phrases mention.
        named: entities that some mention names with a proper noun.
        mentions: the entity, its type and the span of each phrase, inner ones first in each sentence.
    """

    id: str
    text: str = ""
    words: list[tuple[Span, int, str]] = field(default_factory=list)
    entity_of: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    named: set[str] = field(default_factory=set)
    mentions: list[tuple[str, str, Span]] = field(default_factory=list)

    def head_of(self, span: Span) -> int | None:
        """The word of a span that is governed from outside it."""
        inside = [n for n, (word, _, _) in enumerate(self.words) if word.overlaps(span)]
        return next((n for n in inside if self.words[n][1] not in inside and self.words[n][2] != "PUNCT"), None)

    def mention(self, span: Span) -> tuple[str, int] | None:
        """The entity and the head word of the longest annotated phrase with the same head word."""
        head = self.head_of(span)
        found = self.entity_of.get(head, []) if head is not None else []
        return (found[-1], head) if found and head is not None else None

    def chain(self, entity: str) -> frozenset[tuple[str, int]]:
        """All mentions of an entity that are the longest with their head word."""
        return frozenset((entity, head) for head, found in self.entity_of.items() if found and found[-1] == entity)


def read(path: Path) -> Iterator[Article]:
    """The articles of a treebank in CoNLL-U with GUM's `Entity` in MISC, gzipped or not."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    for part in re.split(r"^# newdoc id = ", text, flags=re.M)[1:]:
        article = Article(part.partition("\n")[0].strip())
        for block in part.strip().split("\n\n"):
            _sentence(article, block)
        article.text = article.text.rstrip(" ")
        yield article


def _sentence(article: Article, block: str) -> None:
    lines = block.split("\n")
    if article.text:
        new = any(line.startswith("# newpar") for line in lines)
        article.text = article.text.rstrip(" ") + ("\n\n" if new else " ")
    rows = [row for line in lines if len(row := line.split("\t")) == 10 and "." not in row[0]]
    first, whole_last, whole = len(article.words), 0, Span(0, 0)
    for number, form, _, upos, _, _, head, _, _, misc in rows:
        if "-" in number or int(number) > whole_last:
            whole = Span(len(article.text), len(article.text) + len(form))
            article.text += form + ("" if "SpaceAfter=No" in misc else " ")
        if "-" in number:
            whole_last = int(number.partition("-")[2])
        else:
            article.words.append((whole, first + int(head) - 1 if int(head) else -1, upos))
    words = [row for row in rows if "-" not in row[0]]
    for identifier, kind, start, end in sorted(mentions(words), key=lambda each: each[3] - each[2]):
        inside = range(first + start, first + end + 1)
        span = Span(article.words[inside[0]][0].start, article.words[inside[-1]][0].end)
        article.mentions.append((identifier, kind, span))
        head_word = next((n for n in inside if article.words[n][1] not in inside), None)
        if head_word is not None:
            article.entity_of[head_word].append(identifier)
            if article.words[head_word][2] == "PROPN":
                article.named.add(identifier)


def mentions(rows: list[list[str]]) -> Iterator[tuple[str, str, int, int]]:
    """The mentions of a sentence of GUM: entity, type, first word, last word, from 0; inner ones first."""
    opened: list[tuple[str, str, int]] = []
    for number, row in enumerate(rows):
        entity = _ENTITY.search(row[9])
        for opening, closing in _BRACKET.findall(entity.group(1)) if entity else ():
            if opening:
                identifier, _, rest = opening[1:].partition("-")
                opened.append((identifier.partition("[")[0], rest.partition("-")[0], number))
            if closing:  # a bare ")" closes the mention opened last, "7)" the last one numbered 7
                bare = closing[:-1].partition("[")[0]
                at = next((i for i in reversed(range(len(opened))) if bare in ("", opened[i][0])), None)
                if at is not None:
                    yield (*opened.pop(at), number)
