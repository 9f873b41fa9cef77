"""The real parser on texts that nobody would write: exact offsets, guards, no trace left, no network."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.nlp.document import Document, Parser
from quotes.nlp.models import BUNDLED, ModelError, load, read_manifest, write_manifest
from quotes.nlp.stanza_parser import StanzaParser

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]

PLAIN = """\
Harbour to close
“We don't have a choice,” Akar told reporters in Ankara on Sunday. Ito, who can't vote, called it “a mistake”.

The ministry's plan — 3.5 million euros, it said — isn’t new, according to the Gazette: see https://example.org/a?b=c."""

NASTY = {
    "empty": "",
    "blank": " \n\t ",
    "one letter": "x",
    "one mark": "“",
    "one stop": ".",
    "one surrogate": "\ud800",
    "surrogates": "Ito \ud800said\udfff \ud83d rates would fall\udc00.",
    "soft hyphens": "The min\u00adis\u00adter said the har\u00adbour would close.",
    "only soft hyphens": "\u00ad\u00ad\u00ad \u00ad",
    "directions": "\u200eIto\u200f said\u202e \u202cno\u2069.",
    "only invisible": "\u200e\u200f\u200b\ufeff\u2060",
    "private use": "\ue000 Ito \U000f0000 said \U0010ffff so.",
    "combining": "\u0301 Zoe\u0308 sa\u0301id\u0302\u0303 3\u0301 \u0301\u0301.",
    "variation": "Love \u2764\ufe0f and 1\ufe0f\u20e3 and 👩\u200d👩\u200d👧, Ito said.",
    "controls": "Ito\x00 said\x0b so\x0c.\x1b[0m\x7f",
    "line ends": "Ito said no.\r\n\r\nLee said yes.\x85Kim left.\u2028Horn stayed.\u2029\rEnd",
    "spaces": "Ito\u00a0said\u2003so\u3000,\u202fhe\u2009did\t.",
    "scripts": "東京の部長は火曜日に言った。 Министр сказал. قال الوزير. השר אמר. ไทย พูด",
    "marks": "“”‘’«»„‚'\"`´''``" * 5,
    "dots": ". . . ... …… ?!?! --- ——— ###",
    "digits": "1 22 333 4,444 5.5 6/6 7-7 " * 5,
    "tags": "<p class='x'>Ito said &quot;no&quot;</p><script>alert(1)</script>",
    "a long token": "Ito saw " + "x" * 200 + " fall.",
    "a very long token": "Ito saw " + "x" * 1000 + " fall.",
    "a long number": "Ito owed " + "9" * 400 + " euros.",
    "many long tokens": "Lee's " + ("a" * 300 + " ") * 20,
    "clitics": "don't can't won't cannot I'd've Ito's Lees' '90s rock 'n' roll gonna dunno y'all'd've",
    "a long clitic": "x" * 100 + "n't " + "y" * 60 + "'s end.",
    "zero width in words": "I\u200bto sa\u200bid n\u200bo.",
    "emoji": "😀" * 30 + " said 😀.",
    "unassigned": "Ito \u0378 said \U000e0fff so \U0001fae9.",
    "brackets": "(" * 60 + "x" + ")" * 60,
    "headlines": "ITO: TAX CUT 'DEAD'\nLEE SAYS NO\n" * 5,
}


@pytest.fixture(scope="module")
def plain(parser: Parser) -> Document:
    """The plain text as it is parsed before any other."""
    return parser.parse(PLAIN)


def check(document: Document, text: str) -> None:
    """Assert what every document has to be."""
    assert document.text == text
    for number, token in enumerate(document.tokens):
        assert token.index == number
        assert token.text == text[token.start : token.end] != ""
        assert token.lemma
        assert token.upos
        assert token.deprel
        sentence = document.sentences[token.sentence]
        assert sentence.first <= number < sentence.last
        assert token.head is None or (sentence.first <= token.head < sentence.last and token.head != number)
    for one, two in pairwise(document.tokens):
        assert one.end <= two.start or (one.start, one.end) == (two.start, two.end)
    assert [s.first for s in document.sentences] + [len(document.tokens)] == [0, *(s.last for s in document.sentences)]
    for sentence in document.sentences:
        assert sum(token.head is None for token in document.words(sentence)) == 1
    assert all(one.paragraph <= two.paragraph for one, two in pairwise(document.sentences))
    assert all(0 <= w.span.start <= w.span.end <= len(text) for w in document.warnings)


