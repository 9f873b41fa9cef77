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

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue
from quotes.attribution.grammar import punctuation, quotations, sources
from quotes.attribution.quotation import Passage
from quotes.attribution.syntax import trees
from quotes.nlp.document import Sentence, Token


def complete(article: Article, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with what no candidate holds: added to the speech that it goes on with, else as further ones.

    Returns:
        All candidates in text order of their contents.
    """
    out = [_with_whole_speech(article, candidate, candidates) for candidate in candidates]
    claimed = set().union(*(c.content for c in out if not _is_inside_quotation(article, c)))
    ending = {_next_word(article, candidate): number for number, candidate in enumerate(out)}
    for passage in article.passages:
        tokens = _tokens(article, passage)
        if not tokens or not claimed.isdisjoint(tokens):
            continue
        interrupted = ending.get(article.next_word(min(tokens) - 1))
        if interrupted is not None and _goes_on(article, out[interrupted], passage):
            number = interrupted
            out[number] = _with_whole_speech(article, _with_passages(article, out[number], [passage]), out)
        elif (_is_statement(article, passage) or _is_signed(article, passage)) and not _lacks_closing_mark(
            article, passage, out
        ):
            number = len(out)
            out.append(_with_whole_speech(article, _quotation(article, out, passage), out))
        else:
            continue
        claimed |= out[number].content
        ending[_next_word(article, out[number])] = number
    return _with_turns(article, sorted(out, key=lambda c: min(c.content)))


def _is_inside_quotation(article: Article, candidate: Candidate) -> bool:
    """True for a cue in quoted speech, which claims nothing of its passage: "He told me to go," Ito said."""
    return candidate.cue is not None and article.passage_of[candidate.cue.head] is not None


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


def _with_whole_speech(article: Article, candidate: Candidate, others: Collection[Candidate]) -> Candidate:
    """The candidate with its share of each speech of its own that is re-opened paragraph after paragraph.

    That is all of it, but a paragraph with a cue of its own begins the share of another of the candidates. The
    paragraphs before the first cue go with that, unless the speech begins within a sentence that has nothing to do
    with it.
    """
    more: list[Passage] = []
    for speech in {p.speech for p in candidate.passages}:
        whole = article.speeches[speech]
        if len(whole) > 1:
            more += _share(article, candidate, whole, others)
    more = [p for p in more if p not in candidate.passages]
    return _with_passages(article, candidate, more) if more else candidate


def _share(
    article: Article, candidate: Candidate, speech: Sequence[Passage], others: Collection[Candidate]
) -> Sequence[Passage]:
    """The passages of a speech that go with a candidate which has some of them, when others have some too."""
    outside = [o for o in others if not _is_inside_quotation(article, o)]
    begins = {min(map(speech.index, inside)) for o in outside if (inside := set(speech) & {*o.passages})}
    own = min(n for n, passage in enumerate(speech) if passage in candidate.passages)
    end = min((n for n in begins if n > own), default=len(speech))
    first = min(begins | {own}) == own and _begins_sentence(article, speech[0])
    led_up_to = first and not any(_lacks_closing_mark(article, passage, others) for passage in speech[:own])
    return speech[0 if led_up_to else own : end]


def _lacks_closing_mark(article: Article, passage: Passage, candidates: Iterable[Candidate]) -> bool:
    """True for an unclosed passage that a cue within it credits from its first word on: "It failed, said Ito."""
    words = article.words(_tokens(article, passage))
    return passage.span.end == passage.inner.end and any(
        c.cue
        and article.passage(c.cue.head) is passage
        and min(article.words(c.content), default=None) == min(words, default=-1)
        for c in candidates
    )


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
    if any(article.passage(i) not in candidate.passages for i in article.words(candidate.content)):
        return False
    return article.paragraph(cue.index) == _paragraph(article, passage)


def _paragraph(article: Article, passage: Passage) -> int:
    """The paragraph, counted from 0, of a passage."""
    return article.paragraph(min(_tokens(article, passage)))


def _quotation(article: Article, candidates: Sequence[Candidate], passage: Passage) -> Candidate:
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


def _continued(article: Article, candidates: Sequence[Candidate], passage: Passage) -> Candidate | None:
    """The quote that a paragraph of speech goes on with: the last of the paragraph before it, if that ends with it.

    With the quote itself or with its cue: "It failed," Ito told Radio Nine. / "Nobody asked us."
    """
    first = article.token_at(passage.span.start)
    if not first or not _fills_paragraph(article, passage):
        return None
    document, last = article.document, article.document.tokens[first - 1]
    ending = [
        c
        for c in candidates
        if c.source is not None
        and c.passages
        and not _is_inside_quotation(article, c)
        and last.sentence in {document.tokens[i].sentence for i in (max(c.content), c.cue.head if c.cue else c.source)}
    ]
    return max(ending, key=lambda c: max(c.content), default=None)


def _taken_up(article: Article, candidates: Sequence[Candidate], passage: Passage) -> tuple[CandidateCue, int] | None:
    """The cue, and its source, of the sentence behind a paragraph of speech: "It failed." / Ito said so on Monday.

    A verb of saying that is not yet a cue, in a sentence with a word that stands for the quotation.
    """
    document = article.document
    sentence = _narration_behind(article, passage)
    if sentence is None or not _fills_paragraph(article, passage):
        return None
    if not any(t.lemma.lower() in article.lexicon.classes.pro_forms for t in document.words(sentence)):
        return None
    busy = {candidate.cue.head for candidate in candidates if candidate.cue}
    for token in document.words(sentence):
        if token.upos != "VERB" or token.index in busy or not article.lexicon.is_verb_of_saying(token):
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


def _speaking(article: Article, candidates: Sequence[Candidate], passage: Passage) -> int | None:
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
    earlier = [c for c in candidates if c.source is not None and min(c.content) <= last.index]
    for candidate in reversed(earlier):
        if candidate.cue and document.tokens[candidate.cue.head].sentence == sentence.index:
            return candidate.source
    narrated = article.passage_of[last.index] is None
    subject = sources.subject_of_sentence(article, sentence) if narrated else None
    if subject is not None and not _may_be_somebody(article, document.tokens[subject]):
        subject = None
    if narrated and article.paragraph(last.index) == _paragraph(article, passage):
        return subject
    return max(earlier, key=lambda c: max(c.content)).source if earlier else subject


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
        turns += [] if _is_inside_quotation(article, candidate) else [candidate]
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
