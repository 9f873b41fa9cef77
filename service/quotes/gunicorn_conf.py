"""How gunicorn runs the service: `gunicorn -c python:quotes.gunicorn_conf 'quotes.app:create_app()'`.

One worker process is the HTTP front; it never loads a model. The readers are children of it.
"""

from __future__ import annotations

import os
import resource
import signal
from functools import partial
from pathlib import Path
from typing import Any

from quotes.api import backend
from quotes.nlp import models
from quotes.runtime import logs
from quotes.settings import Settings, SettingsError

try:
    settings = Settings.from_environ()
except SettingsError as error:
    raise SystemExit(f"The service cannot start.\n{error}") from None

bind = [f"{settings.host}:{port}" for port in (settings.port, settings.metrics_port) if port]
forwarder_headers = ""  # else a client's header SCRIPT_NAME, passed on by a gateway, moves the path past its rules
workers = 1
worker_class = "quotes.runtime.worker.Worker"
threads = settings.request_threads
worker_connections = settings.request_threads + 1000
backlog = 1024
keepalive = 75  # longer than gateways keep a connection that they may send the next request on
graceful_timeout = int(settings.drain + settings.arrival + settings.deadline + settings.watchdog_grace) + 1
timeout = 120  # of the worker's main loop
control_socket_disable = True
accesslog = None  # the application logs each request itself
loglevel = settings.log_level
logconfig_dict = logs.config(settings.log_level)
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (works with a full disk)

if settings.models != "official":
    os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}  # whatever these libraries come to look for


def on_starting(server: Any) -> None:
    """Refuse models that are missing or altered before anything starts, and have SIGHUP passed on to the front."""
    if settings.models != "official" and not settings.readers:
        try:
            models.verify(models.BUNDLED if settings.models == "bundled" else Path(settings.models))
        except models.ModelError as error:
            raise SystemExit(f"The service cannot start.\n{error}") from None
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each connection takes a descriptor
    server.reload = partial(server.kill_workers, signal.SIGHUP)  # gunicorn's own starts another front


def post_worker_init(worker: Any) -> None:
    """Let the worker and the application know of each other."""
    here = worker.wsgi.extensions[backend.KEY]
    worker.shutdown = here.shutdown
    worker.renew = here.engine.readers.renew
