"""Block quotes of HTML: their words, and whose the body says that they are."""

from __future__ import annotations

import pytest

from quotes.intake.blocks import Block, Blocks
from quotes.intake.extract import Extract, PlainText
from quotes.intake.html import Html
from quotes.nlp.document import Span


def quoted(extract: Extract) -> list[tuple[str, str | None]]:
    def words(span: Span | None) -> str | None:
        return extract.text[span.start : span.end] if span else None

    return [(words(each.content) or "", words(each.credit)) for each in extract.block_quotes]


@pytest.mark.parametrize(
    ("html", "credit"),
    [
        ("<blockquote><p>We go.</p></blockquote>", None),
        ("<blockquote><p>We go.</p><cite>Ida Holm</cite></blockquote>", "Ida Holm"),
        ("<blockquote>We go. <cite>Ida Holm</cite></blockquote>", "Ida Holm"),
        ("<blockquote><p>We go.</p><footer>— Ida Holm, <cite>Diary</cite></footer></blockquote>", "— Ida Holm, Diary"),
        ("<blockquote><p>We go.</p><p><cite>Ida Holm</cite></p></blockquote>", "Ida Holm"),
        ("<blockquote><p>We go.</p>&mdash; Ida (@ida) <a href='/1'>May 4</a></blockquote>", "— Ida (@ida) May 4"),
        ("<figure><blockquote><p>We go.</p></blockquote><figcaption>Ida Holm</figcaption></figure>", "Ida Holm"),
        ("<figure class='wp-block-pullquote'><blockquote><p>We go.</p><cite>Ida</cite></blockquote></figure>", "Ida"),
    ],
)
def test_the_credit_of_a_block_quote_is_no_part_of_it(html: str, credit: str | None) -> None:
    assert quoted(Html(f"<p>Before.</p>{html}<p>Behind.</p>")) == [("We go.", credit)]


def test_the_title_of_a_work_in_a_sentence_is_no_credit() -> None:
    found = Html("<blockquote><p>I saw <cite>Hamlet</cite> twice.</p></blockquote>")
    assert quoted(found) == [("I saw Hamlet twice.", None)]


def test_the_caption_of_a_picture_behind_a_block_quote_is_no_credit() -> None:
    found = Html("<blockquote>We go.</blockquote><figure><img><figcaption>The harbour</figcaption></figure>")
    assert quoted(found) == [("We go.", None)]


def test_paragraphs_and_inner_block_quotes_are_one() -> None:
    found = Html("<blockquote><p>We go.</p><blockquote><p>Now.</p></blockquote></blockquote>")
    assert quoted(found) == [("We go.\n\nNow.", None)]


def test_as_many_blank_lines_as_may_be_are_looked_through_once() -> None:
    lines = "\n" * 49_000
    assert quoted(Html(f"<blockquote><pre>We{lines}go.</pre></blockquote>")) == [(f"We{lines}go.", None)]
    assert quoted(Html(f"<blockquote><pre>We go.{lines} — Ida</pre></blockquote>")) == [("We go.", "— Ida")]


def test_one_that_is_hidden_or_empty_or_never_closed_does_no_harm() -> None:
    assert quoted(Html("<blockquote hidden>No.</blockquote><blockquote> </blockquote><blockquote>Go.")) == [
        ("Go.", None)
    ]


def test_a_plain_text_has_none_and_blocks_have_those_of_theirs() -> None:
    html = Html("<blockquote>We go.<cite>Ida</cite></blockquote>")
    assert quoted(Blocks([Block("1", PlainText("Before.")), Block("2", html)])) == [("We go.", "Ida")]
