"""Time by stage, measured from outside: Stanza's processors and the encoder are wrapped where they are defined."""

from __future__ import annotations

import functools
import importlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

STAGES = {
    "tokenize": ("stanza.pipeline.tokenize_processor", "TokenizeProcessor", "process"),
    "mwt": ("stanza.pipeline.mwt_processor", "MWTProcessor", "process"),
    "encoder": ("transformers", "BertModel", "forward"),
    "tag": ("stanza.pipeline.pos_processor", "POSProcessor", "process"),
    "lemma": ("stanza.pipeline.lemma_processor", "LemmaProcessor", "process"),
    "parse": ("stanza.pipeline.depparse_processor", "DepparseProcessor", "process"),
    "names": ("stanza.pipeline.ner_processor", "NERProcessor", "process"),
    "reports": ("quotes.nlp.report_model", "ReportReader", "read"),
}
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
        for name, (module, owner, method) in STAGES.items():
            holder = getattr(importlib.import_module(module), owner)
            setattr(holder, method, self._timed(name, getattr(holder, method)))

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return function(*args, **kwargs)

        return timed
