"""The settings: each field is one documented environment variable `QUOTES_<NAME>`.

`python -m quotes.settings` prints the table of them in Markdown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from typing import Any

import click
from redis import ConnectionPool, RedisError
from urllib3.util import parse_url

PREFIX = "QUOTES_"


class SettingsError(click.ClickException):
    """One or more variables are wrong; the message names each and says what it may be."""

    exit_code = 3


@dataclass(frozen=True)
class Accepted:
    """What a variable may hold. `parse` raises ValueError for anything else."""

    accepts: str
    parse: Callable[[str], object]


def _number(convert: Callable[[str], float], word: str, least: float, most: float) -> Accepted:
    def parse(value: str) -> float:
        number = convert(value)
        if not least <= number <= most:
            raise ValueError
        return number

    return Accepted(f"{word} from {least:,} to {most:,}", parse)


def _integer(least: int, most: int) -> Accepted:
    return _number(int, "a whole number", least, most)


def _seconds(least: float, most: float) -> Accepted:
    return _number(float, "seconds, a number", least, most)


def _one_of(*choices: str) -> Accepted:
    return Accepted(" or ".join(f"`{choice}`" for choice in choices), lambda value: choices[choices.index(value)])


def _nonempty_text(accepts: str) -> Accepted:
    def parse(value: str) -> str:
        if not value.strip():
            raise ValueError
        return value

    return Accepted(accepts, parse)


def _list(item: str, pattern: str) -> Accepted:
    def parse(value: str) -> tuple[str, ...]:
        items = tuple(part.strip() for part in value.split(",")) if value else ()
        if not all(re.fullmatch(pattern, part) for part in items):
            raise ValueError
        return items

    return Accepted(f"{item}, separated by commas", parse)


def _cache(value: str) -> str:
    if value not in ("off", "memory"):
        try:
            connection = ConnectionPool.from_url(value).make_connection()  # does not connect yet
        except (ValueError, TypeError, RedisError):
            raise ValueError from None
        if getattr(connection, "path", "given") == "":  # of a unix:// URL
            raise ValueError
    return value


def _otel(value: str) -> str:
    if value not in ("off", "on"):
        raise ValueError
    if value == "on":
        try:
            import opentelemetry.exporter.otlp.proto.http  # noqa: F401 (whether it can be)
        except ImportError:
            raise ValueError from None
    return value


def _path_prefix(value: str) -> str:
    if not re.fullmatch(r"((/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+)?", value):
        raise ValueError
    return value


def _readers(value: str) -> str:
    if value:
        url = parse_url(value)
        if url.scheme not in ("http", "https") or not url.host or url.auth or url.query or url.fragment:
            raise ValueError
    return value


def _setting(default: Any, kind: Accepted, doc: str, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"kind": kind, "doc": doc})


@dataclass(frozen=True)
class Settings:
    """How the service runs. Durations are seconds, lengths are Unicode code points unless the name says bytes."""

    host: str = _setting("127.0.0.1", _nonempty_text("an address"), "Address to listen on; `0.0.0.0` in a container.")
    port: int = _setting(8080, _integer(1, 65535), "Port to listen on.")
    metrics_port: int = _setting(
        0,
        _integer(0, 65535),
        "Port for `/metrics` and the probes alone, at the same address; the other then has no `/metrics`. 0: none.",
    )
    hosts: tuple[str, ...] = _setting(
        (),
        _list("names such as `quotes.example`, or `.news.example` for all below it", r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*"),
        "Hosts by which clients may ask (the `Host` header, whatever its port), against DNS rebinding; any other gets "
        "421. Probes and metrics may be asked for by any. None: no host is refused.",
    )
    path_prefix: str = _setting(
        "",
        Accepted("a path such as `/quotes-api`, without a slash at its end", _path_prefix),
        "Path under which a gateway publishes the service, whether or not it takes it off again on the way.",
    )
    workers: int = _setting(
        2, _integer(1, 256), "Reader processes; each holds its own models and reads one text at a time."
    )
    threads: int = _setting(1, _integer(1, 256), "Torch threads of each reader.")
    readers: str = _setting(
        "",
        Accepted("an `http://` or `https://` URL", _readers),
        "Where the readers are, if elsewhere: the URL of `quotes.ray_serve` on a Ray cluster. At most `QUOTES_WORKERS` "
        "of them are used at once. None: processes of this machine.",
    )
    request_threads: int = _setting(
        128,
        _integer(4, 1000),
        "Requests that are served at once; more than all places in the queue, the batches and the readers.",
    )
    models: str = _setting(
        "bundled",
        _nonempty_text("`bundled`, `official` or a directory"),
        "The models: those of this repository, Stanza's own English package (fetched by Stanza's downloader), "
        "or a directory of the bundled layout.",
    )
    precision: str = _setting(
        "auto",
        _one_of("auto", "float32"),
        "The numbers that the encoders multiply: bfloat16 where the processor has it in hardware, which is faster, or "
        "float32, with which the answers are the same on every machine.",
    )
    max_body_bytes: int = _setting(2**20, _integer(1024, 2**30), "Largest request body, in bytes.")
    max_characters: int = _setting(50_000, _integer(1, 10_000_000), "Longest text, in Unicode code points.")
    max_tokens: int = _setting(
        16_000,
        _integer(1, 10_000_000),
        "Longest text in tokens: words, marks, a long word more than once. Ordinary prose of `QUOTES_MAX_CHARACTERS` "
        "stays below.",
    )
    max_json_depth: int = _setting(16, _integer(2, 500), "Deepest nesting of a JSON body.")
    max_sentence_words: int = _setting(
        200, _integer(20, 1000), "Words of a sentence beyond which it is cut for the parser."
    )
    max_run: int = _setting(
        512, _integer(64, 5000), "Characters without a space beyond which a run is shortened for the parser."
    )
    queue: int = _setting(4, _integer(0, 1000), "Texts that may wait for each reader; beyond it, 503.")
    max_wait: float = _setting(
        10.0, _seconds(0, 3600), "A text that would by estimate wait longer is refused at once, with 503."
    )
    deadline: float = _setting(
        60.0, _seconds(0.1, 3600), "Time within which a text is analysed, waiting included; beyond it, 504."
    )
    batches: int = _setting(
        8, _integer(1, 900), "Batches that are served at once; beyond it, an idle one makes way, or 503."
    )
    batch_patience: float = _setting(
        60.0,
        _seconds(0.1, 86400),
        "Time in which a batch's client must send its next line, or take an answer, before the batch is broken off.",
    )
    watchdog_grace: float = _setting(
        15.0,
        _seconds(0.1, 3600),
        "Time beyond the deadline after which a reader that hangs is ended and replaced.",
    )
    arrival: float = _setting(
        30.0, _seconds(0.1, 3600), "Time in which a request must arrive, its body included; beyond it, 408."
    )
    drain: float = _setting(
        0.0,
        _seconds(0, 3600),
        "Time after SIGTERM during which new requests are still served, while `/readyz` already says 503.",
    )
    recycle: int = _setting(
        0, _integer(0, 10_000_000), "Texts after which a reader is replaced by a new one; `0`: never."
    )
    api_keys: tuple[str, ...] = _setting(
        (),
        _list(
            "keys of 16 or more letters, digits and `-._~+/`, with `=` at the end only",
            r"[A-Za-z0-9._~+/-]{16,}=*",  # a token68, which is all that a Bearer header can hold (RFC 6750)
        ),
        "Keys of which `/v1/*` asks one, as `Authorization: Bearer` or `X-API-Key`; none: open to all.",
        secret=True,
    )
    cors_origins: tuple[str, ...] = _setting(
        (),
        _list("origins such as `https://news.example`", r"https?://[a-z0-9.\[\]:-]+"),
        "Web origins whose pages may call the service; none: no CORS headers.",
    )
    cache: str = _setting(
        "memory",
        Accepted("`off`, `memory` or a `redis://`, `rediss://` or `unix://` URL", _cache),
        "Where answers are kept to be given again: nowhere, in memory, or in a Redis that several services share.",
        secret=True,
    )
    cache_seconds: int = _setting(3600, _integer(1, 604_800), "Seconds for which an answer is kept.")
    cache_bytes: int = _setting(
        2**25,
        _integer(2**16, 2**40),
        "Bytes that the answers kept in memory take; oldest use goes first.",
    )
    otel: str = _setting(
        "off",
        Accepted("`off`, or `on` where `quotes[otel]` is installed", _otel),
        "Whether requests are traced with OpenTelemetry, whose own variables (`OTEL_...`) say where to.",
    )
    log_level: str = _setting("info", _one_of("debug", "info", "warning", "error"), "Least severe messages logged.")

    @property
    def places(self) -> int:
        """Texts that may wait, for all readers together."""
        return self.queue * self.workers

    @property
    def spare_threads(self) -> int:
        """Threads that neither texts nor batches need: for those who wait for something else."""
        return self.request_threads - self.places - self.workers - self.batches

    @property
    def loading(self) -> dict[str, Any]:
        """What `quotes.load` is told."""
        return {
            "source": self.models,
            "threads": self.threads,
            "max_sentence_words": self.max_sentence_words,
            "max_run": self.max_run,
            "precision": self.precision,
        }

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the variables; those that are not set have their defaults.

        Raises:
            SettingsError: a value is out of its range, or a `QUOTES_*` variable is no setting.
        """
        known = {variable(setting): setting for setting in fields(cls)}
        given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
        values: dict[str, Any] = {}
        errors = []
        for name, value in sorted(given.items()):
            if name not in known:
                near = get_close_matches(name, known, n=1)
                errors.append(f"{name} is no setting" + (f"; is {near[0]} meant?" if near else ""))
                continue
            setting = known[name]
            kind: Accepted = setting.metadata["kind"]
            try:
                values[setting.name] = kind.parse(value)
            except ValueError:
                shown = f", not {value!r}" if setting.repr else ""
                errors.append(f"{name} must be {kind.accepts}{shown}")
        if not errors:
            settings = cls(**values)
            if settings.spare_threads <= 0:
                errors.append(
                    "QUOTES_REQUEST_THREADS must be more than QUOTES_BATCHES and, for each of QUOTES_WORKERS, "
                    "QUOTES_QUEUE and one, together, or other requests wait behind texts"
                )
            if settings.metrics_port == settings.port:
                errors.append("QUOTES_METRICS_PORT must be another than QUOTES_PORT")
            if not errors:
                return settings
        raise SettingsError("\n".join(errors))


def variable(setting: Field[Any]) -> str:
    """The environment variable of a field."""
    return PREFIX + setting.name.upper()


def table() -> str:
    """All settings as a Markdown table."""
    rows = ["| Variable | Default | Accepts | Meaning |", "|---|---|---|---|"]
    for setting in fields(Settings):
        default = "" if setting.default in ((), "") else f"`{setting.default}`"
        accepts = setting.metadata["kind"].accepts
        rows.append(f"| `{variable(setting)}` | {default} | {accepts} | {setting.metadata['doc']} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
