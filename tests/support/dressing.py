"""Articles in the markup of content management systems, each with the text that a reader sees of it.

Everything is drawn from one seed, so that a body has the same bytes on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
NAMES = "Ito Lee Okafor Brandt Núñez Haddad Lindqvist Moreau Castellanos Ferreira".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
SAYINGS = (
    "Rates will fall before the summer",
    "We have waited long enough",
    "Nobody at R&D was told",
    "It costs less than 5\u00a0€ a head",
    "If a < b, then we lose",
    "Cafés are closed 😀 until further notice",
    "That is what the women\u2019s team asked for",
    "There is no plan \u2013 there never was",
)
FACTS = (
    "The council met for the third time this year.",
    "About 4\u00a0000 people live in the valley & its villages.",
    "Work on the bridge is to begin in spring… or later.",
    "The museum's collection fits into two rooms.",
    "Prices rose by 3 % while wages stood still.",
)
NAMED = {
    "“": "&ldquo;", "”": "&rdquo;", "‘": "&lsquo;", "’": "&rsquo;", '"': "&quot;", "'": "&#39;", "&": "&amp;",
    "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;", "–": "&ndash;", "…": "&hellip;", "é": "&eacute;", "€": "&euro;",
    "ú": "&uacute;", "ñ": "&ntilde;",
}  # fmt: skip
UNSEEN = (
    "<!-- ad slot -->",
    '<script async src="//ads.example/x.js"></script>',
    '<span hidden>"No," Nobody said.</span>',
    '<span aria-hidden="true">*</span>',
    "<wbr>",
)


@dataclass(frozen=True)
class Body:
    """An HTML body and its text."""

    name: str
    html: str
    text: str


Part = tuple[str, str]
"""HTML, and the paragraph that a reader sees of it; none where that is empty."""


class Tailor:
    """Dresses plain text."""

    def __init__(self, seed: object) -> None:
        self.random = random.Random(repr(seed))

    def escaped(self, text: str) -> str:
        """The characters as they are or as references, where either is right."""
        return "".join(map(self._character, text))

    def _character(self, character: str) -> str:
        forms = [f"&#{ord(character)};", f"&#x{ord(character):X};", NAMED.get(character, character)]
        if character in "&<":
            return self.random.choice(forms)
        if character in NAMED or not character.isascii():
            return self.random.choice([*forms, character, character])
        return character

    def inline(self, text: str) -> str:
        """A paragraph with inline tags around words and in them, and with lines broken anywhere."""
        words = text.split(" ")
        out = []
        while words:
            count = self.random.randint(1, 6)
            run, words = words[:count], words[count:]
            out.append(self._wrapped(self._spaced(map(self._word, run))))
        return self._spaced(out)

    def _spaced(self, words: Iterator[str] | list[str]) -> str:
        first, *rest = words
        return first + "".join(self.random.choice((" ", " ", " ", "\n    ", "&#32;")) + word for word in rest)

    def _word(self, word: str) -> str:
        if len(word) > 3 and self.random.random() < 0.05:
            cut = self.random.randint(1, len(word) - 1)
            between = self.random.choice(UNSEEN)
            return f"<b>{self.escaped(word[:cut])}</b>{between}{self.escaped(word[cut:])}"
        return self.escaped(word)

    def _wrapped(self, html: str) -> str:
        tags = (
            ("<em>", "</em>"),
            ("<strong>", "</strong>"),
            ('<a href="/tag?a=1&b=2" title=\'He said "a > b"\'>', "</a>"),
            ('<span class="x" style="color:red">', "</span>"),
        )
        before, after = self.random.choice(tags) if self.random.random() < 0.25 else ("", "")
        return f"{before}{html}{after}"


def article(tailor: Tailor) -> list[str]:
    """The paragraphs of an invented article; marks are curly or straight throughout."""
    draw = tailor.random
    left, right = draw.choice(("“”", '""'))
    paragraphs = []
    for _ in range(draw.randint(3, 7)):
        said = f"{left}{draw.choice(SAYINGS)},{right} {draw.choice(NAMES)} said on {draw.choice(DAYS)}."
        facts = draw.sample(FACTS, draw.randint(0, 3))
        facts.insert(draw.randint(0, len(facts)), said)
        paragraphs.append(" ".join(facts))
    return paragraphs


def seed_paragraphs(path: Path) -> list[str]:
    """The paragraphs of a seed article as a browser would show them."""
    return [" ".join(line.split()) for line in path.read_text("utf-8").splitlines() if line.strip()]


def wordpress(tailor: Tailor, paragraphs: list[str]) -> Iterator[Part]:
    """The block editor's output with Jetpack's buttons."""
    yield "<!-- wp:heading --><h2 class='wp-block-heading'>What happened</h2><!-- /wp:heading -->\n", "What happened"
    for number, text in enumerate(paragraphs):
        yield (
            f'\n<!-- wp:paragraph {{"dropCap":true}} -->\n<p>{tailor.inline(text)}</p>\n<!-- /wp:paragraph -->\n',
            text,
        )
        if number == 1:
            yield (
                '<figure class="wp-block-image size-large"><img src="a.jpg" alt="&quot;No,&quot; he said"/>'
                "<noscript><img src='a.jpg'></noscript><figcaption class='wp-element-caption'>The bridge "
                "<em>(archive)</em></figcaption></figure>",
                "The bridge (archive)",
            )
            yield '<figure class="wp-block-embed"><div><iframe src="https://v.example">"x"</iframe></div></figure>', ""
    yield (
        '<div class="sharedaddy sd-sharing-enabled"><div class="robots-nocontent"><h3 class="sd-title">Share this:</h3>'
        '<div class="sd-content"><ul><li class="share-x"><a href="?share=x"><span></span></a></li></ul></div></div>'
        "</div>",
        "Share this:",
    )
    yield '<aside class="related"><h3>Related</h3><ul><li>"Never," Lee said<li>More</ul></aside>', ""


def drupal(tailor: Tailor, paragraphs: list[str]) -> Iterator[Part]:
    """A node's full view with its fields in nested divs."""
    yield '<article role="article" class="node node--type-article">', ""
    yield '<header><h1><span class="field--name-title">A title</span></h1></header>', "A title"
    yield '<div class="node__content"><div class="field field--name-body"><div>', ""
    for number, text in enumerate(paragraphs):
        yield f'<p class="text-align-justify">\r\n\t{tailor.inline(text)}\r\n</p>\r\n\r\n', text
        if number == 0:
            yield "<ul>\r\n<li>First point</li>\r\n<li>Second point</li></ul>", "First point\n\nSecond point"
            yield "<drupal-media data-entity-uuid=a1></drupal-media><div><div></div></div>", ""
            yield "<p>&nbsp;</p>", "\u00a0"
    yield (
        '</div></div></div><footer class="node__meta">By <a>admin</a></footer><nav><ul><li>Up</ul></nav></article>',
        "",
    )
    yield '<form><input type="submit" value="Go"><label>E-mail</label><button>Subscribe</button></form>', ""


