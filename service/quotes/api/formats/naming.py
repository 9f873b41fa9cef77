"""IRIs that stay the same: what the linked-data renderings call an article."""

from __future__ import annotations

import base64
import re
from typing import Any

_WEB_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f<>\"{}|\\^`\ud800-\udfff]+", re.IGNORECASE)
"""The scheme and the characters of an IRI (RFC 3987); the rest is the client's affair."""


def article_iri(document: dict[str, Any]) -> str:
    """The IRI of the article: its id where that is a web address, else the hash of its text (RFC 6920).

    Either names the same article for ever; `#q1` and `#e1` behind it name a quote and an entity.
    """
    if document["id"] and _WEB_ADDRESS.fullmatch(document["id"]):
        return str(document["id"]).partition("#")[0]
    digest = base64.urlsafe_b64encode(bytes.fromhex(document["sha256"])).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"
