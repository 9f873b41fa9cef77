"""HTML: the text that a reader sees, and the way back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.intake.elements import BLOCKS, DROPPED
from quotes.intake.html import Html
from quotes.intake.offsets import ENCODINGS, offset_table
from quotes.nlp.document import Span
from tests.support.reader import seen, squeezed


def cut(html, start, end):
    """The stretch of HTML that stands for a stretch of its text."""
    location = Html(html).locate(Span(start, end), "utf-32")
    return html[location["html_start"] : location["html_end"]]


TEXTS = {
    # references
    "&lt;&gt;&amp;&quot;&#39;": "<>&\"'",
    "&ldquo;x&rdquo;&hellip;&nbsp;&eacute;": "“x”…\u00a0é",
    "&#8220;&#x201C;&#X201c;&#8220": "““““",
    "&copy 2020 &AMPx &notit; &notin; &ampamp;": "© 2020 &x ¬it; ∉ &amp;",
    "&nosuch; &; & &# &#; &#x; &a AT&T": "&nosuch; &; & &# &#; &#x; &a AT&T",
    "&#128;&#147;&#x9f;&#x81;": "€“Ÿ\x81",
    "&#0;&#xD800;&#x110000;&#99999999999;": "����",
    "&#" + "9" * 5000 + ";": "�",
    "&#" + "0" * 5000 + "65;": "A",
    "a&NotEqualTilde;b &fjlig;": "a≂̸b fj",
    "&#128512;": "😀",
    "a&#32;&#10;&Tab;b": "a b",
    "&am<!-- -->p;": "&amp;",
    # white space
    " a \n\t\f\r b ": "a b",
    "a <b> b</b> c": "a b c",
    "a<b> </b>b": "a b",
    "<p> a </p> <p> b </p>": "a\n\nb",
    "a \u00a0 b\u2003 c\x0b": "a \u00a0 b\u2003 c\x0b",
    "<pre>\n  a  b\r\n\tc </pre>d": "  a  b\r\n\tc\n\nd",
    "a<pre><b> x </b>\n\n<i>y</i></pre>": "a\n\n x \n\ny",
    # paragraphs and lines
    "<p>a</p><p>b</p>": "a\n\nb",
    "<p>a<p>b": "a\n\nb",
    "<div>a<div>b</div>c</div>d": "a\n\nb\n\nc\n\nd",
    "<h1>a</h1>b": "a\n\nb",
    "<ul><li>a<li>b</ul>c": "a\n\nb\n\nc",
    "<dl><dt>a<dd>b</dl>": "a\n\nb",
    "<table><caption>t</caption><tr><th>a<td>b<tr><td>c</table>": "t\n\na\n\nb\n\nc",
    "<blockquote>a<footer>b</footer></blockquote>c": "a\n\nb\n\nc",
    "a<figure><img><figcaption>b</figcaption></figure>c": "a\n\nb\n\nc",
    "a<br>b<br/> c</br>d": "a\nb\nc\nd",
    "a <br> <br> b": "a\n\nb",
    "<br>a<br></p><br>b<br>": "a\n\nb",
    "a<hr>b": "a\n\nb",
    "mid<b>dle</b> of <i>wo</i>rd": "middle of word",
    "a</p>b</div>c": "a\n\nbc",
    # quotation marks
    "<q>a</q>": "“a”",
    "a <q>b <q>c</q> <q>d</q></q>.": "a “b ‘c’ ‘d’”.",
    "<q>a <q>b <q>c</q></q></q>": "“a ‘b ‘c’’”",
    "<p><q>a</p><p>b</q>": "“a”\n\nb",
    "<q>a": "“a”",
    "</q>a": "a",
    # what is not seen
    "a<script>if (x<b) '</p>' </script>b": "ab",
    "a<style>p>q</style>b<title>t</title>c": "abc",
    "a<script>'b'</scripts>": "a",
    "a<noscript><img></noscript>b<iframe>c</iframe>": "ab",
    "a<textarea>b<p></textarea>c": "ac",
    "a<template><p>b</p></template>c": "ac",
    "a<svg><title>b</title><style>c</style><p></svg>d": "a\n\nd",
    "a<svg/>b<svg><path/></svg>c<math><mi>x</mi></math>": "abc",
    "a<svg><g>b<p>c": "a\n\nc",
    "a<svg><foreignObject><p>b<svg><math><i>c</foreignObject></svg>d": "ad",
    "a<svg><style>b<i>c</style>d": "acd",
    "a<nav>b</nav>c<aside><p>d</p></aside>e": "a\n\nc\n\ne",
    "a<footer>b</footer>c": "a\n\nc",
    "<form>a<label>b</label><button>c</button><select><option>d</select></form>": "a",
    "<s>a</s><del>b</del><ins>c</ins>": "ac",
    "<ruby>a<rp>(</rp><rt>b</rt></ruby>": "a",
    "a<span hidden>b<span>c</span>d</span>e": "ae",
    "a<div HIDDEN=hidden><p>b</p></div>c": "a\n\nc",
    "a<details hidden=until-found>b</details>": "a\n\nb",
    "a<b aria-hidden='TRUE'>b</b><b aria-hidden=false>c</b>": "ac",
    'a<b style="color: red; DISPLAY :none">b</b><b style="x-display:nonesuch">c</b>': "ac",
    "a<div role=navigation>b</div><b role=&#115;earch>c</b><b role=note>d</b>": "a\n\nd",
    "<p hidden>a<p>b": "b",
    "<li hidden>a<li>b": "b",
    # comments and what is read as one
    "a<!-- > -- b -->c": "ac",
    "a<!-->b<!--->c<!-- x --!>d": "abcd",
    "<!doctype html>a<?php x ?>b<![CDATA[c]]>d</ e>f</>g": "abdfg",
    "a<!-- b": "a",
    # tags
    "<A HREF=x>a</a  x='>'>b": "ab",
    'a<b title=\'>\' x=">" y=a">b': "ab",
    'a<b =">b': "ab",
    "a<b c='d'e=f/>b": "ab",
    "a<div/>b": "a\n\nb",
    "a < b <3 <= c < ": "a < b <3 <= c <",
    "a<": "a<",
    "a</": "a</",
    "a <b": "a",
    'a <b c="d>e': "a",
    "a<b><p>c</b>d": "a\n\ncd",
    "<nav><b></nav>a</b>b": "ab",
    "<b><nav>a</b>b</nav>c": "c",
    "<x-card>a</x-card>b": "ab",
    # anything
    "": "",
    " ": "",
    "a\x00\ud800b": "a\x00\ud800b",
}


@pytest.mark.parametrize("html", TEXTS, ids=lambda html: html[:60])
def test_html_is_read_as_the_text_that_a_browser_shows(html):
    assert Html(html).text == TEXTS[html]


@pytest.mark.parametrize(
    ("html", "text", "source"),
    [
        ("<p>a <b>b&amp;c</b></p>", "b&c", "b&amp;c"),
        ("<p>a <b>b&amp;c</b></p>", "&", "&amp;"),
        ("<p>a <b>b</b></p>", "a b", "a <b>b"),
        ("a &ldquo;No&#8221; b", "“No”", "&ldquo;No&#8221;"),
        ("x&NotEqualTilde;y", "≂", "&NotEqualTilde;"),
        ("x&NotEqualTilde;y", "\u0338", "&NotEqualTilde;"),
        ("a&notit", "¬i", "&noti"),
        ("a <q cite='>'>No</q > b", "“No”", "<q cite='>'>No</q >"),
        ("<p>a <q>No <q>x</q></p>b", "“No ‘x’”", "<q>No <q>x</q>"),
        ("a \n <b> c</b>", " ", " \n "),
        ("a \n <b> c</b>", "a c", "a \n <b> c"),
        ("e&#x301;<br>x", "e\u0301\nx", "e&#x301;<br>x"),
        ("<p>a</p> <p>b</p>", "\n\n", "</p>"),
        ("mi<b>d</b><!-- x -->dle", "middle", "mi<b>d</b><!-- x -->dle"),
        ("<p>😀é<b>😀</b>", "😀é😀", "😀é<b>😀"),
    ],
)
def test_a_span_of_the_text_is_located_in_the_html(html, text, source):
    start = Html(html).text.index(text)
    assert cut(html, start, start + len(text)) == source


def test_an_empty_span_is_located_as_an_empty_place_in_the_html():
    assert Html("<p></p>").locate(Span(0, 0), "utf-32") == {"html_start": 0, "html_end": 0}
    assert Html("<p>a&amp;").locate(Span(2, 2), "utf-32") == {"html_start": 9, "html_end": 9}
    assert Html("<p>a&amp;").locate(Span(1, 1), "utf-32") == {"html_start": 4, "html_end": 4}


WORDS = st.text(st.sampled_from("ab Zé😀\u0301\u00a0\n\t“”'\"&;<=>/!-#x1q"), max_size=12)
ESCAPES = {
    "&": ("&amp;", "&#38;"),
    "<": ("&lt;", "&LT", "&#x3c;"),
    "“": ("“", "&ldquo;", "&#147;"),
    " ": (" ", "&#32;"),
}
TAGS = ("b", "i", "a href='x>\"'", "span", "x-y", "s", "em title=&quot;")
GONE = (
    "<!-- > -->",
    "<script>a<b</script>",
    "<span hidden>x</span>",
    "<wbr>",
    "<svg><path/></svg>",
    "<button>x</button>",
)


@st.composite
def inline(draw, depth=2):
    """Text with inline markup that is well formed."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["text", "text", "tag", "gone"])) if depth else "text"
        if kind == "text":
            parts += [draw(st.sampled_from(ESCAPES.get(c, (c, c)))) for c in draw(WORDS)]
        elif kind == "tag":
            tag = draw(st.sampled_from(TAGS))
            parts.append(f"<{tag}>{draw(inline(depth - 1))}</{tag.split()[0]}>")
        else:
            parts.append(draw(st.sampled_from(GONE)))
    return "".join(parts)


