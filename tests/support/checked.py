"""A test client that holds every request and response against openapi.yaml."""

from __future__ import annotations

import gzip
import json
from functools import partial
from typing import Any

import yaml
from flask.testing import FlaskClient
from openapi_core import Config, OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.templating.paths.exceptions import PathError
from openapi_schema_validator import OAS30Validator
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request, Response

from quotes.api.description import SPEC


def outright(node: Any) -> Any:
    """A description in which what is doubly denied is said: the same to logic, and not to all that reads schemas."""
    if isinstance(node, dict):
        said = node.get("not", {}).get("not", {})
        return {key: outright(value) for key, value in node.items() if not (said and key == "not")} | said
    return [outright(each) for each in node] if isinstance(node, list) else node


SPECIFICATION = yaml.safe_load(SPEC.read_text("utf-8"))
CONTRACT = OpenAPI.from_dict(
    outright(SPECIFICATION),
    config=Config(
        extra_media_type_deserializers={
            "application/yaml": bytes.decode,
            **dict.fromkeys(("text/css", "text/javascript", "image/svg+xml"), lambda body, **_: body.decode()),
            "application/problem+json": json.loads,
            "application/ld+json": lambda body, profile=None: json.loads(body),
            "text/csv": lambda body, charset, header: body.decode(charset),
            "application/tei+xml": bytes.decode,
            "application/x.label-studio+json": json.loads,
            "text/x.brat": lambda body, charset: body.decode(charset),
            "application/x-ndjson": partial(str, encoding="utf-8", errors="replace"),  # lines are checked one by one
        }
    ),
)


class Answered(WerkzeugOpenAPIResponse):
    """A response by its whole Content-Type: JSON-LD's renderings are told apart by the profile in it."""

    @property
    def content_type(self) -> str:
        """With parameters, unlike the base class's."""
        return str(self.response.content_type)


class CheckedClient(FlaskClient):
    """Validates the response of every call, and the request too where it was taken (2xx)."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request."""
        kwargs.setdefault("buffered", True)  # read to its end and closed, as a server does
        response = super().open(*args, **kwargs)
        environ = response.request.environ
        environ["wsgi.input"].seek(0)
        check(Request(environ), response)
        return response


def check_line(result: dict[str, Any]) -> None:
    """Raise unless a line of a batch's answer is as the contract says."""
    schema = "Problem" if "status" in result else "QuotesResponse"
    OAS30Validator({"components": SPECIFICATION["components"], "$ref": f"#/components/schemas/{schema}"}).validate(
        result
    )


def check(request: Request, response: TestResponse) -> None:
    """Raise unless request and response are as the contract says.

    A path or method that the contract has not must have been refused as a problem; HEAD and OPTIONS are not
    spelled out in it.
    """
    if response.mimetype == "application/x-ndjson":
        for line in response.text.splitlines():
            check_line(json.loads(line))
        if not (response.data and request.content_length):
            return  # NDJSON without lines; openapi-core takes no body for a missing one
    if response.mimetype == "text/x.brat" and not response.data:
        return  # the same without quotes
    asked = WerkzeugOpenAPIRequest(request)
    packed = response.headers.get("Content-Encoding") == "gzip"
    body = gzip.decompress(response.data) if packed else response.data
    answered = Answered(Response(body, response.status, response.headers))
    if request.method in ("HEAD", "OPTIONS"):
        return
    try:
        CONTRACT.validate_response(asked, answered)
    except PathError:
        assert response.status_code in (404, 405)
        assert response.mimetype == "application/problem+json"
    if response.status_code < 300:
        CONTRACT.validate_request(asked)
