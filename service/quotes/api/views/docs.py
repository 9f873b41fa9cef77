"""The documentation: openapi.yaml as it is, as JSON, and as a page made on the server, which needs no network.

A script of its own adds forms to try the operations in; without it the rest is all there.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup, escape

from quotes.api import examples
from quotes.api.description import SPEC, load_spec, modern
from quotes.api.formats import JSON

blueprint = Blueprint("docs", __name__, template_folder="../templates")

STYLE = (Path(__file__).parents[1] / "templates" / "docs.css").read_text("utf-8")
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; script-src 'self'; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@blueprint.get("/openapi.yaml")
def openapi() -> Response:
    """The API's description, as it is but for the prefix, if there is one, as the server's address."""
    here = f"url: {request.root_path or '/'}\n"
    return Response(SPEC.read_text("utf-8").replace("url: /\n", here, 1), mimetype="application/yaml")


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """The same as JSON."""
    return JSON.respond(load_spec() | _here())


@blueprint.get("/openapi-3.1.json")
def openapi_modern() -> Response:
    """The same in OpenAPI 3.1."""
    return JSON.respond(modern(load_spec()) | _here())


def _here() -> dict[str, Any]:
    return {"servers": [{"url": request.root_path or "/"}]}


@blueprint.get("/docs")
def docs() -> Response:
    """The API's description, as a page."""
    page = make_response(render_template("docs.html", spec=load_spec(), style=Markup(STYLE)))  # noqa: S704 (our own file)
    page.headers["Content-Security-Policy"] = POLICY
    return page


@blueprint.app_template_filter()
def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """What a `$ref` stands for."""
    while "$ref" in node:
        found: Any = load_spec()
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


@blueprint.app_template_filter()
def prose(text: str) -> Markup:
    """Paragraphs and `code` of a description; all else is escaped."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    coded = [re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(paragraph))) for paragraph in paragraphs]
    return Markup("".join(f"<p>{paragraph}</p>" for paragraph in coded))  # noqa: S704 (escaped above)


@blueprint.app_template_filter()
def pretty(value: Any) -> str:
    """An example as it would be sent."""
    return examples.written(value)


@blueprint.app_template_filter()
def bodies(operation: dict[str, Any]) -> list[examples.Example]:
    """What an operation can be tried with."""
    return examples.bodies(operation, resolve)


@blueprint.app_template_global()
def curl(method: str, path: str, operation: dict[str, Any]) -> str:
    """How to ask for an operation from a shell, at the address by which this page was asked for."""
    return examples.curl(request.url_root.rstrip("/"), method, path, operation, resolve)


@blueprint.app_template_filter()
def shape(schema: dict[str, Any]) -> Markup:
    """The type of a schema in a few words, with links to the schemas that it names."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return Markup('<a href="#schema-{0}">{0}</a>').format(name)
    or_null = Markup(" or null") if schema.get("nullable") else Markup("")
    for word in ("oneOf", "allOf"):
        if word in schema:
            return Markup(" or ").join(map(shape, schema[word])) + or_null
    if "enum" in schema:
        return Markup(", ").join(Markup("<code>{}</code>").format(value) for value in schema["enum"]) + or_null
    if schema.get("type") == "array":
        return Markup("list of ") + shape(schema["items"]) + or_null
    return escape(schema.get("type", "any")) + _bounds(schema) + or_null


def _bounds(schema: dict[str, Any]) -> Markup:
    words = [f"{schema[key]} {word}" for key, word in _BOUNDS.items() if key in schema]
    return escape(f" ({', '.join(words)})") if words else Markup("")


_BOUNDS = {
    "minimum": "or more",
    "maximum": "or less",
    "minLength": "or more characters",
    "maxLength": "or fewer characters",
}