TEMPLATES = ("<p>{}</p>", "<div>{}</div>", "<li>{}", "<h2>{}</h2>", "{}<br>", "<nav>{}</nav>")
PAGES = st.lists(st.tuples(st.sampled_from(TEMPLATES), inline()), max_size=4).map(
    lambda blocks: "\n".join(template.format(html) for template, html in blocks)
)


@given(PAGES, st.data())
def test_every_stretch_of_the_text_is_what_its_html_shows(html, data):
    """White space apart: a run of it is one space, at the edges of the cut none."""
    text = Html(html).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert squeezed(seen(cut(html, start, end))) == squeezed(text[start:end])


INGREDIENTS = """
    <p> </p> <div> </div> <b> </b> <i> </i> <em> </em> <span|hidden>x</span> <span> </span> <ul> <li> </ul> <dl><dt>
    <dd> </dl> <blockquote> </blockquote> <footer> </footer> <aside> </aside> <nav> </nav> <section> </section> <h2>
    </h2> </h3> <figure> <figcaption> </figure> <br> </br> <hr> <div/> <DIV|HIDDEN>x</DIV> <p|style='display:none'>
    <img|alt='a>b'> <script>if(a<b)'</p>'</script> <style>x</style> <title>t</title> <iframe>x</iframe> <textarea>a<b>
    </textarea> <svg><path/><g>x</g></svg> <svg/> <math><mi>x</mi></math> <button>x</button> <label>x</label>
    <del>x</del> <a|title='>\"'>a</a> <b|c=d"e> <b|c=" "> <b|="> <!--|c|--> <!--> <!---> <!--|a --> <![CDATA[x]]>
    <?php|?> </|x> </> < </ <3 &amp; &lt &ampx &notit; &notin; &nosuch; & &#65; &#128; &#0; &#xd800; &#10;
    &NotEqualTilde; &nbsp; &#32; x word é😀 e\u0301 = > " ' “ ” | |||
"""
"""What the soup is made of; a bar is a space. Left out is what moves text to another place (misplaced content of
tables), what html5lib does not know (`<template>`), and what is read otherwise: an `<svg>` or a hidden element that
nobody closes."""
SOUP = st.lists(st.sampled_from(INGREDIENTS.split()).map(lambda part: part.replace("|", " ")), max_size=12).map("".join)