def ghost(tailor: Tailor, paragraphs: list[str]) -> Iterator[Part]:
    """Cards and callouts."""
    yield "<section class=gh-content>", ""
    for number, text in enumerate(paragraphs):
        if number % 3 == 2:
            yield f"<div class='kg-callout-text'>{tailor.inline(text)}</div><hr>", text
        else:
            yield f"<p>{tailor.inline(text)}</p>", text
    yield (
        "<!--kg-card-begin: html--><figure class='kg-card kg-bookmark-card'><a href=x><div>A bookmark</div>"
        '<svg viewBox="0 0 1 1"><title>Icon</title><path d="M0 0"/></svg></a></figure><!--kg-card-end: html-->',
        "A bookmark",
    )
    yield '<div class="kg-card"><button>Sign up</button><div role="navigation">Next</div></div></section>', ""


def handmade(tailor: Tailor, paragraphs: list[str]) -> Iterator[Part]:
    """Capitals, paragraphs that nobody closes, attributes without quotes, a table for the layout."""
    yield '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN"><HTML><HEAD><TITLE>"x"</TITLE><STYLE>p>a{}</STYLE>', ""
    yield "<BODY BGCOLOR=#fff><TABLE WIDTH=100%><TR>", ""
    yield "<TD>Menu", "Menu"
    yield "<TD><CENTER><FONT SIZE=+1>", ""
    for text in paragraphs:
        yield f"<P ALIGN=left>{tailor.inline(text)}\n", text
    yield "</TD></TR></TABLE></div></BODY></HTML", ""


def breaks(tailor: Tailor, paragraphs: list[str]) -> Iterator[Part]:
    """Paragraphs parted by line breaks alone."""
    yield "<div>", ""
    for text in paragraphs:
        yield f"{tailor.inline(text)} <br/>\n<br>\n", text
    yield "</div><?php footer(); ?><![CDATA[x]]><p", ""


STYLES: tuple[Callable[[Tailor, list[str]], Iterator[Part]], ...] = (wordpress, drupal, ghost, handmade, breaks)


def dress(name: str, style: Callable[[Tailor, list[str]], Iterator[Part]], paragraphs: list[str] | None = None) -> Body:
    """The body of an article, with no other words in sight; by default of an invented one, with some around it."""
    tailor = Tailor((name, style.__name__))
    parts = [
        (html, text)
        for html, text in style(tailor, paragraphs or article(tailor))
        if not (paragraphs and text) or text in paragraphs
    ]
    text = "\n\n".join(text for _, text in parts if text)
    return Body(f"{name} {style.__name__}", "".join(html for html, _ in parts), text)


def seeds() -> list[Body]:
    """Both seed articles in every style."""
    return [dress(path.stem, style, seed_paragraphs(path)) for path in SEEDS for style in STYLES]


def bodies() -> list[Body]:
    """Three hundred bodies, those of the seeds among them."""
    return seeds() + [dress(f"article {n}", style) for n in range(58) for style in STYLES]
