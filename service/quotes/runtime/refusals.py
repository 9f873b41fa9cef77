"""What gunicorn refuses before it reaches the application: answered, logged and counted as the application does.

gunicorn's own answer is a page of HTML without an id, and its log line quotes what it could not read.
"""

from __future__ import annotations

import contextlib
import io
from socket import socket
from typing import Any
from wsgiref.types import WSGIApplication

from gunicorn import util
from gunicorn.http import errors
from gunicorn.http.message import Message
from gunicorn.http.wsgi import base_environ
from werkzeug import exceptions as http
from werkzeug.wrappers import Response

KEY = "quotes.refusal"
"""Where the environ of a request that is to be refused has the exception to raise."""

OURS = (errors.ConfigurationProblem, errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)
"""What gunicorn has among its parser's errors although no client can help it."""

HEADERS = {"X-REQUEST-ID": "HTTP_X_REQUEST_ID", "TRACEPARENT": "HTTP_TRACEPARENT"}
"""What identifies a request: the names of headers as gunicorn has them, and as WSGI has them."""


def refuse(application: WSGIApplication, config: Any, request: Any, connection: socket, error: Exception) -> None:
    """Answer a request that gunicorn cannot serve; the connection is to be closed then.

    Args:
        application: what answers; it raises what its environ has at `KEY`.
        config: gunicorn's.
        request: gunicorn's, where it could be read; the error may have it too.
        connection: the client's.
        error: why.
    """
    environ = base_environ(config) | _known(request, error) | {KEY: _reason(config, error)}
    response = Response.from_app(application, environ, buffered=True)
    response.headers["Connection"] = "close"
    response.headers["Date"] = util.http_date()
    answer = f"HTTP/1.1 {response.status}\r\n{response.headers}".encode("latin-1") + response.get_data()
    with contextlib.suppress(OSError):  # the client has left
        util.write_nonblock(connection, answer)


def _known(request: Any, error: Exception) -> dict[str, Any]:
    """The environ of a request of which no more than its method and its identity is looked at."""
    known = next((each for each in (request, getattr(error, "req", None)) if isinstance(each, Message)), None)
    headers = known.headers if known else ()
    return {
        "REQUEST_METHOD": getattr(known, "method", None) or "",
        "SCRIPT_NAME": "",
        "PATH_INFO": "",
        "SERVER_NAME": "",
        "SERVER_PORT": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    } | {HEADERS[name]: value for name, value in headers if name in HEADERS}


def _reason(config: Any, error: Exception) -> Exception:
    """What gunicorn's error means in HTTP; whatever is no fault of the client's is left as it is."""
    match error:
        case errors.LimitRequestLine():
            return http.RequestURITooLarge(f"The request line is longer than {config.limit_request_line} bytes.")
        case errors.LimitRequestHeaders():
            most, longest = config.limit_request_fields, config.limit_request_field_size
            detail = f"There are more than {most} headers, or one of over {longest} bytes."
            return http.RequestHeaderFieldsTooLarge(detail)
        case errors.ExpectationFailed():
            return http.ExpectationFailed("Expect may ask for 100-continue only.")
        case errors.UnsupportedTransferCoding():
            return http.NotImplemented("The only Transfer-Encoding that is read is chunked.")
        case errors.ParseException() if not isinstance(error, OURS):
            return http.BadRequest("The request line, a header or the framing of the body is malformed.")
    return error
