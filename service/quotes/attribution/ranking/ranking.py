"""Which of the candidates are attributions, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.attribution.grammar import quotations, sources
from quotes.attribution.ranking import features
from quotes.attribution.ranking.scorer import Scorer
from quotes.attribution.syntax import trees

LEAST = 0.4
"""The least probability of a candidate that is kept: half of the F1 that is reached, which makes that highest (Lipton,
Elkan and Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure", ECML 2014)."""
LEAST_IN_SPEECH = 0.6
"""The same for a report within quoted speech, which is shown beside the speech itself."""
LEAST_UNREAD = 0.2
"""The same where there is no reader: what a listed cue governs is a report, however well its parts were found."""
LEAST_SPOKEN = 0.2
"""The same for speech in quotation marks beside its cue, which would float without it, and for a turn."""
CREDITED = 0.9
"""The least confidence of a quotation whose layout says whose words it is, by a line with a dash or a `<cite>`."""


def _least(article: Article, candidate: Candidate) -> float:
    own = frozenset(candidate.passages)
    quoted = bool(own) and all(article.passage(i) in own for i in article.words(candidate.content))
    spoken = quoted and all(quotations.is_speech(article, passage) for passage in own)
    if article.document.reading is None and candidate.cue and candidate.cue.listed:
        return LEAST_UNREAD
    turn = article.turn_of.get(candidate.cue.head) if candidate.cue else None
    if spoken or (turn and candidate.cue and turn.label.colon == candidate.cue.head):
        return LEAST_SPOKEN
    return LEAST_IN_SPEECH if candidate.cue and article.passage_of[candidate.cue.head] is not None else LEAST


def likely_of_each_cue(
    article: Article, candidates: Iterable[Candidate], scorer: Scorer
) -> tuple[tuple[Candidate, ...], ...]:
    """The candidates of each cue that are likely attributions, with their confidence, the best first."""
    likely: dict[object, list[tuple[float, Candidate]]] = {}
    apart = (with_cue_apart(article, candidate) for candidate in candidates)
    standing = [c for c in apart if _may_stand(article, c) and _has_words(article, c) and not _is_performed(article, c)]
    scored = scorer.score([features.extract(article, candidate) for candidate in standing])
    for number, (candidate, scores) in enumerate(zip(standing, scored, strict=True)):
        if scores.right >= _least(article, candidate):
            key = _cue_of(candidate) or number
            likely.setdefault(key, []).append((scores.exact, replace(candidate, confidence=scores.right)))
    ordered = (sorted(each, key=lambda scored: -scored[0]) for each in likely.values())
    return tuple(tuple(candidate for _, candidate in each) for each in ordered)


def _cue_of(candidate: Candidate) -> tuple[bool, int] | None:
    """What tells the cue of a candidate from others; None if it has none."""
    return (candidate.cue.kind == "punctuation", candidate.cue.head) if candidate.cue else None


def with_confidence(article: Article, candidates: Iterable[Candidate], scorer: Scorer) -> list[Candidate]:
    """The candidates, in text order, with the confidence that they deserve as they now are.

    One that continues a quote is as sure as that: what the scorer knows of a quotation without a cue is that most of
    them are none. Who only listens is a source no longer; for the scorer it was one, since it knows such reports so.
    """
    out: list[Candidate] = []
    of_source: dict[int | None, float] = {}
    candidates = list(candidates)
    scored = scorer.score([features.extract(article, candidate) for candidate in candidates])
    for candidate, (sure, _) in zip(candidates, scored, strict=True):
        if candidate.is_signed or (candidate.cue is None and any(p.credit for p in candidate.passages)):
            sure = max(sure, CREDITED)
        if candidate.continues:
            sure = max(sure, of_source.get(candidate.source, 0.0))
        if candidate.passages:
            of_source[candidate.source] = sure
        out.append(replace(_without_listener(article, candidate), confidence=sure))
    return out


def _without_listener(article: Article, candidate: Candidate) -> Candidate:
    """The candidate without a source that only heard what others said: the court, jurors heard that rates fell."""
    cue = candidate.cue
    if cue is None or not sources.only_listens(article, cue.lemma, cue.head):
        return candidate
    if candidate.source != sources.subject(article, cue.head):
        return candidate
    return replace(candidate, source=None, source_mention=frozenset())


def with_cue_apart(article: Article, candidate: Candidate) -> Candidate:
    """The candidate with its cue on one side of the quotation marks and no word of it in the content."""
    cue = candidate.cue
    if cue is None:
        return candidate
    words = frozenset(i for i in cue.tokens if article.passage_of[i] == article.passage_of[cue.head])
    if words == cue.tokens and words.isdisjoint(candidate.content):
        return candidate
    return replace(candidate, cue=replace(cue, tokens=words), content=candidate.content - words)


def _has_words(article: Article, candidate: Candidate) -> bool:
    return any(
        article.document.tokens[i].upos not in ("PUNCT", "SCONJ", "ADP", "DET", "CCONJ") for i in candidate.content
    )


def _may_stand(article: Article, candidate: Candidate) -> bool:
    """False for a phrase without source and quotation marks, which is a topic, and for a question of nobody."""
    if candidate.source is not None:
        return True
    if candidate.cue is not None and candidate.cue.category == "question":
        return False
    marked_or_clause = bool(candidate.passages) or candidate.shape in ("clause", "parenthetical", "raised")
    return marked_or_clause or _is_clause(article, candidate) or _is_told(article, candidate)


def _is_clause(article: Article, candidate: Candidate) -> bool:
    """True if what the reader takes for content has a subject: it is rumoured that rates fell."""
    subjects = (i for i in candidate.content if article.document.tokens[i].relation in ("nsubj", "csubj"))
    return candidate.shape == "predicted" and any(
        article.document.tokens[i].head in candidate.content for i in subjects
    )


def _is_told(article: Article, candidate: Candidate) -> bool:
    """True for what nobody named tells somebody to do, or accuses them of: residents were told to go.

    But who is called to testify is summoned, and who is accused by unions is not accused by nobody.
    """
    cue, tokens = candidate.cue, article.document.tokens
    if cue is None or cue.category == "assessment" or not trees.is_passive(article.document, cue.head):
        return False
    if sources.agent(article.document, cue.head) is not None:
        return False
    to_do = any(tokens[i].upos == "VERB" and tokens[i].head == cue.head for i in candidate.content)
    return to_do or tokens[cue.head].lemma in article.lexicon.classes.accusing_verbs


def _is_performed(article: Article, candidate: Candidate) -> bool:
    """True for what speakers say that they say now, which is no report of theirs: "We call on all parties," he said.

    Nor is what they tell the hearer that he said: "You told us it was safe," she said.
    """
    cue = candidate.cue
    if cue is None or candidate.source is None or article.passage(cue.head) is None:
        return False
    head, source = article.document.tokens[cue.head], article.document.tokens[candidate.source]
    if source.upos != "PRON" or cue.kind != "verb":
        return False
    person = source.features.get("Person")
    now = cue.category != "thought" and head.features.get("Tense") != "Past"
    return person == "2" or (person == "1" and now)


def best_of_each_content(
    article: Article, candidates: Iterable[Candidate], likely: Iterable[Sequence[Candidate]] = ()
) -> list[Candidate]:
    """The best candidate of each content, in text order.

    Args:
        article: the article.
        candidates: one of each cue.
        likely: all that are likely of each cue. Where another one has the content of its best, the next that has no
            rival stands for the cue.
    """
    others = {_cue_of(each[0]): each for each in likely if len(each) > 1}
    kept: list[Candidate] = []
    holding: dict[int, list[Candidate]] = {}

    def stands(candidate: Candidate) -> bool:
        near = {id(other): other for i in candidate.content for other in holding.get(i, ())}
        return not any(_rivals(article, candidate, other) for other in near.values())

    for candidate in sorted(candidates, key=lambda c: -c.confidence):
        found = candidate if stands(candidate) else None
        if found is None and candidate.cue:
            found = next((c for c in others.get(_cue_of(candidate), ()) if c.passages and stands(c)), None)
        if found:
            kept.append(found)
            for i in found.content:
                holding.setdefault(i, []).append(found)
    return sorted(kept, key=lambda c: min(c.content))


def _rivals(article: Article, candidate: Candidate, other: Candidate) -> bool:
    """True if two candidates cannot both stand: they claim one quotation or content, or a noun repeats a verb."""
    if _is_within_speech_of(article, candidate, other) or _is_within_speech_of(article, other, candidate):
        return False
    if _is_nested(candidate, other) and "quotation" not in (candidate.shape, other.shape):
        return _object_of(article, candidate, other) or _object_of(article, other, candidate)
    if set(candidate.passages) & set(other.passages):
        return True
    both, either = candidate.content & other.content, candidate.content | other.content
    return len(both) > 0.8 * len(either) or _object_of(article, candidate, other)


def _is_within_speech_of(article: Article, candidate: Candidate, other: Candidate) -> bool:
    """True for a candidate whose cue stands in the quoted speech of the other."""
    return candidate.cue is not None and article.passage(candidate.cue.head) in other.passages


def _object_of(article: Article, candidate: Candidate, other: Candidate) -> bool:
    """True for a noun cue that is the object of the other's verb: expressed his condemnation of ...

    Not where the verb denies what it is of: rejected the claim that ...
    """
    if not candidate.cue or not other.cue or candidate.cue.kind != "noun" or other.cue.category == "denial":
        return False
    return candidate.cue.head in {
        other.cue.head,
        *(t.index for t in trees.children(article.document, other.cue.head, "obj")),
    }


def _is_nested(one: Candidate, two: Candidate) -> bool:
    return any(a.cue and a.cue.head in b.content for a, b in ((one, two), (two, one)))
