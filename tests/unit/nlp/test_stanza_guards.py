"""What stands between Stanza and a text: cut sentences, tags, offsets."""

from itertools import accumulate
from types import SimpleNamespace
from unittest.mock import Mock

import numpy
import pytest
import stanza
from hypothesis import given
from hypothesis import strategies as st

from quotes.nlp import stanza_parser
from quotes.nlp.reader.reader import Read
from quotes.nlp.reading import Reading
from quotes.nlp.sentences import cut_sentence, split_at_spaces, split_before_quotations
from quotes.nlp.stanza_parser import StanzaParser, TextLimits
from quotes.nlp.text import KEPT_OF_A_RUN, ReadingCopy
from quotes.nlp.words import WordReader


@pytest.fixture(scope="module", autouse=True)
def _tokenizer_of_the_pipeline():
    """Has the parser take the tokens that the pipeline's tokenizer makes, which need not be Stanza's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stanza_parser, "tokenize", lambda tokenizer, text: tokenizer(text))
        yield


@given(st.lists(st.sampled_from(["word", "and", ",", ";", '"']), max_size=60), st.integers(2, 12))
def test_a_cut_sentence_holds_all_its_words_in_order(words, most):
    tokens = [{"text": word, "n": n} for n, word in enumerate(words)]
    parts = list(cut_sentence(tokens, most))
    assert [token for part in parts for token in part] == tokens
    assert all(len(part) <= most for part in parts)
    assert len(parts) == 1 or all(parts)
    assert all(len(part) > most // 2 for part in parts[:-1])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a b c d", ["a b c d"]),
        ("a b c , d e", ["a b c ,", "d e"]),
        ("a b , c d e", ["a b , c", "d e"]),
        ("a , b , c d e", ["a , b ,", "c d e"]),
        ("a b c d e f", ["a b c d", "e f"]),
    ],
    ids=["short enough", "at the comma", "no comma in the second half", "at the last comma", "hard"],
)
def test_a_long_sentence_is_cut_behind_the_last_comma_of_its_second_half(text, parts):
    tokens = [{"text": word} for word in text.split()]
    assert [" ".join(token["text"] for token in part) for part in cut_sentence(tokens, 4)] == parts


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("B-PER", "B-PER"),
        ("S-GPE", "B-LOC"),
        ("I-PERSON", "I-PER"),
        ("E-ORG", "I-ORG"),
        ("S-NORP", "B-ORG"),
        ("S-DATE", "O"),
        ("O", "O"),
        (None, "O"),
    ],
)
def test_the_name_labels_of_stanza_become_iob2_with_three_types(tag, name):
    assert stanza_parser._name(SimpleNamespace(ner=tag)) == name


@pytest.mark.parametrize(
    ("length", "words", "offsets"),
    [
        (4, ["said"], [(0, 4)]),
        (6, ["can", "not"], [(0, 3), (3, 6)]),
        (5, ["wo", "n't"], [(0, 2), (2, 5)]),
        (5, ["will", "not"], [(0, 5), (0, 5)]),
        (90, ["x" * 20, "y" * 20], [(0, 90), (0, 90)]),
        (90, ["x" * 40], [(0, 90)]),
    ],
    ids=["one word", "parts", "clitic", "expanded", "shortened parts", "shortened"],
)
def test_the_words_of_a_token_have_offsets_of_their_own_only_where_they_spell_it(length, words, offsets):
    token = SimpleNamespace(words=[SimpleNamespace(text=w) for w in words], start_char=100, end_char=100 + length)
    found = [(start - 100, end - 100) for _, start, end in stanza_parser._word_offsets(token)]
    assert found == offsets


def test_a_token_never_holds_a_space():
    token = {"id": (3,), "text": "mayor agreed", "start_char": 4, "end_char": 16, "misc": "SpaceAfter=No"}
    found = list(split_at_spaces(token, "The mayor agreed."))
    assert [(t["text"], t["start_char"], t["end_char"]) for t in found] == [("mayor", 4, 9), ("agreed", 10, 16)]


@pytest.mark.parametrize(
    ("sentences", "split"),
    [
        (['" No , " said Lee . " Not now , " added Ito .'], ['" No , " said Lee .', '" Not now , " added Ito .']),
        (['" No , " said Lee. " Not now , "'], ['" No , " said Lee .', '" Not now , "']),
        (['He left . " No , "', 'she said . " Not now . "'], ["He left .", '" No , "', "she said .", '" Not now . "']),
        (['" No .', 'Never . " Lee left .'], ['" No .', 'Never . " Lee left .']),
        (['The U.S. " won " .'], ['The U.S. " won " .']),
    ],
    ids=["two turns", "a stop that seems an abbreviation's", "narration before", "a mark that closes", "no sentence"],
)
def test_a_passage_that_follows_a_sentence_begins_a_new_one(sentences, split):
    at, tokenized = 0, []
    for words in map(str.split, sentences):
        ends = list(accumulate((len(word) + 1 for word in words), initial=at))
        tokenized.append(
            [{"text": w, "start_char": a, "end_char": a + len(w)} for w, a in zip(words, ends, strict=False)]
        )
        at = ends[-1]
    found = split_before_quotations(tokenized, lambda offset: 0)
    assert [" ".join(token["text"] for token in part) for part in found] == split


class Pipeline:
    """Splits at blanks; every word hangs on the first of its sentence. It keeps what it was given."""

    def __init__(self):
        self.processors = {"tokenize": self.tokenize, "depparse": self}
        self.read = ""
        self.parsed = []

    def tokenize(self, text):
        self.read = text
        tokens, at = [], 0
        for number, word in enumerate(text.split(), 1):
            at = text.index(word, at)
            shown = word if len(word) < 60 else "<UNK>"
            tokens.append({"id": (number,), "text": shown, "start_char": at, "end_char": at + len(word)})
            at += len(word)
        return [tokens]

    def process(self, document):
        self.parsed = [[word.text for word in sentence.words] for sentence in document.sentences]
        for sentence in document.sentences:
            for word in sentence.words:
                word.head, word.deprel, word.upos = (0, "root", "X") if word.id == 1 else (1, "dep", "X")
        return document


def parse(text, **limits):
    pipeline = Pipeline()
    return StanzaParser(pipeline, "test", "1", (), TextLimits(**limits)).parse(text), pipeline


def test_a_long_sentence_is_parsed_in_parts_with_a_warning():
    text = "Ünd “one two three, four five” six seven"
    document, pipeline = parse(text, sentence_words=4)
    assert [document.tokens[s.first].text for s in document.sentences] == ["Ünd", "four"]
    assert [t.head for t in document.tokens] == [None, 0, 0, 0, None, 4, 4, 4]
    assert [t.sentence for t in document.tokens] == [0, 0, 0, 0, 1, 1, 1, 1]
    assert [w.code for w in document.warnings] == ["long_sentence"]
    assert document.slice(document.warnings[0].span) == text
    assert len(pipeline.parsed) == 2


def test_a_long_token_is_shortened_for_the_parser_but_not_in_the_document():
    link = "https://example.org/" + "path/" * 12
    document, pipeline = parse(f"See {link} now", run_characters=512)
    assert pipeline.parsed == [["See", link[: stanza_parser.LONGEST_TOKEN], "now"]]
    assert [t.text for t in document.tokens] == ["See", link, "now"]
    assert not document.warnings


def test_a_long_run_is_read_in_part_and_whole_in_the_document():
    run = "x" * 600
    document, pipeline = parse(f"“No” {run}\n\n{run} end")
    assert pipeline.read == f'"No" {"x" * KEPT_OF_A_RUN}\n\n{"x" * KEPT_OF_A_RUN} end'
    assert [t.text for t in document.tokens] == ["“No”", run, run, "end"]
    assert [w.code for w in document.warnings] == ["long_run", "long_run"]


@given(st.text(st.characters(exclude_categories=()), max_size=120))
def test_tokens_are_slices_of_the_text_as_sent(text):
    document, pipeline = parse(text, run_characters=64, sentence_words=5)
    assert document.text == text
    assert [t.text for t in document.tokens] == [text[t.start : t.end] for t in document.tokens]
    assert [t.index for t in document.tokens] == list(range(len(document.tokens)))
    assert all(one.end <= two.start for one, two in zip(document.tokens, document.tokens[1:], strict=False))
    if not ReadingCopy(text, 64).text:
        assert not document.tokens
        assert not pipeline.read


def test_what_was_read_of_words_is_dropped_after_every_document_even_a_failing_one():
    class Failing(Pipeline):
        def process(self, document):
            raise RuntimeError("no memory")

    words = Mock(WordReader)
    parser = StanzaParser(Failing(), "test", "1", (), TextLimits(), words)
    for count in (1, 2):
        with pytest.raises(RuntimeError, match="no memory"):
            parser.parse("A text")
        assert words.forget.call_count == count


def test_memory_is_given_back_after_a_long_text_and_after_as_much_in_short_ones(monkeypatch):
    given_back = Mock()
    monkeypatch.setattr(stanza_parser.memory, "give_back", given_back)
    parser = StanzaParser(Pipeline(), "test", "1", (), TextLimits())
    counts = []
    for words in (2_500, 700, 700, 700, 700):  # of four characters each
        parser.parse("and " * words)
        counts.append(given_back.call_count)
    assert counts == [1, 1, 1, 1, 2]


def test_a_text_that_is_not_english_gets_a_warning():
    document, _ = parse("wort " * 30)
    assert [w.code for w in document.warnings] == ["unexpected_language"]


class Tagging(Pipeline):
    """Cuts "won't" in two, and labels the first token of every sentence as Stanza's tagger of names would."""

    def __init__(self):
        super().__init__()
        self.processors |= {"mwt": SimpleNamespace(process=self.cut), "ner": SimpleNamespace(process=self.tag)}

    def cut(self, document):
        rows = []
        for token in document.sentences[0].tokens:
            place = {"start_char": token.start_char, "end_char": token.end_char}
            parts = ["wo", "n't"] if token.text == "won't" else [token.text]
            first = 1 + sum(len(row["id"]) == 1 for row in rows)
            if len(parts) > 1:
                rows.append({"id": (first, first + 1), "text": token.text} | place)
            rows += [
                {"id": (first + n,), "text": part} | (place if len(parts) == 1 else {}) for n, part in enumerate(parts)
            ]
        return stanza.Document([rows], text=document.text)

    def tag(self, document):
        for sentence in document.sentences:
            sentence.tokens[0].ner = "S-PERSON"
        return document