def test_a_plain_text_is_parsed_into_words_sentences_paragraphs_and_names(plain: Document) -> None:
    check(plain, PLAIN)
    assert not plain.warnings
    words = [t.text for t in plain.tokens]
    assert words[:9] == ["Harbour", "to", "close", "“", "We", "do", "n't", "have", "a"]
    assert "".join(words) == "".join(PLAIN.split())
    assert {"ca", "n't", "'s", "is", "n’t", "3.5"} <= set(words)
    assert [plain.sentences[t.sentence].paragraph for t in plain.tokens if t.text in ("Akar", "Gazette")] == [
        1,
        2,
    ]
    said = next(t for t in plain.tokens if t.text == "told")
    assert (said.lemma, said.upos) == ("tell", "VERB")
    assert [t.text for t in plain.tokens if t.head == said.index and t.deprel == "nsubj"] == ["Akar"]
    assert {t.text for t in plain.tokens if t.entity == "B-PER"} >= {"Akar"}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_a_nasty_text_has_exact_offsets_and_leaves_no_trace(parser: Parser, plain: Document, text: str) -> None:
    check(parser.parse(text), text)
    assert parser.parse(PLAIN) == plain


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["said ", "Ito ", "“", "” ", ", ", ". ", "\n", "n't ", "that "]),
            st.text(st.characters(exclude_categories=()), max_size=6),
        ),
        max_size=40,
    ).map("".join)
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_text_is_parsed_with_exact_offsets(parser: Parser, text: str) -> None:
    check(parser.parse(text), text)


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\u200e\x00"])
def test_a_text_without_words_has_no_tokens(parser: Parser, text: str) -> None:
    assert parser.parse(text) == Document(text, (), ())


def test_words_without_punctuation_are_cut_into_short_sentences_with_a_warning(parser: Parser) -> None:
    text = "the minister said that rates would fall and the mayor agreed " * 455  # 5,005 words
    document = parser.parse(text)
    check(document, text)
    assert len(document.tokens) == 5005
    assert max(s.last - s.first for s in document.sentences) <= 200
    long = [w for w in document.warnings if w.code == "long_sentence"]
    assert long
    assert all(" words; parsed in " in w.detail for w in long)
    assert document.slice(long[0].span).startswith("the minister")


def test_a_long_run_is_one_token_with_a_warning(parser: Parser) -> None:
    run = "https://example.org/" + "a1" * 300
    text = f"“Look at {run}”, Ito said."
    document = parser.parse(text)
    check(document, text)
    (warning,) = document.warnings
    assert warning.code == "long_run"
    assert document.slice(warning.span) == f"{run}”,"
    assert {"Look", "Ito", "said"} <= {t.text for t in document.tokens}


@pytest.mark.parametrize("name", ["Ito", "Donna", "Otto", "Its", "Cantor", "donor"])
def test_words_that_look_like_contractions_stay_whole(parser: Parser, name: str) -> None:
    document = parser.parse(f"{name} said rates would fall.")
    assert document.tokens[0].text == name


def test_nothing_is_kept_between_documents(parser: Parser) -> None:
    assert isinstance(parser, StanzaParser)
    parser.parse(PLAIN)
    assert parser._words is not None
    assert not parser._words._kept


OFFLINE = """
import json, socket, sys
try:
    socket.create_connection(("192.0.2.1", 80), timeout=2)
    sys.exit("there is a network")
except OSError:
    pass
from quotes.nlp import models
print(json.dumps([t.text for t in models.load("bundled", threads=1).parse("Ito said so.").tokens]))
"""


@pytest.mark.parametrize("other", [shutil.copy, lambda _, path: torch.save({"model": {}}, path)])
@pytest.mark.parametrize("name", ["pos.pt", "reader.pt"])
def test_a_model_that_is_another_is_named_though_the_manifest_agrees(
    tmp_path: Path, name: str, other: Callable[[Path, Path], object]
) -> None:
    directory = tmp_path / "models"
    shutil.copytree(BUNDLED, directory)
    other(directory / "depparse.pt", directory / name)
    manifest = read_manifest(directory)
    write_manifest(directory, manifest.name, manifest.version, manifest.licences)
    with pytest.raises(ModelError, match=f"{directory}: {name}"):
        load(str(directory))


def test_no_network_is_needed() -> None:
    unshare = shutil.which("unshare")
    apart = [unshare or "unshare", "--map-root-user", "--net"]
    if unshare is None or subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("network namespaces are not permitted here")
    command = [*apart, sys.executable, "-c", OFFLINE]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == ["Ito", "said", "so", "."]
