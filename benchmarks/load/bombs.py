"""Bodies that have broken services, each in every dress in which a text can be sent."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

from benchmarks.load.calls import QUOTES, Call

JSON = "application/json"

CONTENTS = (
    "",
    " \n\t\r\n",
    "\0" * 100,
    "\ufeff\ufeff“Go,” Ito said.",
    "\ud800 said \udfff: “Go.”",
    "“Go,” \u202eIto\u202c said. " * 200,
    "\u00ad\u200b\u200e\u2060" * 2_000,
    "\ue000\uf8ff\U000f0000" * 1_000,
    "\ufdd0\ufffe\uffff\U0010ffff",
    "\u0301\u0328\u20dd" * 3_000,
    "e" + "\u0301" * 5_000 + " said Ito.",
    "a" * 2**20,
    "https://example.org/" + "a/" * 10_000,
    "a@" * 10_000,
    '"' * 10_000,
    "'\"" * 5_000,
    "(" * 5_000 + ")" * 5_000,
    "[" * 100_000,
    '{"a":' * 20_000 + "1" + "}" * 20_000,
    "<b>" * 20_000,
    "<a href='" * 5_000,
    "&lt;" * 10_000 + "&#x110000;&#xd800;&#0;",
    "NaN, 1e999 and -Infinity, Ito said.",
    "9" * 5_000,
    "\r\n" * 10_000 + "“Go,” Ito said.",
)


def bombs() -> list[Call]:
    """All contents in all dresses."""
    return [dress(content) for content in CONTENTS for dress in DRESSES]


def _utf8(content: str) -> bytes:
    return content.encode("utf-8", "surrogatepass")


def _post(body: bytes, media_type: str, path: str = QUOTES, **headers: str) -> Call:
    return Call(path, "POST", body, {"Content-Type": media_type, **headers})


def _json(value: object) -> bytes:
    return json.dumps(value).encode("ascii")


DRESSES: tuple[Callable[[str], Call], ...] = (
    lambda content: _post(_utf8(content), "text/plain"),
    lambda content: _post(_utf8(content), "text/html"),
    lambda content: _post(_json({"text": content}), JSON),
    lambda content: _post(_json({"html": content, "id": content[:50]}), JSON),
    lambda content: _post(_json({"blocks": [{"id": "b", "text": content}, {"id": "c", "html": content}]}), JSON),
    lambda content: _post(_utf8(content), JSON),
    lambda content: _post(_json({"text": content}) + b"\n" + _utf8(content), "application/x-ndjson", QUOTES + "/batch"),
    lambda content: _post(gzip.compress(_utf8(content)), "text/plain", **{"Content-Encoding": "gzip"}),
)
"""As plain text, as HTML, in JSON as either and as blocks, for JSON itself, as lines of a batch, and compressed."""
