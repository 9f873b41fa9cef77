"""Which rendering a client gets: proactive negotiation by Accept (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header, parse_options_header

from quotes.api.formats import brat, csv_table, label_studio, labels, schema_org, tei, web_annotation


@dataclass(frozen=True)
class Rendering:
    """A way to write an answer.

    Attributes:
        media_type: type and subtype.
        write: from the JSON answer to the text of the body, which has no lone surrogate.
        parameters: what follows in the Content-Type.
        profile: the URI that tells the rendering from others of its media type.
        inline: `write` takes an answer with its text, in code points.
    """

    media_type: str
    write: Callable[[dict[str, Any]], str]
    parameters: str = ""
    profile: str | None = None
    inline: bool = False

    @property
    def content_type(self) -> str:
        """The Content-Type of the response."""
        profile = f'profile="{self.profile}"' if self.profile else ""
        return "; ".join(filter(None, (self.media_type, self.parameters, profile)))

    def body(self, answer: dict[str, Any], text: str = "") -> str:
        """What is sent of an answer; `text` is what it is about."""
        return self.write(labels.with_text(answer, text) if self.inline else answer)

    def respond(self, answer: dict[str, Any], text: str = "") -> Response:
        """The response that carries an answer; `text` is what it is about."""
        return Response(self.body(answer, text), content_type=self.content_type)


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"


def _script_safe_json(value: dict[str, Any]) -> str:
    """JSON that may stand within a `<script>` element as it is: no text of an article can end the element."""
    text = _json(value)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


JSON = Rendering("application/json", _json)
NDJSON = Rendering("application/x-ndjson", _json)
"""Of answers and problems, one a line."""

RENDERINGS = (
    JSON,
    Rendering("application/ld+json", lambda answer: _script_safe_json(schema_org.graph(answer))),
    Rendering(
        "application/ld+json",
        lambda answer: _script_safe_json(web_annotation.collection(answer)),
        profile=web_annotation.PROFILE,
    ),
    Rendering("text/csv", csv_table.rows, parameters="charset=utf-8; header=present"),
    Rendering(tei.MEDIA_TYPE, tei.document, inline=True),
    Rendering(label_studio.MEDIA_TYPE, lambda answer: _json(label_studio.tasks(answer)), inline=True),
    Rendering(brat.MEDIA_TYPE, brat.standoff, parameters="charset=utf-8", inline=True),
)
"""What an answer can be had as, the preferred first."""

_PROFILES = frozenset(rendering.profile for rendering in RENDERINGS if rendering.profile)
_BARE_PROFILE = re.compile(r"""(;[ \t]*profile=)([^"\s;,]+)""", re.IGNORECASE)
"""A profile without the quotation marks that a URI needs there (RFC 9110, section 5.6.6), as many clients send it."""


def negotiate(header: str | None, offers: Sequence[Rendering] = RENDERINGS) -> Rendering:
    """The rendering that a client likes best; of equal ones that which it names most exactly, then the first.

    A media range takes part by its type and, for JSON-LD, its `profile`; other parameters (`charset`) are let pass.
    Of the profiles that a range lists, those not known here are ignored, as JSON-LD's registration demands
    (https://www.w3.org/TR/json-ld11/#iana-considerations). Without an Accept header, or one in which nothing is
    readable, the first is chosen.

    Args:
        header: the Accept header; a profile without its quotation marks is read as if it had them.
        offers: what there is to choose from, the preferred first.

    Raises:
        NotAcceptable: the header leaves no room for any of them.
    """
    accept = parse_accept_header(_BARE_PROFILE.sub(r'\1"\2"', header or ""), MIMEAccept)
    if not accept:
        return offers[0]
    ranges = [(*_parse(text), quality) for text, quality in accept]
    liking = {offer: _liking(offer, ranges) for offer in offers}
    best = max(offers, key=lambda offer: liking[offer])
    if not liking[best][0]:
        raise NotAcceptable(f"To be had: {', '.join(offer.content_type for offer in offers)}.")
    return best


def _parse(text: str) -> tuple[str, frozenset[str]]:
    """Type and known profiles of a media range."""
    name, parameters = parse_options_header(text)
    return name.lower(), _PROFILES.intersection(parameters.get("profile", "").split())


def _liking(offer: Rendering, ranges: Sequence[tuple[str, frozenset[str], float]]) -> tuple[float, int]:
    """Quality and exactness of the media range that fits best, which is the one that counts."""
    exactness, quality = max((_exactness(offer, name, profiles), quality) for name, profiles, quality in ranges)
    return (quality, exactness) if exactness else (0.0, 0)


def _exactness(offer: Rendering, name: str, profiles: frozenset[str]) -> int:
    """How exactly a media range names a rendering; 0 where it does not fit."""
    if name == offer.media_type:
        if profiles:
            return 4 if offer.profile in profiles else 0
        return 3
    if name == offer.media_type.partition("/")[0] + "/*":
        return 2
    return 1 if name == "*/*" else 0
