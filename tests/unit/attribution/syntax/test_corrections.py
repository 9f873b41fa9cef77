"""Trees that cannot be meant are corrected."""

from evaluation import conllu
from quotes.attribution.lexicon import Lexicon
from quotes.attribution.syntax import corrections

TWO_SUBJECTS = """\
1\tThe\tthe\tDET\t_\t_\t3\tdet\t_\t_
2\tnews\tnews\tNOUN\t_\t_\t3\tcompound\t_\t_
3\tagency\tagency\tNOUN\t_\t_\t5\tnsubj\t_\t_
4\tDPA\tDPA\tPROPN\t_\t_\t5\tnsubj\t_\t_
5\treported\treport\tVERB\t_\t_\t0\troot\t_\t_
6\tit\tit\tPRON\t_\t_\t5\tobj\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t_\t_\t5\tpunct\t_\t_
"""


def test_of_two_subjects_side_by_side_the_name_becomes_the_apposition_of_the_noun() -> None:
    name = corrections.correct(conllu.document(TWO_SUBJECTS), Lexicon.load()).tokens[3]
    assert (name.head, name.deprel) == (2, "appos")


def test_a_tree_that_needs_no_correction_stays_as_it_is() -> None:
    document = conllu.document(
        TWO_SUBJECTS.replace("4\tDPA\tDPA\tPROPN\t_\t_\t5\tnsubj", "4\tDPA\tDPA\tPROPN\t_\t_\t3\tflat")
    )
    assert corrections.correct(document, Lexicon.load()) is document
