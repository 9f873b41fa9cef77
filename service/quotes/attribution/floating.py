"""Quotations without a cue: passages in quotation marks that no verb of their own clause introduces.

A passage that no candidate holds yet is looked at for this, in order; 2 to 5 only if it stands as a sentence:

1. It goes on with a speech that its cue interrupts: "It failed," Ito said. "Badly."
2. Punctuation beside it credits somebody: "It failed." - Ito. The minister was blunt: "It failed."
3. The paragraph behind it takes it up: "It failed." / Ito said so on Monday.
4. It is a paragraph of its own behind that of another quote, and goes on with it: "It failed," Ito said. / "Badly."
5. It floats: Ito was furious. "It failed." Its speaker is the one whom the text before it leaves speaking, and in a
   dialogue, where such quotations fill paragraph after paragraph, the one whose turn it is.

Each paragraph of a speech that is re-opened paragraph after paragraph goes with the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue
from quotes.attribution.gathered import Gathered, first_places, is_inside_quotation
from quotes.attribution.grammar import punctuation, quotations, sources
from quotes.attribution.quotation import Passage
from quotes.attribution.syntax import trees
from quotes.nlp.document import Sentence, Token


def complete(article: Article, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with what no candidate holds: added to the speech that it goes on with, else as further ones.

    Returns:
        All candidates in text order of their contents.
    """
    ranked = Gathered(article, candidates)
    out = Gathered(article, (_with_whole_speech(article, candidate, ranked) for candidate in candidates))
    claimed = set().union(*(c.content for c in out.all if not is_inside_quotation(article, c)))
    ending = {_next_word(article, candidate): number for number, candidate in enumerate(out.all)}
    for place, passage in enumerate(article.passages):
        tokens = _tokens(article, passage)
        if not tokens or not claimed.isdisjoint(tokens):
            continue
        interrupted = ending.get(article.next_word(min(tokens) - 1))
        if interrupted is not None and _goes_on(article, out.all[interrupted], passage):
            number = interrupted
            longer = _with_passages(article, out.all[number], _in_a_row(article, place, claimed))
            out.extend(number, _with_whole_speech(article, longer, out))
        elif (_is_statement(article, passage) or _is_signed(article, passage)) and not _lacks_closing_mark(
            article, passage, out
        ):
            number = out.add(_with_whole_speech(article, _quotation(article, out, passage), out))
        else:
            continue
        claimed |= out.all[number].content
        ending[_next_word(article, out.all[number])] = number
    return _with_turns(article, sorted(out.all, key=lambda c: min(c.content)))


def _in_a_row(article: Article, first: int, claimed: Collection[int]) -> Iterator[Passage]:
    """A passage, by its place among all, and those behind it in its paragraph without a word between.

    Those with tokens that are claimed are left out.
    """
    paragraph = _paragraph(article, article.passages[first])
    next_word = article.next_word(min(_tokens(article, article.passages[first])) - 1)
    for place in range(first, len(article.passages)):
        passage = article.passages[place]
        tokens = _tokens(article, passage)
        if not tokens:
            continue
        if _paragraph(article, passage) != paragraph or article.next_word(min(tokens) - 1) != next_word:
            return
        if tokens.isdisjoint(claimed):
            yield passage
            next_word = article.next_word(max(tokens))


def _next_word(article: Article, candidate: Candidate) -> int:
    """The first word behind a candidate, its cue and circumstances included."""
    cue = candidate.cue.tokens if candidate.cue else ()
    return article.next_word(max([*candidate.reporting_clause, *candidate.content, *cue]))


def _tokens(article: Article, passage: Passage) -> frozenset[int]:
    """The tokens of a passage, its quotation marks included."""
    return frozenset(t.index for t in article.tokens_in(passage.span))


def _with_passages(article: Article, candidate: Candidate, more: Iterable[Passage]) -> Candidate:
    """The candidate with further passages in its content."""
    passages = tuple(sorted({*candidate.passages, *more}, key=lambda p: p.span))
    holding_cue = article.passage(candidate.cue.head) if candidate.cue else None  # an unclosed one may run into it
    content = candidate.content.union(*(_tokens(article, p) for p in passages if p != holding_cue))
    return replace(candidate, content=content, passages=passages)


def _with_whole_speech(article: Article, candidate: Candidate, others: Gathered) -> Candidate:
    """The candidate with its share of each speech of its own that is re-opened paragraph after paragraph.

    That is all of it, but a paragraph with a cue of its own begins the share of another of the candidates. The
    paragraphs before the first cue go with that, unless the speech begins within a sentence that has nothing to do
    with it.
    """
    places = first_places(article, candidate)
    shares = (_share(article, article.speeches[speech], own, others) for speech, own in places.items())
    more = set().union(*shares) - {*candidate.passages}
    return _with_passages(article, candidate, more) if more else candidate


