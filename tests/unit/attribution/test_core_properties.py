"""The core on random documents: whatever the parser makes of a text, an answer comes back that holds together."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import constructions
from quotes.attribution import pipeline
from quotes.attribution.model import CATEGORIES, Analysis
from quotes.nlp.document import Document, Sentence, Token
from quotes.nlp.reader.labels import KINDS, MODALITIES, ROLES
from quotes.nlp.reading import Reading, Report

attribute = pipeline.bundled().attribute

NAMES = ["Ito", "Akar", "Lee", "Horn", "Maria", "Reuters", "Ankara", "Ministry", "Mr.", "Smith-Jones", "UN"]
NOUNS = ["minister", "spokesman", "spokeswoman", "statement", "report", "officials", "plan", "warning", "call", "view"]
NOUNS += ["Sunday", "interview", "two", "former", "latter", "source", "word", "claim", "letter", "parliament"]
VERBS = ["said", "says", "told", "asked", "warned", "denied", "called", "quoted", "cited", "according", "issued"]
VERBS += ["saying", "adding", "wrote", "think", "announced", "refused", "was", "been", "read", "reported", "citing"]
OTHERS = [
    "the",
    "a",
    "his",
    "her",
    "that",
    "who",
    "which",
    "to",
    "of",
    "by",
    "on",
    "in",
    "as",
    "from",
    "through",
    "not",
]
OTHERS += ["he", "she", "they", "it", "I", "we", "there", "reportedly", "so", "will", "may", "if", "and", "or", "also"]
MARKS = ['"', "“", "”", "'", "‘", "’", "«", "»"]
RUNS = ["x“no”y", "“Ito", "said”", "it's", "“a”“b", "5'10\""]
PUNCTUATION = [",", ".", ":", ";", "-", "–", "—", "(", ")", "?", "!", "...", "'s", "``", "''", "/"]
WORDS = [NAMES, NOUNS, VERBS, OTHERS, MARKS, PUNCTUATION, RUNS]

LEMMAS = {"said": "say", "says": "say", "told": "tell", "asked": "ask", "warned": "warn", "denied": "deny"}
LEMMAS |= {"called": "call", "quoted": "quote", "cited": "cite", "according": "accord", "issued": "issue"}
LEMMAS |= {"saying": "say", "adding": "add", "wrote": "write", "announced": "announce", "refused": "refuse"}
LEMMAS |= {"was": "be", "been": "be", "reported": "report", "citing": "cite", "officials": "official"}

RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "nsubj:outer",
    "obj",
    "iobj",
    "csubj",
    "ccomp",
    "xcomp",
    "obl",
    "obl:agent",
    "obl:tmod",
]
RELATIONS += ["expl", "vocative", "dislocated", "advcl", "advcl:relcl", "advmod", "discourse", "aux", "aux:pass", "cop"]
RELATIONS += ["mark", "nmod", "nmod:poss", "nmod:unmarked", "nmod:desc", "appos", "nummod", "acl", "acl:relcl", "amod"]
RELATIONS += ["det", "case", "conj", "cc", "flat", "compound", "compound:prt", "list", "parataxis", "punct", "dep"]
TAGS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ"]
TAGS += ["SYM", "VERB", "X"]
USUAL = [
    ["PROPN"],
    ["NOUN"],
    ["VERB"],
    ["DET", "PRON", "ADP", "SCONJ", "PART", "AUX", "CCONJ"],
    ["PUNCT"],
    ["PUNCT"],
    ["X"],
]
FEATURES = [{}, {"Person": "3"}, {"Person": "1"}, {"Person": "3", "Gender": "Fem"}, {"Number": "Plur", "Person": "3"}]
FEATURES += [{"VerbForm": "Fin"}, {"VerbForm": "Ger"}, {"VerbForm": "Part", "Tense": "Past"}, {"Mood": "Imp"}]
FEATURES += [{"PronType": "Rel"}, {"Reflex": "Yes"}, {"Gender": "Neut", "Person": "3"}, {"Number": "Plur"}]
ENTITIES = ["O", "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC"]


def random_reading(random: Random, words: int) -> Reading:
    """Reading that no reader would give: reports anchored anywhere, any roles, any mentions, linked at will."""
    numbers = numpy.random.default_rng(random.randrange(2**32))

    def report(anchor: int) -> Report:
        first, last = random.randint(0, anchor), random.randint(anchor, words - 1)
        shares = numbers.dirichlet([0.3] * len(ROLES), last - first + 1).astype(numpy.float32)
        roles = {first + n: int(role) for n, role in enumerate(shares.argmax(1)) if role}
        modality = random.randrange(len(MODALITIES))
        return Report(anchor, random.random() < 0.7, first, shares, roles, random.random(), random.random(), modality)

    anchors = sorted(random.sample(range(words), random.randint(0, min(4, words))))
    stretches = {tuple(sorted(random.choices(range(words), k=2))) for _ in range(random.randint(0, 6))}
    mentions = sorted(((first, last) for first, last in stretches), key=lambda m: (m[0], -m[1]))
    links = ({e: random.gauss(0, 3) for e in range(m) if random.random() < 0.8} for m in range(len(mentions)))
    kinds = tuple(random.choice(KINDS) for _ in mentions)
    return Reading(
        numbers.random(words, numpy.float32), tuple(map(report, anchors)), tuple(mentions), tuple(links), kinds
    )


def random_document(random: Random, most_sentences: int = 5, most_words: int = 14) -> Document:
    """A document of random words and marks with random trees, crossing branches included."""
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraph = 0
    read, usual = random.random() < 0.5, random.random() < 0.7
    for number in range(random.randint(1, most_sentences)):
        if number:
            apart = random.random() < 0.4
            paragraph += apart
            text += "\n\n" if apart else random.choice([" ", ""])
        first, size = len(tokens), random.randint(1, most_words)
        order = list(range(size))
        random.shuffle(order)
        heads = {order[0]: None} | {order[i]: first + order[random.randrange(i)] for i in range(1, size)}
        for i in range(size):
            kind = random.randrange(len(WORDS))
            word = random.choice(WORDS[kind])
            shared = i > 0 and random.random() < 0.02  # the parts of one token that do not spell it
            if shared:
                start, end = tokens[-1].start, tokens[-1].end
            else:
                text += random.choice(["", " ", " "]) if i else ""
                start, end = len(text), len(text) + len(word)
                text += word
            tokens.append(
                Token(
                    index=first + i,
                    sentence=number,
                    start=start,
                    end=end,
                    text=text[start:end],
                    lemma=LEMMAS.get(word, word),
                    upos=random.choice(USUAL[kind] if usual else TAGS),
                    head=heads[i],
                    deprel="root" if heads[i] is None else random.choice(RELATIONS),
                    features=random.choice(FEATURES),
                    entity=random.choice(ENTITIES),
                )
            )
        sentences.append(Sentence(number, first, len(tokens), paragraph))
    reading = random_reading(random, len(tokens)) if read else None
    return Document(text, tuple(tokens), tuple(sentences), reading=reading)


def gone_wrong(random: Random, document: Document, share: float) -> Document:
    """A document with some of its parse, tags, paragraphs or its reading made random; the trees stay trees."""
    tokens = list(document.tokens)
    for number, token in enumerate(tokens):
        sentence = document.sentences[token.sentence]
        if random.random() < share:
            token = replace(token, upos=random.choice(TAGS))
        if random.random() < share and token.head is not None:
            token = replace(token, deprel=random.choice(RELATIONS))
        if random.random() < share:
            token = replace(token, features=random.choice(FEATURES), entity=random.choice(ENTITIES))
        if random.random() < share and token.head is not None:
            head, above = random.randrange(sentence.first, sentence.last), set()
            at: int | None = head
            while at is not None and at not in above:
                above.add(at)
                at = tokens[at].head
            if number not in above:
                token = replace(token, head=head)
        tokens[number] = token
    paragraphs = [0]
    for one, two in pairwise(document.sentences):
        paragraphs.append(paragraphs[-1] + (one.paragraph != two.paragraph or random.random() < share))
    sentences = [replace(s, paragraph=p) for s, p in zip(document.sentences, paragraphs, strict=True)]
    reading = random_reading(random, len(tokens)) if random.random() < 0.5 else document.reading
    return Document(document.text, tuple(tokens), tuple(sentences), reading=reading)


def check(document: Document, analysis: Analysis) -> None:
    """Assert what every analysis has to be."""
    length = len(document.text)
    entities = {entity.id: entity for entity in analysis.entities}
    assert len(entities) == len(analysis.entities)
    ids = [quote.id for quote in analysis.quotes]
    assert ids == [f"q{n}" for n in range(1, len(ids) + 1)]
    starts = [quote.content[0].start for quote in analysis.quotes]
    assert starts == sorted(starts)
    referred = set()
    for quote in analysis.quotes:
        assert quote.content
        assert all(len(span) for span in quote.content)
        assert all(one.end <= two.start for one, two in pairwise(quote.content))
        assert document.slice(quote.content[0]) == document.text[quote.content[0].start : quote.content[0].end]
        assert 0 <= quote.confidence <= 1
        assert quote.category in CATEGORIES
        assert quote.nested_in is None or (quote.nested_in in ids and quote.nested_in != quote.id)
        references = [quote.speaker, quote.addressee, *(via.reference for via in quote.via)]
        spans = [*quote.content, *(quote.cue.spans if quote.cue else ())]
        for reference in references:
            if reference:
                spans += reference.spans
                assert reference.entity is None or reference.entity in entities
                referred.add(reference.entity)
        spans += [s for s in (quote.context.medium, quote.context.time, quote.context.place) if s]
        assert all(0 <= s.start < s.end <= length for s in spans)
        if quote.cue:
            assert quote.cue.spans
            apart = not any(cue.overlaps(span) for cue in quote.cue.spans for span in quote.content)
            assert apart or any(one.span == two.span for one, two in pairwise(document.tokens))
        else:
            assert not quote.speaker or not quote.speaker.spans
    assert set(entities) <= referred
    for entity in analysis.entities:
        assert entity.name
        assert entity.name in document.text
        assert entity.role is None or entity.role in document.text
        assert entity.mentions
        assert len({m.span for m in entity.mentions}) == len(entity.mentions)
        assert all(0 <= m.span.start < m.span.end <= length for m in entity.mentions)
    outer = {quote.id: quote.nested_in for quote in analysis.quotes}
    for quote in ids:
        seen = set()
        while quote is not None:
            assert quote not in seen, "nested in itself"
            seen.add(quote)
            quote = outer[quote]
    assert all(0 <= w.span.start < w.span.end <= length for w in analysis.warnings)


@given(st.randoms(use_true_random=False), st.integers(1, 5), st.integers(1, 14))
@settings(max_examples=300)
def test_the_analysis_of_a_random_document_is_consistent(random: Random, sentences: int, words: int) -> None:
    document = random_document(random, sentences, words)
    analysis = attribute(document)
    check(document, analysis)
    assert attribute(document) == analysis


@given(st.sampled_from(constructions.examples()), st.randoms(use_true_random=False), st.sampled_from([0.02, 0.1, 0.4]))
@settings(max_examples=300)
def test_the_analysis_of_a_document_with_a_wrong_parse_is_consistent(
    example: constructions.Example, random: Random, share: float
) -> None:
    document = gone_wrong(random, example.document, share)
    analysis = attribute(document)
    check(document, analysis)
    assert attribute(document) == analysis


def test_a_document_without_tokens_has_no_quotes() -> None:
    assert attribute(Document("", (), ())) == Analysis((), ())
    assert attribute(Document("“Nobody parsed this.”", (), ())).quotes == ()
