"""Who the text attributes a content to: the source of a cue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Sentence, Token


def subject(article: Article, verb: int) -> int | None:
    """The head of what does the saying: subject, passive agent, antecedent or controller of a verb.

    A verb without a subject of its own takes that of the clause it is coordinated with, of the clause that
    controls it, or the noun that it modifies.
    """
    document = article.document
    if trees.is_passive(document, verb):
        return agent(document, verb)
    for clause in _clauses_of_one_subject(article, verb):
        if own := own_subject(article, clause):
            return None if _is_expletive(article, own) else _relative_antecedent(document, clause, own)
        if trees.child(document, clause, "expl"):
            return agent(document, clause)
        if (noun := _modified_or_controlling(article, verb, clause)) is not None:
            return noun
    return None


def _clauses_of_one_subject(article: Article, verb: int) -> Iterator[int]:
    """A verb, then the clauses whose subject it takes where those before have none, from the nearest on."""
    seen: set[int] = set()
    current = verb
    while current not in seen:
        seen.add(current)
        yield current
        token = article.document.tokens[current]
        if token.head is None:
            return
        if _is_in_other_passage(article, token.head, verb):
            current = _first_outside(article, token.head)  # a clause outside a passage belongs to what governs that
        elif _shares_subject(article.document, token):
            current = token.head
        else:
            return


def _is_in_other_passage(article: Article, index: int, verb: int) -> bool:
    """True for a token within quotation marks that a verb stands outside of."""
    return article.passage_of[index] not in (None, article.passage_of[verb])


def _shares_subject(document: Document, verb: Token) -> bool:
    """True for a verb whose subject, where it has none, is that of its governor."""
    if verb.relation == "advcl" and verb.head is not None and trees.is_passive(document, verb.head):
        return False
    return verb.relation in ("conj", "xcomp", "advcl") or is_converb(document, verb)


def _modified_or_controlling(article: Article, verb: int, clause: int) -> int | None:
    """The noun that a participle modifies, the object that controls an infinitive, or the subject of a passive."""
    document, token = article.document, article.document.tokens[clause]
    if token.head is None or _is_in_other_passage(article, token.head, verb):
        return None
    if token.relation == "acl":
        return None if token.deprel == "acl:relcl" or _is_infinitive(document, clause) else token.head
    found = None
    if token.relation == "xcomp":
        found = trees.child(document, token.head, "obj", "iobj")
    elif token.relation == "advcl" and trees.is_passive(document, token.head):
        found = trees.child(document, token.head, "nsubj:pass")
    return found.index if found else None


def _first_outside(article: Article, index: int) -> int:
    """The first governor of a token that stands outside its passage, else the topmost one."""
    for i in trees.ancestors(article.document, index):
        if article.passage_of[i] != article.passage_of[index]:
            return i
        index = i if article.document.tokens[i].head is None else index
    return index


def own_subject(article: Article, verb: int) -> Token | None:
    """The subject that a verb has itself, never one from inside a quotation that the verb stands outside of.

    Behind a quotation, a noun right after the verb is its subject (warned Akar), whatever the parser calls it.
    """
    dependents = trees.children(article.document, verb)
    beside = [t for t in dependents if article.passage_of[t.index] == article.passage_of[verb]]
    found = next((t for t in beside if t.relation in ("nsubj", "csubj") and t.deprel != "nsubj:outer"), None)
    return found or (_inverted_subject(article, verb, beside) if _is_behind_quotation(article, verb) else None)


def _is_behind_quotation(article: Article, verb: int) -> bool:
    """True for a verb in narration right behind a passage, but for a comma."""
    if verb == 0 or article.passage_of[verb] is not None:
        return False
    before = verb - 2 if article.document.tokens[verb - 1].text == "," and verb > 1 else verb - 1
    return not {article.passage_of[verb - 1], article.passage_of[before]} <= {None}


def _inverted_subject(article: Article, verb: int, beside: Iterable[Token]) -> Token | None:
    """The first noun behind a verb among its dependents, if no verb or preposition stands between."""
    relations = ("obj", "iobj", "xcomp", "ccomp", "appos", "obl")
    first = next((t for t in beside if t.index > verb and t.relation in relations), None)
    if first is None or first.upos not in ("PROPN", "NOUN", "PRON"):
        return None
    between = article.document.tokens[verb + 1 : first.index]
    return None if any(t.upos in ("VERB", "ADP") for t in between) else first


def subject_of_sentence(article: Article, sentence: Sentence) -> int | None:
    """The head of the subject of a sentence of narration, if it may be somebody: no "this" or "there"."""
    document = article.document
    roots = (t for t in document.words(sentence) if t.head is None)
    found = next((own for root in roots if (own := own_subject(article, root.index))), None)
    if found is None or found.upos not in ("PROPN", "PRON", "NOUN"):
        return None
    pointing = found.features.get("PronType") == "Dem" or trees.child(document, found.index, "expl")
    return None if pointing else found.index


def is_converb(document: Document, token: Token) -> bool:
    """True for a participle clause beside a main clause (adding that ...), even where it is parsed as a complement."""
    if token.features.get("VerbForm") not in ("Ger", "Part") or token.relation not in (
        "advcl",
        "ccomp",
        "parataxis",
        "dep",
    ):
        return False
    return not any(t.relation in ("nsubj", "aux", "cop") for t in trees.children(document, token.index))


def _is_expletive(article: Article, subject: Token) -> bool:
    """True for "it" and "there" that stand for nobody: it was said that ..., there is ..."""
    if subject.lemma.lower() not in article.lexicon.classes.expletives:
        return False
    return subject.relation == "expl" or subject.head is None or trees.is_passive(article.document, subject.head)


def _is_infinitive(document: Document, verb: int) -> bool:
    return any(t.lemma == "to" for t in trees.children(document, verb, "mark"))


def agent(document: Document, verb: int) -> int | None:
    """The "by" phrase of a passive verb."""
    for token in trees.children(document, verb, "obl"):
        if token.deprel == "obl:agent" or trees.has_case(document, token.index, "by"):
            return token.index
    return None


def _relative_antecedent(document: Document, verb: int, found: Token) -> int:
    """The noun that a relative pronoun stands for, else the token itself."""
    if not trees.is_relative(found):
        return found.index
    clause = document.tokens[verb]
    while (
        clause.relation in ("conj", "xcomp", "ccomp")
        and not clause.deprel.endswith(":relcl")
        and clause.head is not None
    ):
        clause = document.tokens[clause.head]
    relative = clause.relation == "acl" or clause.deprel.endswith(":relcl")
    return clause.head if relative and clause.head is not None else found.index


def is_one_person(article: Article, head: int) -> bool:
    """True for the name of a person, a pronoun other than "it", and a noun for a person in the singular."""
    token = article.document.tokens[head]
    if token.upos == "PRON":
        return token.features.get("Gender") != "Neut"
    one = token.lemma.lower() in article.lexicon.persons and token.features.get("Number") != "Plur"
    return one or token.entity.endswith("PER")


def only_listens(article: Article, lemma: str, verb: int) -> bool:
    """True for a verb of hearing whose subject is no one person: the court, jurors, the inquiry heard that ..."""
    if lemma not in article.lexicon.classes.hearing_verbs:
        return False
    found = subject(article, verb)
    return found is not None and not is_one_person(article, found)


def is_body(article: Article, head: int) -> bool:
    """True for the name of an organisation and a noun for one."""
    token = article.document.tokens[head]
    return token.entity.endswith("ORG") or token.lemma.lower() in article.lexicon.organizations


def possessor(document: Document, noun: int) -> int | None:
    """Whose word a noun is: its possessor, or its "by" or "from" phrase."""
    owner = trees.child(document, noun, "nmod:poss")
    if owner:
        return owner.index
    for token in trees.children(document, noun, "nmod", "obl"):
        if trees.has_case(document, token.index, "by", "from"):
            return token.index
    return None


def addressee(document: Document, verb: int, takes_recipient: bool) -> int | None:
    """Whom something is said to: the recipient object, or a "to" phrase that names people."""
    if takes_recipient:
        found = trees.child(document, verb, "iobj") or trees.child(document, verb, "obj")
        if found is None and trees.is_passive(document, verb):
            found = trees.child(document, verb, "nsubj:pass")
        if found:
            return found.index
    for token in trees.children(document, verb, "iobj"):
        return token.index
    for token in trees.children(document, verb, "obl"):
        if trees.has_case(document, token.index, "to") and token.upos in ("PROPN", "PRON", "NOUN"):
            return token.index
    return None


def source_mention(article: Article, candidate: Candidate) -> set[int]:
    """The tokens that name a candidate's source; empty where it has none."""
    if candidate.source is None:
        return set()
    cue = candidate.cue.tokens if candidate.cue else frozenset[int]()
    return (set(candidate.source_mention) or mention(article, candidate.source, cue)) - candidate.content


def mention(article: Article, head: int, cue: Collection[int]) -> set[int]:
    """The tokens of the noun phrase that a source's head governs: with title and apposition, without its case.

    A relative clause that holds the cue is left out, and so is all in quotation marks that the head does not share.
    Where the reader sees a mention with that head, it is this.
    """
    document = article.document
    read = article.mention_of.get(head, range(0))
    if read and not any(i in read for i in cue):
        return set(read)
    holding = {i for c in cue for i in (c, *trees.ancestors(document, c))}
    phrase = trees.noun_phrase(document, head, holding, article.lexicon.classes.approximators)
    return (
        phrase
        if article.passage_of[head] is None
        else {i for i in phrase if article.passage_of[i] == article.passage_of[head]}
    )
