"""Whether a request came to an address of the service: its host, its port and its path as it was written."""

from __future__ import annotations

from flask import redirect, request
from werkzeug.exceptions import MisdirectedRequest, NotFound
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Response

from quotes.api.backend import backend

METRICS = "/metrics"
MACHINERY = frozenset({"/livez", "/readyz", "/health", METRICS})
"""Paths for whoever runs the service, who asks all the time, and by its address rather than by its name."""


def check() -> Response | None:
    """Let a request to an address of the service pass.

    A gateway decides by the path whom it lets through, and Werkzeug takes `//metrics` for `/metrics`: what one of the
    two could read in another way than the other is refused here.

    Raises:
        NotFound: the path has an empty segment, or is not for this port.
        MisdirectedRequest: the service has no such host. RFC 9110 (sections 7.4 and 15.5.20) has an origin server
            answer so to a host that it was not configured for; 400 is for a Host that is malformed.
    """
    here = backend()
    if "//" in request.environ["PATH_INFO"] or not _is_for_port(here.metrics_port):
        request.url_rule = None  # to the log and the figures too there is nothing here
        raise NotFound
    if here.hosts and _path() not in MACHINERY and not _is_for(here.hosts):
        raise MisdirectedRequest("The service is not known by the host of this request.")
    if not request.environ["PATH_INFO"]:  # the page's links are relative to a path that ends with a slash
        return redirect(f"{request.root_path}/", 308)
    return None


def _path() -> str:
    """The path without the slash that may end any."""
    return request.path.rstrip("/") or "/"


def _is_for_port(metrics_port: int) -> bool:
    """Whether the path is one of those of the port that the request came to."""
    if not metrics_port:
        return True
    if request.environ["SERVER_PORT"] == str(metrics_port):
        return _path() in MACHINERY
    return _path() != METRICS


def _is_for(hosts: tuple[str, ...]) -> bool:
    return host_is_trusted(request.headers.get("Host", "").lower(), hosts)
