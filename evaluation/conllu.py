"""Documents from hand-built parses in CoNLL-U.

MISC may hold `SpaceAfter=No` and `Name=B-PER` (the BIO tag of a name). A sentence begins a new paragraph after
`# newpar`; sentences of one paragraph are one space apart, paragraphs one blank line. Multi-word token ranges (`4-5`)
are honoured.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.nlp.document import Document, Sentence, Token


def _key_values(field: str) -> dict[str, str]:
    return {} if field == "_" else dict(pair.split("=", 1) for pair in field.split("|"))


def document(conllu: str) -> Document:
    """Build a document whose text is spelled out by the FORM and SpaceAfter columns.

    Raises:
        ValueError: a row has not ten columns, or a head is out of range.
    """
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraph = 0
    for block in conllu.strip().split("\n\n"):
        lines = block.strip().split("\n")
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        if not rows or rows == [[""]]:
            continue
        if bad := [row for row in rows if len(row) != 10]:
            raise ValueError(f"not ten columns: {bad[0]}")
        if sentences:
            new_paragraph = any(line.startswith("# newpar") for line in lines)
            paragraph += new_paragraph
            text = text.rstrip(" ") + ("\n\n" if new_paragraph else " ")
        first = len(tokens)
        whole_end = 0
        for identifier, form, lemma, upos, _xpos, features, head, deprel, _deps, misc in rows:
            extra = _key_values(misc)
            space = "" if extra.get("SpaceAfter") == "No" else " "
            if "-" in identifier:
                whole_start, whole_last = len(text), int(identifier.split("-")[1])
                text += form + space
                whole_end, cursor = whole_start + len(form), whole_start
                continue
            if whole_end and int(identifier) <= whole_last:
                if text.startswith(form, cursor):
                    start, end = cursor, cursor + len(form)
                else:
                    start, end = whole_start, whole_end
                cursor = end
            else:
                whole_end = 0
                start, end = len(text), len(text) + len(form)
                text += form + space
            governor = int(head)
            tokens.append(
                Token(
                    index=len(tokens),
                    sentence=len(sentences),
                    start=start,
                    end=end,
                    text=form,
                    lemma=lemma,
                    upos=upos,
                    head=first + governor - 1 if governor else None,
                    deprel=deprel,
                    features=_key_values(features),
                    entity=extra.get("Name", "O"),
                )
            )
        if any(token.head is not None and not first <= token.head < len(tokens) for token in tokens[first:]):
            raise ValueError(f"a head is out of range: {lines[:2]}")
        sentences.append(Sentence(len(sentences), first, len(tokens), paragraph))
    text = text.rstrip(" ")
    return Document(
        text, tuple(replace(token, text=text[token.start : token.end]) for token in tokens), tuple(sentences)
    )
