"""A test client that holds every request and response against openapi.yaml."""

from __future__ import annotations

import json
from typing import Any

import yaml
from flask.testing import FlaskClient
from openapi_core import Config, OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.templating.paths.exceptions import PathError
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request, Response

from service.api.docs import SPEC

CONTRACT = OpenAPI.from_dict(
    yaml.safe_load(SPEC.read_text("utf-8")),
    config=Config(
        extra_media_type_deserializers={
            "application/yaml": bytes.decode,
            **dict.fromkeys(("text/css", "text/javascript", "image/svg+xml"), lambda body, **_: body.decode()),
            "application/problem+json": json.loads,
        }
    ),
)


class CheckedClient(FlaskClient):
    """Validates the response of every call, and the request too where it was taken (2xx)."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request."""
        response = super().open(*args, **kwargs)
        environ = response.request.environ
        environ["wsgi.input"].seek(0)
        check(Request(environ), response)
        return response


def check(request: Request, response: TestResponse) -> None:
    """Raise unless request and response are as the contract says.

    A path or method that the contract has not must have been refused as a problem; HEAD and OPTIONS are not
    spelled out in it.
    """
    asked = WerkzeugOpenAPIRequest(request)
    answered = WerkzeugOpenAPIResponse(Response(response.data, response.status, response.headers))
    if request.method in ("HEAD", "OPTIONS"):
        return
    try:
        CONTRACT.validate_response(asked, answered)
    except PathError:
        assert response.status_code in (404, 405)
        assert response.mimetype == "application/problem+json"
    if response.status_code < 300:
        CONTRACT.validate_request(asked)
