"""Time by stage, measured from outside: processors and encoders are wrapped where they are defined."""

from __future__ import annotations

import functools
import importlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

STAGES = {
    "tokenize": [
        ("quotes.nlp.stanza_parser", "", "tokenize"),
        ("stanza.pipeline.tokenize_processor", "TokenizeProcessor", "process"),
    ],
    "mwt": [("stanza.pipeline.mwt_processor", "MWTProcessor", "process")],
    "encoder": [("quotes.nlp.encoder", "PackedEncoder", "read"), ("transformers", "BertModel", "forward")],
    "tag": [
        ("quotes.nlp.tags", "TagProcessor", "process"),
        ("stanza.pipeline.pos_processor", "POSProcessor", "process"),
    ],
    "lemma": [
        ("quotes.nlp.lemmas", "LemmaProcessor", "process"),
        ("stanza.pipeline.lemma_processor", "LemmaProcessor", "process"),
    ],
    "parse": [
        ("quotes.nlp.dependencies", "DependencyProcessor", "process"),
        ("stanza.pipeline.depparse_processor", "DepparseProcessor", "process"),
    ],
    "reader": [("quotes.nlp.reader.reader", "Reader", "read")],
}
"""Where each stage is defined, ours and that of plain Stanza: module, class if any, function."""

OWN_STAGES = ("attribution", "the rest")


class Stopwatch:
    """Seconds by stage. A stage inside another one counts for itself alone, so that the stages add up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[float] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the `with` block, without the stages inside it, for `name`."""
        started = time.perf_counter()
        self._open.append(0.0)
        try:
            yield
        finally:
            whole = time.perf_counter() - started
            self.seconds[name] += whole - self._open.pop()
            if self._open:
                self._open[-1] += whole

    def take(self) -> dict[str, float]:
        """The seconds so far; the watch starts anew."""
        taken, self.seconds = dict(self.seconds), defaultdict(float)
        return taken

    def wrap_stages(self) -> None:
        """Time every stage of `STAGES` from now on, in this process."""
        for name, places in STAGES.items():
            for module, owner, function in places:
                holder: Any = importlib.import_module(module)
                holder = getattr(holder, owner) if owner else holder
                setattr(holder, function, self._timed(name, getattr(holder, function)))

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                found = function(*args, **kwargs)
                return list(found) if isinstance(found, Iterator) else found  # a generator works when it is asked

        return timed
