"""The composition root."""

from __future__ import annotations

from functools import partial

from flask import Flask

from quotes import __version__
from quotes.api import backend, hooks, metrics, problems
from quotes.api.prefix import Prefixed
from quotes.api.views import docs, page, probes, v1
from quotes.reader import load
from quotes.runtime.cache import Cache
from quotes.runtime.engine import Budget, Engine
from quotes.runtime.html_queue import HtmlQueue
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
    app.json.sort_keys = False  # type: ignore[attr-defined]
    spare = spare_threads(settings)
    app.extensions[backend.KEY] = backend.Backend(
        engine,
        HtmlQueue(settings.max_wait, spare - spare // 2),
        settings.max_body_bytes,
        settings.max_characters,
        settings.max_json_depth,
        settings.api_keys,
        settings.cors_origins,
        make_cache(settings, spare // 2),
        settings.batch_patience,
        settings.hosts,
        settings.metrics_port,
    )
    hooks.install(app)
    app.register_error_handler(Exception, problems.problem_response)
    for module in (v1, probes, docs, page):
        app.register_blueprint(module.blueprint)
    if settings.path_prefix:
        app.wsgi_app = Prefixed(app.wsgi_app, settings.path_prefix)  # type: ignore[method-assign]
    return app


def make_engine(settings: Settings) -> Engine:
    """The engine that the settings ask for, not booted yet."""
    budget = Budget(
        settings.max_characters,
        settings.queue,
        settings.max_wait,
        settings.deadline,
        settings.watchdog_grace,
        settings.batches,
    )
    return Engine(partial(load, **settings.loading), budget)


def spare_threads(settings: Settings) -> int:
    """Threads of a worker that neither texts nor batches nor probes need: for those who wait for something else."""
    return settings.request_threads - settings.queue - settings.batches - 3


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
