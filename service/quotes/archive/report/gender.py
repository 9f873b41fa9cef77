"""The gender of speakers, by what the articles themselves say of them: pronouns, and titles before their names.

No first name is looked up, so nobody is taken for what people of the name mostly are; who is called neither "he" nor
"she" stays unknown, as does who is called both. A pronoun tells what the article says, as far as the reader links it
to the right person; "they" tells nothing here, since it is mostly several.
"""

from __future__ import annotations

import pyarrow as pa

from quotes.attribution.lexicon import Lexicon

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}

AGREEMENT = 0.9
"""Share of the articles with evidence that must agree, for what a person is across articles."""

LIMITS = (
    "By pronouns and titles of the articles alone, as the reader links them to people; no first name is looked up. "
    "Unknown are those whom no article calls he or she, Mr or Mrs, and those whom articles call both. It tells how "
    "people are written about, not who they are."
)


def marks() -> pa.Table:
    """The words that tell a gender: in mentions of which type, and as which."""
    titles = Lexicon.load().titles
    rows = [{"type": "pronoun", "word": word, "gender": gender} for word, gender in PRONOUNS.items()]
    rows += [{"type": "name", "word": word, "gender": gender} for word, gender in titles.items() if gender]
    return pa.Table.from_pylist(rows)