def _share(article: Article, speech: Sequence[Passage], own: int, others: Gathered) -> Sequence[Passage]:
    """The passages of a speech that go with a candidate which has some of them, when others have some too.

    Args:
        article: where they stand.
        speech: the passages.
        own: which of them, from 0, is the first that the candidate has.
        others: the candidates, this one maybe among them.
    """
    begins = others.begins(speech[0].speech)
    after = bisect_right(begins, own)
    end = begins[after] if after < len(begins) else len(speech)
    first = (not begins or begins[0] >= own) and _begins_sentence(article, speech[0])
    led_up_to = first and not any(_lacks_closing_mark(article, passage, others) for passage in speech[:own])
    return speech[0 if led_up_to else own : end]


def _lacks_closing_mark(article: Article, passage: Passage, candidates: Gathered) -> bool:
    """True for an unclosed passage that a cue within it credits from its first word on: "It failed, said Ito."""
    if passage.span.end != passage.inner.end:
        return False
    first = min(article.words(_tokens(article, passage)), default=-1)
    return any(min(article.words(c.content), default=None) == first for c in candidates.cued_within(passage))


def _begins_sentence(article: Article, passage: Passage) -> bool:
    """True if nothing but a finished sentence or an introduction stands before a passage in its paragraph."""
    before, _ = article.beside(passage.span)
    return not before or before in ".!?:;,—–-…”\"»’'"


def _is_statement(article: Article, passage: Passage) -> bool:
    """True for a passage that stands as a sentence or more of its own, and so is speech even without a cue."""
    if not quotations.is_speech(article, passage):
        return False
    before, after = article.beside(passage.span)
    begins = not before or before in ".!?:;—–-…”\"»’'"
    ends = not after or after in '.—–-…“"(' or article.document.text[passage.inner.end - 1] in ".!?…"
    return begins and ends


def _is_signed(article: Article, passage: Passage) -> bool:
    """True for a passage that begins its paragraph and is credited to somebody behind it: "A triumph" - The Post."""
    before, _ = article.beside(passage.span)
    return not before and punctuation.signature(article, passage) is not None


def _fills_paragraph(article: Article, passage: Passage) -> bool:
    """True for a passage with nothing beside it in its paragraph."""
    return article.beside(passage.span) == ("", "")


def _goes_on(article: Article, candidate: Candidate, passage: Passage) -> bool:
    """True if a passage goes on with a quotation that the cue behind it interrupts: "It failed," she said. "Badly."."""
    if not candidate.passages or candidate.cue is None:
        return False
    cue = article.document.tokens[candidate.cue.head]
    if candidate.passages[0].span.start > cue.start or passage.span.start < cue.start:
        return False
    if article.paragraph(cue.index) != _paragraph(article, passage):
        return False
    own = frozenset(candidate.passages)
    touched = {article.passage_of[i] for i in article.words(candidate.content)}
    return all(number is not None and article.passages[number] in own for number in touched)


def _paragraph(article: Article, passage: Passage) -> int:
    """The paragraph, counted from 0, of a passage."""
    return article.paragraph(min(_tokens(article, passage)))


def _quotation(article: Article, candidates: Gathered, passage: Passage) -> Candidate:
    """A passage as a quotation of its own, with whatever names its speaker."""
    tokens = _tokens(article, passage)
    if credited := punctuation.beside(article, passage):
        cue, who = credited
        return Candidate(cue, tokens, (passage,), who.head, shape="quotation", source_mention=who.mention)
    found = _taken_up(article, candidates, passage)
    continued = None if found else _continued(article, candidates, passage)
    if continued is not None:
        asked = _asks(article, continued)
        source = None if asked else continued.source  # another answers; who, a dialogue may tell
        return Candidate(None, tokens, (passage,), source, shape="quotation", continues=not asked)
    cue, source = found or (None, _speaking(article, candidates, passage))
    return Candidate(cue, tokens, (passage,), source, shape="quotation")


def _continued(article: Article, candidates: Gathered, passage: Passage) -> Candidate | None:
    """The quote that a paragraph of speech goes on with: the last of the paragraph before it, if that ends with it.

    With the quote itself or with its cue: "It failed," Ito told Radio Nine. / "Nobody asked us."
    """
    first = article.token_at(passage.span.start)
    if not first or not _fills_paragraph(article, passage):
        return None
    ending = candidates.ending_in(article.document.tokens[first - 1].sentence)
    return max(ending, key=lambda c: max(c.content), default=None)


def _taken_up(article: Article, candidates: Gathered, passage: Passage) -> tuple[CandidateCue, int] | None:
    """The cue, and its source, of the sentence behind a paragraph of speech: "It failed." / Ito said so on Monday.

    A verb of saying that is not yet a cue, in a sentence with a word that stands for the quotation.
    """
    document = article.document
    sentence = _narration_behind(article, passage)
    if sentence is None or not _fills_paragraph(article, passage):
        return None
    if not any(t.lemma.lower() in article.lexicon.classes.pro_forms for t in document.words(sentence)):
        return None
    for token in document.words(sentence):
        if token.upos != "VERB" or token.index in candidates.cues or not article.lexicon.is_verb_of_saying(token):
            continue
        contents = trees.children(document, token.index, "ccomp", "xcomp", "obj")
        source = sources.subject(article, token.index)
        if source is not None and all(t.lemma.lower() in article.lexicon.classes.pro_forms for t in contents):
            entry = article.lexicon.verb(token)[-1]
            if entry.category == "denial":
                continue
            return CandidateCue(token.index, frozenset({token.index}), entry.lemma, entry.category, "verb"), source
    return None


