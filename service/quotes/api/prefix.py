"""The path under which a gateway publishes the service."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Prefixed:
    """An application under a prefix, whether or not the gateway takes it off before it passes a request on.

    The prefix is WSGI's SCRIPT_NAME in any case, so every URL that the application gives begins with it.
    """

    def __init__(self, application: WSGIApplication, prefix: str) -> None:
        """Take an application and a path such as `/quotes-api`, without a slash at its end."""
        self._application = application
        self._prefix = prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a request."""
        path = environ.get("PATH_INFO", "")
        environ["SCRIPT_NAME"] = self._prefix
        if f"{path}/".startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path[len(self._prefix) :]
        return self._application(environ, start_response)
