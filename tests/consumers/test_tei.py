"""The answer as TEI, held against a schema of TEI."""

from quotes.api.formats import tei
from quotes.api.formats.labels import with_text
from tests.support.answers import TEXT, make
from tests.support.consumers import PROGRAMS, needs_consumers, run


@needs_consumers
def test_an_answer_is_valid_tei(tmp_path):
    (tmp_path / "answer.xml").write_text(tei.document(with_text(make(), TEXT)), "utf-8")
    run("python", PROGRAMS / "tei.py", "answer.xml", cwd=tmp_path)