def _narration_behind(article: Article, passage: Passage) -> Sentence | None:
    """The sentence behind a passage, unless that begins with another passage."""
    after = article.next_word(article.token_at(passage.span.end) - 1)
    if after == len(article.document.tokens) or article.passage_of[after] is not None:
        return None
    return article.sentence(after)


def _speaking(article: Article, candidates: Gathered, passage: Passage) -> int | None:
    """The head of what names the speaker of a floating quotation; None where the text does not tell.

    The source of a cue in the sentence before it, else the subject of that sentence, else the last source before it;
    where nothing stands before it, the subject of the sentence behind it. Behind narration in its own paragraph, only
    the sentence before it tells.
    """
    document = article.document
    first = article.token_at(passage.span.start)
    if not first:
        after = _narration_behind(article, passage)
        return sources.subject_of_sentence(article, after) if after else None
    last = document.tokens[first - 1]
    sentence = document.sentences[last.sentence]
    if told := candidates.told_last(sentence.index, last.index):
        return told.source
    narrated = article.passage_of[last.index] is None
    subject = sources.subject_of_sentence(article, sentence) if narrated else None
    if subject is not None and not _may_be_somebody(article, document.tokens[subject]):
        subject = None
    if narrated and article.paragraph(last.index) == _paragraph(article, passage):
        return subject
    earlier = candidates.furthest(last.index)
    return earlier.source if earlier else subject


def _may_be_somebody(article: Article, token: Token) -> bool:
    """True for a name, a pronoun other than "it", and a common noun of people, bodies or documents."""
    if token.upos == "PROPN":
        return True
    return token.features.get("Gender") != "Neut" and (token.upos == "PRON" or article.lexicon.may_speak(token))


def _with_turns(article: Article, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with the speakers of a dialogue, in which the paragraphs of speech alternate between two."""
    out: list[Candidate] = []
    turns: list[Candidate] = []
    for candidate in candidates:
        last = turns[-1] if turns else None
        if last and _is_turn(article, candidate) and _is_in_next_paragraph(article, last, candidate):
            other = _other_speaker(article, turns)
            if other is not None:
                candidate = replace(candidate, source=other, addressee=last.source, continues=False)
        out.append(candidate)
        turns += [] if is_inside_quotation(article, candidate) else [candidate]
    return [replace(c, addressee=None) if c.cue is None else c for c in out]


def _other_speaker(article: Article, turns: Sequence[Candidate]) -> int | None:
    """Whose turn it is: whom the last one asked, else who spoke the turn before that; None outside a dialogue.

    Two speeches side by side are no dialogue, unless the first of them asks or the second names nobody.
    """
    last, before = turns[-1], turns[-2] if len(turns) > 1 else None
    if _may_answer(article, last):
        return last.addressee
    if before is None or before.source == last.source or not _is_in_next_paragraph(article, before, last):
        return None
    spoken = bool(before.passages and last.passages)
    return before.source if spoken and (last.cue is None or _asks(article, before)) else None


def _asks(article: Article, candidate: Candidate) -> bool:
    """True for a quote that a question mark ends or a cue of asking introduces."""
    asked = candidate.cue is not None and candidate.cue.category == "question"
    return asked or any(article.document.slice(p.inner).rstrip().endswith("?") for p in candidate.passages[-1:])


def _may_answer(article: Article, quote: Candidate) -> bool:
    """True if one person is asked a quote, or has it said to them as a turn; who is only told something has no say."""
    asked = _asks(article, quote)
    if quote.addressee is None or not (asked or quote.cue is None):
        return False
    token = article.document.tokens[quote.addressee]
    if token.upos == "PRON" or token.entity.endswith("PER"):
        return True
    lemma = token.lemma.lower()
    body = lemma in article.lexicon.organizations | article.lexicon.class_nouns
    person = lemma in article.lexicon.persons or article.kind_of.get(token.index) == "person"
    one = token.upos == "NOUN" and token.features.get("Number") != "Plur"
    return one and (person or (asked and not body))


def _is_turn(article: Article, candidate: Candidate) -> bool:
    """True for a quotation without a cue that is a paragraph of its own."""
    return candidate.cue is None and len(candidate.passages) == 1 and _fills_paragraph(article, candidate.passages[0])


def _is_in_next_paragraph(article: Article, candidate: Candidate, after: Candidate) -> bool:
    """True if one candidate's content begins in the paragraph behind the one in which the other's ends."""
    return article.paragraph(min(after.content)) - article.paragraph(max(candidate.content)) == 1
