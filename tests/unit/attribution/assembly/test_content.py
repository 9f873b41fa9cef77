"""The spans of what was said, and how much of it stands in quotation marks, on hand-made trees."""

from __future__ import annotations

from quotes.attribution.assembly.content import content_spans, quote_type
from quotes.attribution.candidate import Candidate
from tests.support.trees import article

INTERRUPTED = """
" " PUNCT 3 punct SpaceAfter=No | It it PRON 3 nsubj | failed fail VERB 0 root SpaceAfter=No
, , PUNCT 3 punct SpaceAfter=No | " " PUNCT 3 punct | Ito = PROPN 7 nsubj | said say VERB 3 parataxis SpaceAfter=No
, , PUNCT 7 punct | " " PUNCT 10 punct SpaceAfter=No | badly = ADV 3 advmod SpaceAfter=No
. . PUNCT 3 punct SpaceAfter=No | " " PUNCT 3 punct
"""
MIXED = """
Ito = PROPN 2 nsubj | said say VERB 0 root | it = PRON 5 nsubj | " " PUNCT 5 punct SpaceAfter=No
failed fail VERB 2 ccomp SpaceAfter=No | " " PUNCT 5 punct SpaceAfter=No | . . PUNCT 2 punct
"""


def cut(text: str, content: range, passages: bool = True) -> tuple[list[str], str]:
    """The spans of a content, in words, and its type."""
    read = article(text)
    candidate = Candidate(None, frozenset(content), read.passages if passages else ())
    return [read.document.slice(span) for span in content_spans(read, candidate)], quote_type(read, candidate)


def test_passages_with_their_quotation_marks_are_spans_of_one_direct_quote() -> None:
    assert cut(INTERRUPTED, range(3)) == (['"It failed,"', '"badly."'], "direct")


def test_words_and_a_passage_beside_them_are_one_span_of_a_mixed_quote() -> None:
    assert cut(MIXED, range(2, 6)) == (['it "failed"'], "mixed")


def test_words_without_quotation_marks_are_an_indirect_quote() -> None:
    assert cut(MIXED, range(2, 3), passages=False) == (["it"], "indirect")
