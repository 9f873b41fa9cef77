"""Questions that the core asks of a dependency tree. All functions are pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quotes.nlp.document import Document, Span, Token

_APART = frozenset(("case", "mark", "parataxis", "dislocated", "discourse", "cop", "nsubj", "obl", "expl"))
"""Relations of what hangs on the head of a noun phrase and is no part of it."""

_BEYOND_CORE = frozenset(("appos", "acl", "cc", "conj", "dep", "list", "aux"))
"""Relations of what belongs to a noun phrase and not to its core."""


def children(document: Document, head: int, *relations: str) -> list[Token]:
    """The dependents of a token in text order; only those of the given relations (subtypes included), if any."""
    found = [document.tokens[i] for i in document.children[head]]
    return [t for t in found if t.relation in relations or t.deprel in relations] if relations else found


def child(document: Document, head: int, *relations: str) -> Token | None:
    """The first dependent of one of the relations."""
    return next(iter(children(document, head, *relations)), None)


def subtree(document: Document, head: int, without: Collection[int] = ()) -> set[int]:
    """A token and all that hangs on it, save the branches that begin at `without`."""
    out: set[int] = set()
    todo = [head]
    while todo:
        i = todo.pop()
        if i in without:
            continue
        out.add(i)
        todo += document.children[i]
    return out


def ancestors(document: Document, index: int) -> Iterator[int]:
    """The governors of a token, nearest first."""
    head = document.tokens[index].head
    while head is not None:
        yield head
        head = document.tokens[head].head


def outermost(document: Document, tokens: Collection[int]) -> int:
    """The first of some tokens that is governed from outside them."""
    return next(i for i in sorted(tokens) if document.tokens[i].head not in tokens)


GENITIVES = frozenset(("'s", "’s", "‘s", "'", "’"))
"""The endings of genitives."""


def is_genitive(token: Token) -> bool:
    """True for the ending of a genitive: Ito's, the ministers'."""
    return token.relation == "case" and token.text in GENITIVES


def is_hyphenated(document: Document, token: Token) -> bool:
    """True for a word that a hyphen joins to the next: the 51-year-old."""
    return document.text[token.end : token.end + 1] == "-"


def has_case(document: Document, index: int, *prepositions: str) -> bool:
    """True if the token carries one of the prepositions."""
    return any(t.lemma.lower() in prepositions for t in children(document, index, "case"))


def is_passive(document: Document, verb: int) -> bool:
    """True for a verb in the passive voice, a bare past participle (asked whether ..., X) included."""
    token = document.tokens[verb]
    bare = token.relation in ("advcl", "acl") and not children(document, verb, "nsubj", "aux", "mark", "obj")
    if bare and token.features.get("Tense") == "Past":
        return True
    return any(t.deprel in ("nsubj:pass", "aux:pass", "csubj:pass") for t in children(document, verb))


def is_relative(token: Token) -> bool:
    """True for a relative pronoun."""
    return token.lemma.lower() in ("who", "which", "that", "whom") and (
        token.features.get("PronType") == "Rel" or token.upos in ("PRON", "DET")
    )


def trim(document: Document, tokens: Iterable[int]) -> list[int]:
    """The tokens in text order without punctuation at either end; a bracket whose partner is inside stays."""
    order = sorted(tokens)
    while order and document.tokens[order[0]].upos == "PUNCT" and not _partnered(document, order, 0):
        order.pop(0)
    while order and document.tokens[order[-1]].upos == "PUNCT" and not _partnered(document, order, -1):
        order.pop()
    return order


def _partnered(document: Document, order: list[int], end: int) -> bool:
    pairs = {"(": ")", "[": "]", '"': '"', "“": "”"} if end == 0 else {")": "(", "]": "[", '"': '"', "”": "“"}
    partner = pairs.get(document.tokens[order[end]].text)
    return any(document.tokens[i].text == partner for i in order if i != order[end])


def spans(document: Document, tokens: Iterable[int], apart: Collection[int] = ()) -> tuple[Span, ...]:
    """The stretches of text that the tokens cover; punctuation alone makes no gap and no stretch.

    A gap is a word that is not among the tokens, or one of the tokens `apart`.
    """
    order = trim(document, tokens)
    if not order:
        return ()
    runs: list[list[int]] = [[order[0]]]
    for i in order[1:]:
        between = document.tokens[runs[-1][-1] + 1 : i]
        if any(t.upos != "PUNCT" or t.index in apart for t in between):
            runs.append([])
        runs[-1].append(i)
    trimmed = (trim(document, run) for run in runs)
    return tuple(Span(document.tokens[run[0]].start, document.tokens[run[-1]].end) for run in trimmed if run)


def merge(parts: Iterable[Span]) -> tuple[Span, ...]:
    """The union of spans; those that overlap become one."""
    out: list[Span] = []
    for part in sorted(parts):
        if out and part.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, part.end))
        else:
            out.append(part)
    return tuple(out)


def noun_phrase(
    document: Document, head: int, without: Collection[int] = (), approximators: Collection[str] = ()
) -> set[int]:
    """The tokens of the noun phrase that a token heads: with title, apposition and relative clause, without its case.

    The adverbs and times that the parser hangs on a name are no part of it.

    Args:
        document: the document.
        head: the head of the phrase.
        without: heads of branches that are left out.
        approximators: lemmas of the adverbs and prepositions before a number that are a part of it: nearly a hundred.
    """

    def is_apart(token: Token) -> bool:
        if is_hyphenated(document, token):
            return False
        if token.deprel in ("nmod:unmarked", "obl:unmarked") and token.upos != "NUM":
            return True
        return token.relation in (*_APART, "advmod") and token.lemma.lower() not in approximators

    apart = {t.index for t in children(document, head) if is_apart(t)}
    return subtree(document, head, apart | set(without) - {head})


def core(document: Document, head: int | None) -> list[int]:
    """A noun phrase up to what follows as apposition, coordination or clause, trimmed; in text order."""
    if head is None:
        return []
    cut = {t.index for t in children(document, head) if _is_beyond_core(document, t, head)}
    order = sorted(subtree(document, head, cut))
    first = last = order.index(head)
    while first and order[first - 1] == order[first] - 1:
        first -= 1
    while last + 1 < len(order) and order[last + 1] == order[last] + 1:
        last += 1
    return trim(document, order[first : last + 1])


def _is_beyond_core(document: Document, token: Token, head: int) -> bool:
    """True for a dependent that does not belong to the core of the noun phrase."""
    if token.relation == "punct":
        return token.index < head or token.text not in ("-", "–")
    if is_hyphenated(document, token):
        return False
    if token.relation == "advmod":
        return token.index > head
    unmarked = token.deprel in ("nmod:unmarked", "nmod:tmod", "advcl:relcl")
    return token.relation in _APART or token.relation in _BEYOND_CORE or unmarked
