"""What is counted and timed, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)

REQUESTS = Counter(
    "quotes_http_requests_total", "Requests answered, by problem type where one was (else empty).",
    ["method", "route", "status", "problem"],
)  # fmt: skip
LATENCY = Histogram(
    "quotes_http_request_seconds", "Time from the head of a request to its answer.", ["method", "route"],
    buckets=_SECONDS,
)  # fmt: skip
STAGES = Histogram(
    "quotes_stage_seconds", "Time of a text in each stage: queue, parse, attribution.", ["stage"], buckets=_SECONDS
)
STATES = ("loading", "ready", "busy", "late")
READERS = Gauge("quotes_readers", "Readers, by state: loading, ready, busy, late.", ["state"])
READER_ENDS = Counter(
    "quotes_reader_ends_total", "Readers that ended, by cause: died, overstayed, recycled, reloaded.", ["cause"]
)
QUEUE_TEXTS = Gauge("quotes_queue_texts", "Texts that wait.")
QUEUE_SECONDS = Gauge("quotes_queue_seconds", "Seconds that a new text would wait, by estimate.")
LINES = Counter(
    "quotes_batch_lines_total", "Lines of batches answered, by problem type where one was (else empty).", ["problem"]
)
CHARACTERS = Counter("quotes_characters_total", "Characters (code points) of the texts analysed.")
QUOTES = Counter("quotes_returned_total", "Quotes returned, by type.", ["type"])
CACHE = Counter(
    "quotes_cache_requests_total", "Requests by what the cache did: hit, miss, collapsed, refresh, bypass.", ["outcome"]
)
CACHE_ERRORS = Counter("quotes_cache_errors_total", "Failures of the cache's Redis.")
CACHE_BYTES = Gauge("quotes_cache_bytes", "Bytes taken by the cache in memory.")

# Exposed as 0 before the first of each: Prometheus sees no increase in a series that begins at 1.
for _state in STATES:
    READERS.labels(_state)
for _cause in ("died", "overstayed", "recycled", "reloaded"):
    READER_ENDS.labels(_cause)
