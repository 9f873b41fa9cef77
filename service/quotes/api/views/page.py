"""The page at `/`: its template, its style and scripts, and the articles that it offers to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import NotFound

from quotes.api.backend import backend
from quotes.attribution.filters import LEFT_OUT, MARKED

WEB = Path(__file__).resolve().parents[2] / "web"
FOLDER = WEB / "samples"

blueprint = Blueprint("page", __name__, template_folder=str(WEB))

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing from elsewhere, nothing inline; and the browser itself refuses to make elements out of text."""

MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

TITLES = {
    "000_460fb2e832f0ba7a.txt": "UN chief calls for a ceasefire in Libya",
    "002_60c554162cc26d5f.txt": "Paris calls on Haftar to abstain from military action",
}
"""The articles on offer, by their file's name; the files themselves have no title."""

FILES = {path.name: path.read_bytes() for path in WEB.iterdir() if path.suffix in MEDIA_TYPES}
SAMPLES = {name: (FOLDER / name).read_bytes() for name in TITLES}


@blueprint.get("/")
def index() -> Response:
    """The page, with what it has to know about the service: its limits, and which quotes a response leaves out."""
    here = backend()
    limits = {"max_characters": here.max_characters, "max_body_bytes": here.max_body_bytes}
    known = {**limits, "left_out": LEFT_OUT, "marked": " ".join(sorted(MARKED))}
    page = make_response(render_template("index.html", titles=TITLES, **known))
    page.headers["Content-Security-Policy"] = POLICY
    return page


@blueprint.get("/web/<file>")
def web(file: str) -> Response:
    """A style, script or image of the page.

    Raises:
        NotFound: there is none of this name.
    """
    return _serve(FILES, file, MEDIA_TYPES.get(Path(file).suffix, ""))


@blueprint.get("/seeds/<name>")
def seed(name: str) -> Response:
    """An article to try, byte for byte.

    Raises:
        NotFound: there is none of this name.
    """
    return _serve(SAMPLES, name, "text/plain")


def _serve(files: Mapping[str, bytes], name: str, media_type: str) -> Response:
    """A file, which a client may keep but asks about each time (304 if it is the same)."""
    if name not in files:
        raise NotFound("There is no file of this name.")
    response = Response(files[name], mimetype=media_type)
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