@given(SOUP)
@example("<b><p>x</b>y</p>")
def test_broken_markup_is_read_as_a_browser_reads_it(html):
    """By html5lib, which parses as the standard says."""
    assert Html(html).text == seen(html)


@given(st.one_of(SOUP, PAGES, st.text(st.characters(exclude_categories=())), st.text("<>/!-q p&#;x=\"' ")))
@example("<q><q>a<p>b</q>")
def test_the_map_is_monotone_and_every_character_is_copied_or_stands_for_markup(html):
    page = Html(html)
    places = [page.locate(Span(i, i + 1), "utf-32") for i in range(len(page.text))]
    spans = [(place["html_start"], place["html_end"]) for place in places]
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    for character, (start, end) in zip(page.text, spans, strict=True):
        source = html[start:end]
        assert (
            source == character or source[:1] in ("&", "<") or not source.strip() or (not source and character in "”’")
        )


@given(PAGES, st.sampled_from(ENCODINGS))
def test_places_in_the_html_count_the_units_of_the_requested_encoding(html, encoding):
    page, units = Html(html), offset_table(html, encoding)
    for end in range(len(page.text) + 1):
        place, other = page.locate(Span(0, end), "utf-32"), page.locate(Span(0, end), encoding)
        assert other == {key: units[offset] for key, offset in place.items()}


def test_a_dropped_element_parts_paragraphs_only_if_it_is_a_block():
    assert {name for name in DROPPED if Html(f"a<{name}>x</{name}>b").text == "a\n\nb"} == DROPPED & BLOCKS
    assert {name for name in DROPPED if Html(f"a<{name}>x</{name}>b").text == "ab"} == DROPPED - BLOCKS
