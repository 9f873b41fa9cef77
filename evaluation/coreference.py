"""Speakers against annotated coreference: GUM's articles, whose entities link names, nominals and pronouns.

For every speaker whom the text mentions beside a quote: is the name that our entity bears one of those that the
annotation links to that mention? A speaker whom the article never names is right if our entity has no name either.
Mentions are compared by their head word, for which the annotated tree is asked.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.metrics import Score
from quotes.attribution.model import Analysis
from quotes.nlp.document import Span

_ENTITY = re.compile(r"Entity=([^|]*)")
_BRACKET = re.compile(r"(\([^()]+)|([^()]*\))")


@dataclass
class Coreference:
    """An article: its words with their heads, and the entity of each head word of a mention.

    Attributes:
        words: span, head (number of a word; -1 for a root) and part of speech of each word.
        entity_of: head word -> the entities (inner mentions first) that its phrases mention.
        named: entities that some mention names with a proper noun.
    """

    id: str
    text: str = ""
    words: list[tuple[Span, int, str]] = field(default_factory=list)
    entity_of: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    named: set[str] = field(default_factory=set)

    def head_of(self, span: Span) -> int | None:
        """The word of a span that is governed from outside it."""
        inside = [n for n, (word, _, _) in enumerate(self.words) if word.overlaps(span)]
        return next((n for n in inside if self.words[n][1] not in inside and self.words[n][2] != "PUNCT"), None)

    def entity(self, span: Span) -> str | None:
        """The entity that a phrase mentions: that of the longest annotated phrase with its head word."""
        head = self.head_of(span)
        found = self.entity_of.get(head, []) if head is not None else []
        return found[-1] if found else None


def read(path: Path) -> Iterator[Coreference]:
    """The articles of a treebank in CoNLL-U with GUM's `Entity` in MISC, gzipped or not."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    for part in re.split(r"^# newdoc id = ", text, flags=re.M)[1:]:
        article = Coreference(part.partition("\n")[0].strip())
        for block in part.strip().split("\n\n"):
            _sentence(article, block)
        article.text = article.text.rstrip(" ")
        yield article


def _sentence(article: Coreference, block: str) -> None:
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
    for identifier, _, start, end in sorted(mentions(words), key=lambda each: each[3] - each[2]):
        inside = range(first + start, first + end + 1)
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


def speakers(article: Coreference, analysis: Analysis) -> dict[str, Score]:
    """Right speakers by the type of the mention that stands beside the quote.

    A speaker is right if most of its names are names of the annotated entity, or if neither has a name.
    """
    entities = {entity.id: entity for entity in analysis.entities}
    out: dict[str, Score] = defaultdict(Score)
    for quote in analysis.quotes:
        if not quote.speaker or not quote.speaker.spans or not quote.speaker.entity:
            continue
        wanted = article.entity(quote.speaker.spans[0])
        if wanted is None:
            continue
        entity = entities[quote.speaker.entity]
        names = Counter(article.entity(mention.span) for mention in entity.mentions if mention.type == "name")
        right = names.most_common(1)[0][0] == wanted if names else wanted not in article.named
        kind = next((m.type for m in entity.mentions if m.span.overlaps(quote.speaker.spans[0])), "nominal")
        out[kind] += Score(int(right), 1, 1)
    return dict(out)
