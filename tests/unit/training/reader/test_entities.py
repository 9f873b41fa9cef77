"""Corpora that tell of entities alone, in the forms that they are published in."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from training.reader.annotated import CHAINS, NAMES, Annotated
from training.reader.entities import of_gap, of_gum, of_litbank, of_tagged

GUM = """\
# newdoc id = GUM_news_port
# sent_id = 1
# newpar = p (2 s)
1\tThe\tthe\tDET\t_\t_\t2\tdet\t_\tEntity=(1-organization-new-cf1-2-coref
2\tport\tport\tNOUN\t_\t_\t4\tnsubj\t_\tEntity=1)
3-4\twon't\t_\t_\t_\t_\t_\t_\t_\t_
3\two\twill\tAUX\t_\t_\t4\taux\t_\t_
4\tn't\tnot\tPART\t_\t_\t5\tadvmod\t_\t_
5\tclose\tclose\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t5\tpunct\t_\t_

# sent_id = 2
1\tIts\tits\tPRON\t_\t_\t2\tnmod:poss\t_\tEntity=(4-object-new-cf2-2-sgl(1-organization-giv-cf1-1-ana)
2\tcranes\tcrane\tNOUN\t_\t_\t3\tnsubj\t_\tEntity=4)
3\trust\trust\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

# sent_id = 3
# newpar = p (1 s)
1\tAnn\tAnn\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(7-person-new-cf3-1-sgl)
2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_
2.1\tgone\tgo\tVERB\t_\t_\t_\t_\t_\t_

# newdoc id = GUM_fiction_sea
1\tBo\tBo\tPROPN\t_\t_\t0\troot\t_\tEntity=(1-person-new-cf1-1-sgl)
"""


def told(annotated: Annotated) -> list[tuple[str, str]]:
    """The mentions or names of a text, each with its entity or kind."""
    found: Iterable = annotated.mentions or annotated.names
    return [(entity, annotated.text[span.start : span.end]) for entity, span in found]


class TestGum:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = tmp_path / "gum.conllu"
        path.write_text(GUM, "utf-8")
        return path

    def test_sentences_and_paragraphs_are_one_text(self, path: Path) -> None:
        port, sea = of_gum(path)
        assert (port.id, port.text) == ("GUM_news_port", "The port won't close. Its cranes rust.\n\nAnn left")
        assert (sea.id, sea.text) == ("GUM_fiction_sea", "Bo")

    def test_persons_bodies_and_places_are_mentioned_and_nothing_else(self, path: Path) -> None:
        port, _ = of_gum(path)
        assert sorted(told(port)) == [("1", "Its"), ("1", "The port"), ("7", "Ann")]
        assert port.tells == {CHAINS}

    def test_documents_that_are_measured_on_are_left_out(self, path: Path) -> None:
        assert [each.id for each in of_gum(path, frozenset({"GUM_news_port"}))] == ["GUM_fiction_sea"]

    def test_a_part_of_a_multi_word_token_stands_where_the_token_does(self, tmp_path: Path) -> None:
        path = tmp_path / "gum.conllu.gz"
        mwt = GUM.replace(
            "3\two\twill\tAUX\t_\t_\t4\taux\t_\t_", "3\two\twill\tAUX\t_\t_\t4\taux\t_\tEntity=(9-person)"
        )
        path.write_bytes(gzip.compress(mwt.encode()))
        assert ("9", "won't") in told(next(of_gum(path)))


def test_litbank_s_characters_are_chains_and_its_vehicles_are_none(tmp_path: Path) -> None:
    book = {
        "id": "514_little_women",
        "sentences": [["“", "Jo", "'s", "late", ",", "”", "said", "Meg", "."], ["She", "took", "the", "coach", "."]],
        "mentions": [
            {"kind": "PER", "span": [0, 1, 0, 1], "entity": "Jo-1"},
            {"kind": "PER", "span": [0, 7, 0, 7], "entity": "Meg-2"},
            {"kind": "PER", "span": [1, 0, 1, 0], "entity": "Meg-2"},
            {"kind": "PER", "span": [0, 1, 0, 3], "entity": None},
            {"kind": "VEH", "span": [1, 2, 1, 3], "entity": None},
        ],
    }
    path = tmp_path / "litbank.jsonl"
    path.write_text(json.dumps(book) + "\n", "utf-8")
    (read,) = of_litbank(path)
    assert read.text == "“Jo's late,” said Meg. She took the coach."
    assert told(read) == [("Jo-1", "Jo"), ("Meg-2", "Meg"), ("Meg-2", "She"), ("alone 3", "Jo's late")]
    assert read.tells == {CHAINS}


def test_gap_s_pronoun_goes_with_the_name_that_it_means_if_it_means_one(tmp_path: Path) -> None:
    text = '"Ann met Eva" and she left.'
    columns = "ID Text Pronoun Pronoun-offset A A-offset A-coref B B-offset B-coref URL".split()
    rows = [
        ["second", text, "she", "18", "Ann", "1", "FALSE", "Eva", "9", "TRUE", "-"],
        ["first", text, "she", "18", "Ann", "1", "TRUE", "Eva", "9", "FALSE", "-"],
        ["neither", text, "she", "18", "Ann", "1", "FALSE", "Eva", "9", "FALSE", "-"],
    ]
    path = tmp_path / "gap.tsv"
    path.write_text("\n".join("\t".join(row) for row in [columns, *rows]) + "\n", "utf-8")
    second, first = of_gap(path)
    assert second.text == text
    assert told(second) == [("A", "Ann"), ("B", "Eva"), ("B", "she")]
    assert told(first)[2] == ("A", "she")


class TestTagged:
    """Sentences with names, as `training.names` writes them."""

    @staticmethod
    def read(folder: Path, *sentences: str) -> list[Annotated]:
        """What is read of sentences of `word/tag`; a word alone is no name."""
        rows = [
            [{"text": word, "ner": tag or "O"} for word, _, tag in (each.partition("/") for each in sentence.split())]
            for sentence in sentences
        ]
        path = folder / "names.json.gz"
        path.write_bytes(gzip.compress(json.dumps(rows).encode()))
        return list(of_tagged(path))

    def test_names_are_runs_of_labels(self, tmp_path: Path) -> None:
        (read,) = self.read(tmp_path, "Ann/B-PER Lee/I-PER Bo/B-PER left Oslo/B-LOC .", "The UN/B-ORG did n't .")
        assert read.text == "Ann Lee Bo left Oslo.\nThe UN didn't."
        assert told(read) == [("person", "Ann Lee"), ("person", "Bo"), ("place", "Oslo"), ("organization", "UN")]
        assert read.tells == {NAMES}

    def test_a_dozen_sentences_are_one_text(self, tmp_path: Path) -> None:
        found = self.read(tmp_path, *["Ann/B-PER left ."] * 30)
        assert [each.text.count("Ann") for each in found] == [12, 12, 6]
        assert len({each.id for each in found}) == 3
