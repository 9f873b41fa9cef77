"""How gunicorn runs the service: `gunicorn -c python:quotes.gunicorn_conf 'quotes.app:create_app()'`."""

from __future__ import annotations

import atexit
import contextlib
import os
import tempfile
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
workers = settings.workers
worker_class = "quotes.runtime.worker.Worker"
threads = settings.request_threads
preload_app = False  # a process forked after torch has run hangs: each worker loads its own models
graceful_timeout = int(settings.deadline + settings.watchdog_grace) + 1
timeout = 120  # of the worker's main loop, which imports beside the boot thread; hanging texts are the watchdog's
control_socket_disable = True
accesslog = None  # the application logs each request itself
loglevel = settings.log_level
logconfig_dict = logs.config(settings.log_level)

memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (works with a read-only or full disk)
worker_tmp_dir = memory

if settings.models != "official":
    os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}  # whatever these libraries come to look for

if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="quotes-metrics-", dir=memory)


def on_starting(server: Any) -> None:
    """Refuse models that are missing or altered before any worker starts, and forget the figures of an earlier run."""
    if settings.models != "official":
        try:
            models.verify(models.BUNDLED if settings.models == "bundled" else Path(settings.models))
        except models.ModelError as error:
            raise SystemExit(f"The service cannot start.\n{error}") from None
    clear_figures()


def post_worker_init(worker: Any) -> None:
    """Let a worker take requests only when it is ready, so that one that is replaced leaves them to the others.

    The first one of all takes them from the start: somebody must answer the probes. Batches, which may last for hours,
    are told to end when the worker has to.
    """
    engine = worker.wsgi.extensions[backend.KEY].engine
    engine.stopping = lambda: not worker.alive
    while worker.age > 1 and not engine.wait(1):
        worker.notify()


def child_exit(server: Any, worker: Any) -> None:
    """Tell Prometheus' client that a worker is gone."""
    from prometheus_client import multiprocess  # not before the variable above is set

    multiprocess.mark_process_dead(worker.pid)


def clear_figures() -> None:
    """Remove the files through which the workers share their figures."""
    for file in Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).glob("*.db"):
        file.unlink(missing_ok=True)


@atexit.register  # not gunicorn's on_exit, which a failed start passes by
def leave_nothing_behind(master: int = os.getpid()) -> None:
    """Remove the figures when the master process ends; its workers inherit the call and skip it."""
    if os.getpid() == master:
        clear_figures()
        with contextlib.suppress(OSError):  # a directory of the operator's, mounted or with more in it
            os.rmdir(os.environ["PROMETHEUS_MULTIPROC_DIR"])
