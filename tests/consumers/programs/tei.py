"""Holds a document against the schema of TEI that trafilatura brings, which leaves out the module `analysis`."""

import io
import sys
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

schema = Path(find_spec("trafilatura").origin).parent / "data" / "tei_corpus.dtd"
analysis = "<!ATTLIST said ana CDATA #IMPLIED>"
dtd = etree.DTD(io.StringIO(schema.read_text("utf-8") + analysis))
document = etree.fromstring(Path(sys.argv[1]).read_bytes())
assert dtd.validate(document), dtd.error_log.filter_from_errors()
