"""Parses kept on disk, so that a change of the attribution core is scored in seconds.

A parse is kept under the digest of its text, the code that parses and the models' manifest: change any of
them and the text is parsed anew. The parser is loaded only when a parse is missing.
"""

from __future__ import annotations

import ast
import hashlib
import pickle
import zlib
from functools import cached_property
from pathlib import Path

from quotes.nlp import models
from quotes.nlp.document import Document, Parser

_CODE = Path(models.__file__).parent


class Parses:
    """The bundled parser, with its parses kept in a folder if one is given."""

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def parse(self, text: str) -> Document:
        """The parse of a text, from the folder or fresh."""
        if not self._folder:
            return self._parser.parse(text)
        path = self._folder / f"{hashlib.sha256((self._fingerprint + text).encode('utf-8')).hexdigest()}.parse"
        if path.exists():
            kept: Document = pickle.loads(zlib.decompress(path.read_bytes()))
            return kept
        document = self._parser.parse(text)
        partial = path.with_suffix(".part")
        partial.write_bytes(zlib.compress(pickle.dumps(document), 1))
        partial.rename(path)
        return document

    @cached_property
    def _parser(self) -> Parser:
        return models.load("bundled", threads=self._threads)

    @cached_property
    def _fingerprint(self) -> str:
        """A digest of what a parse depends on besides the text; comments and docstrings do not count."""
        digest = hashlib.sha256()
        for path in sorted(_CODE.rglob("*.py")):
            digest.update(_code_only(path.read_text("utf-8")).encode())
        digest.update((models.BUNDLED / models.MANIFEST).read_bytes())
        return digest.hexdigest()


def _code_only(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            del node.body[0]
    return ast.dump(tree)
