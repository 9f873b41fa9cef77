"""Who says what in an article: a client of the service in plain Python 3.11, without further packages.

    from quotes import find_quotes

    for quote in find_quotes(article, key="..."):
        print(quote.speaker, quote.text, article[slice(*quote.spans[0])])

On the command line: `python quotes.py article.txt`, with QUOTE_ATTRIBUTION_URL and QUOTE_ATTRIBUTION_KEY in the
environment.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

URL = "http://127.0.0.1:8080"
BUSY = (429, 503)


class ProblemError(Exception):
    """The service refused; `problem` is its RFC 9457 object: `type`, `title`, `status`, `detail`, maybe `errors`."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(f"{problem['title']}: {problem['detail']}")
        self.problem = problem


@dataclass(frozen=True)
class Quote:
    """One quote; `spans` are the offsets of its parts in the article, in Python's own units (code points)."""

    type: str
    speaker: str | None
    text: str
    spans: tuple[tuple[int, int], ...]
    confidence: float


def find_quotes(article: str, url: str = URL, key: str = "", **options: Any) -> list[Quote]:
    """The quotes of an article in text order.

    Args:
        article: Plain text.
        url: Where the service is.
        key: The API key, if it asks for one.
        **options: As in the API, such as `min_confidence=0.8`.

    Raises:
        ProblemError: The service refused, or was busy three times.
        HTTPError: A gateway refused, such as with 429 for too many requests, three times.
        OSError: It cannot be reached.
    """
    answer = post({"text": article, **options}, url, key)
    names = {entity["id"]: entity["name"] for entity in answer["entities"]}
    return [
        Quote(
            type=quote["type"],
            speaker=names.get(quote["speaker"]["entity"], quote["speaker"]["text"]) if quote["speaker"] else None,
            text=" … ".join(span["text"] for span in quote["content"]),
            spans=tuple((span["start"], span["end"]) for span in quote["content"]),
            confidence=quote["confidence"],
        )
        for quote in answer["quotes"]
    ]


def post(body: dict[str, Any], url: str = URL, key: str = "", tries: int = 3, timeout: float = 60) -> dict[str, Any]:
    """The service's answer to a JSON body; while it is busy or asked too often, asks again when told to."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    request = Request(f"{url}/v1/quotes", json.dumps(body).encode(), headers)
    for left in reversed(range(tries)):
        try:
            with urlopen(request, timeout=timeout) as response:
                answer: dict[str, Any] = json.load(response)
                return answer
        except HTTPError as error:
            with error:
                if error.code in BUSY and left:
                    time.sleep(float(error.headers.get("Retry-After", 1)))
                elif error.headers.get_content_type() == "application/problem+json":
                    raise ProblemError(json.load(error)) from None
                else:
                    raise
    raise AssertionError("at least one try is needed")


if __name__ == "__main__":
    where, secret = os.environ.get("QUOTE_ATTRIBUTION_URL", URL), os.environ.get("QUOTE_ATTRIBUTION_KEY", "")
    for found in find_quotes(Path(sys.argv[1]).read_text("utf-8"), where, secret):
        print(f"{found.confidence:.0%}\t{found.speaker or '?'}\t{found.text}")