class Reader:
    """Takes the last word for an organisation, and for the anchor of a report and a mention; keeps what it read."""

    def __init__(self):
        self.words = ()

    def read(self, words):
        self.words = words
        last = len(words) - 1
        anchors = numpy.eye(len(words), dtype=numpy.float32)[last]
        return Read(
            Reading(anchors, (), ((last, last),), ({},), ("organization",)), ("O",) * last + ("B-organization",)
        )


def test_names_are_the_reader_s_and_without_one_those_of_stanza_s_tagger():
    pipelines = Tagging(), Tagging()
    parsers = (
        StanzaParser(pipeline, "test", "1", (), TextLimits(), reader=reader)
        for pipeline, reader in zip(pipelines, (Reader(), None), strict=True)
    )
    read, tagged = (parser.parse("Ito met Shell") for parser in parsers)
    assert [t.entity for t in read.tokens] == ["O", "O", "B-ORG"]
    assert [t.entity for t in tagged.tokens] == ["B-PER", "O", "O"]
    assert tagged.reading is None


def test_the_reader_reads_whole_tokens_and_its_reading_is_of_their_words():
    reader = Reader()
    document = StanzaParser(Tagging(), "test", "1", (), TextLimits(), reader=reader).parse("We won't\n\nsell")
    assert [(word.text, word.paragraph) for word in reader.words] == [("We", 0), ("won't", 0), ("sell", 1)]
    assert [token.text for token in document.tokens] == ["We", "wo", "n't", "sell"]
    assert document.reading.anchors.tolist() == [0, 0, 0, 1]
    assert document.reading.mentions == ((3, 3),)
    assert document.tokens[3].entity == "B-ORG"
