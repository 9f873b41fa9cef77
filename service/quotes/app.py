"""The composition root."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from flask import Flask

import quotes.reader
from quotes import __version__
from quotes.api import backend, hooks, metrics, problems, tracing
from quotes.api.prefix import Prefixed
from quotes.api.views import docs, page, probes, v1
from quotes.reader import Reader
from quotes.runtime.batches import Batches
from quotes.runtime.cache import Cache
from quotes.runtime.engine import Budget, Engine
from quotes.runtime.html_queue import HtmlQueue
from quotes.runtime.readers.pool import Pool
from quotes.runtime.readers.remote import Remote
from quotes.runtime.stores import MemoryStore, RedisStore, Store
from quotes.settings import Settings


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """Make the application.

    Args:
        settings: by default, those of the environment.
        engine: by default, one with the models of the settings, which it begins to load.

    Raises:
        SettingsError: the environment holds a bad setting.
    """
    settings = settings or Settings.from_environ()
    if engine is None:
        engine = make_engine(settings)
        engine.start()
    app = Flask("quotes", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.url_map.merge_slashes = False  # no redirect either: addresses.check refuses them
    app.url_map.strict_slashes = False  # one at the end is none
    app.json.sort_keys = False  # type: ignore[attr-defined]
    spare = settings.spare_threads
    app.extensions[backend.KEY] = backend.Backend(
        engine=engine,
        html_queue=HtmlQueue(settings.max_wait, spare - spare // 2),
        batches=Batches(settings.batches),
        lines=ThreadPoolExecutor(settings.workers, "line"),
        workers=settings.workers,
        max_body_bytes=settings.max_body_bytes,
        max_characters=settings.max_characters,
        max_tokens=settings.max_tokens,
        max_json_depth=settings.max_json_depth,
        api_keys=settings.api_keys,
        cors_origins=settings.cors_origins,
        cache=make_cache(settings, spare // 2),
        batch_patience=settings.batch_patience,
        arrival=settings.arrival,
        hosts=settings.hosts,
        metrics_port=settings.metrics_port,
    )
    hooks.install(app)
    if settings.otel == "on":
        tracing.install(app, tracing.exporting())
    app.register_error_handler(Exception, problems.problem_response)
    for module in (v1, probes, docs, page):
        app.register_blueprint(module.blueprint)
    if settings.path_prefix:
        app.wsgi_app = Prefixed(app.wsgi_app, settings.path_prefix)  # type: ignore[method-assign]
    return app


def make_engine(settings: Settings, load: Callable[[], Reader] | None = None) -> Engine:
    """An engine with the readers that the settings ask for, not started yet.

    Args:
        settings: the settings.
        load: gives a reader in a process of its own, if they are here; by default, one with the models of the settings.
    """
    readers = _remote(settings) if settings.readers else _pool(settings, load)
    engine = Engine(readers, Budget(settings.max_tokens, settings.places, settings.max_wait, settings.deadline))
    for state in metrics.STATES:
        metrics.READERS.labels(state).set_function(partial(_count, readers, state))
    metrics.QUEUE_TEXTS.set_function(lambda: engine.gate.waiting)
    metrics.QUEUE_SECONDS.set_function(lambda: engine.gate.wait)
    return engine


def _remote(settings: Settings) -> Remote:
    return Remote(settings.readers, settings.workers, _count_end)


def _pool(settings: Settings, load: Callable[[], Reader] | None) -> Pool:
    return Pool(
        load or partial(quotes.reader.load, **settings.loading),
        settings.workers,
        settings.watchdog_grace,
        settings.recycle,
        settings.log_level,
        _count_end,
    )


def _count_end(cause: str) -> None:
    metrics.READER_ENDS.labels(cause).inc()


def _count(readers: Pool | Remote, state: str) -> float:
    return readers.states()[state]


def make_cache(settings: Settings, followers: int) -> Cache | None:
    """The cache that the settings ask for, if they do; `followers` as for `Cache`."""
    if settings.cache == "off":
        return None
    store: Store
    if settings.cache == "memory":
        store = MemoryStore(settings.cache_bytes, settings.cache_seconds, metrics.CACHE_BYTES.set)
    else:
        store = RedisStore(settings.cache, settings.cache_seconds, metrics.CACHE_ERRORS.inc)
    build = (__version__, settings.max_sentence_words, settings.max_run, settings.precision)
    return Cache(store, build, followers)
