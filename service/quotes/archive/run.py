"""Running an archive on Ray: parts are given to readers, and what is done stays done.

Ray Data has the pool of readers, gives each its next part, and gives the part of one that dies to another. No article
passes through it: readers take articles from the input and write them to the output by themselves.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import ray
import ray.data
import ray.exceptions

from quotes import __version__
from quotes.archive import plan
from quotes.archive.files import Folder
from quotes.archive.inputs import Columns
from quotes.archive.output import Edition, Output, Summary
from quotes.archive.plan import Part
from quotes.archive.progress import Watch
from quotes.archive.reading import Job, PartReader
from quotes.reader import Reader
from quotes.settings import Settings

OBJECT_STORE = 2**27
"""Bytes of Ray's shared memory on this machine: nothing but parts' names and figures passes through it."""

RAY = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}
"""Variables by which Ray tells nobody that it is used, and the terminal nothing that its own log files have."""

DECIDING = (
    "models", "precision", "max_body_bytes", "max_characters", "max_tokens", "max_json_depth", "max_sentence_words",
    "max_run", "deadline",
)  # fmt: skip
"""The settings that decide what comes out."""


class RunError(Exception):
    """The run broke off; the message says why. The same call goes on where it was."""


@dataclass(frozen=True)
class Request:
    """An archive that is to be read.

    Attributes:
        input, output: where; a path or a URL of a file system that pyarrow knows.
        columns: where articles stand in their rows.
        format: the format of all files; by default, each has that of its name.
        part: the most articles of a part.
        parameters: options of a request, as query parameters.
        settings: limits, deadlines, models.
        load: gives a reader, in a process of its own.
        workers: how many readers; by default, one for each core.
        address: of the Ray cluster; by default, this machine is one for as long as the run lasts.
    """

    input: str
    output: str
    settings: Settings
    load: Callable[[], Reader]
    columns: Columns = field(default_factory=Columns)
    format: str | None = None
    part: int = 100
    parameters: Mapping[str, str] = field(default_factory=dict)
    workers: int | None = None
    address: str | None = None


def run(request: Request, watch: Watch) -> Output:
    """Read all articles of an archive that are not read yet.

    Args:
        request: what to read and how.
        watch: told what becomes of it.

    Raises:
        FileNotFoundError: there is no such input.
        InputError: it is no archive.
        ModelError: the models cannot be used.
        RunError: it broke off.
    """
    root = Folder.at(request.input)
    told = _told(request, root)
    with _cluster(request) as workers:
        model = _model(request.load)
        edition = Edition(model, told)
        output = Output(Folder.at(request.output) / edition.name)
        job = Job(root, output, model, request.columns, request.settings, dict(request.parameters), request.load)
        parts = output.parts() or _begin(request, job, edition)
        done = output.done()
        watch.begin(output.folder.path, sum(part.articles for part in parts), sum(done.values(), Summary()))
        try:
            for summary in _read([part for part in parts if part.number not in done], job, workers):
                watch.part(summary)
        finally:
            watch.end()
    output.finish()
    return output


def _told(request: Request, root: Folder) -> dict[str, Any]:
    """What decides what comes out, besides the models."""
    files = root.files()
    listing = "".join(f"{root.name_of(file.path)}\0{file.size}\0{file.mtime_ns}\n" for file in files)
    return {
        "service": __version__,
        "input": {"files": len(files), "sha256": hashlib.sha256(listing.encode()).hexdigest()},
        "format": request.format,
        "part": request.part,
        "columns": asdict(request.columns),
        "options": dict(request.parameters),
        "settings": {name: getattr(request.settings, name) for name in DECIDING},
    }


def _begin(request: Request, job: Job, edition: Edition) -> list[Part]:
    """Make the plan and write it."""
    parts = plan.make(job.root, request.part, job.limits, request.format)
    plan.check_columns(job.root, parts, job.columns, job.limits)
    job.output.begin(edition, parts)
    return parts


@contextmanager
def _cluster(request: Request) -> Iterator[int]:
    """A connection to Ray; gives the number of readers there are to be."""
    for name, value in RAY.items():
        os.environ.setdefault(name, value)
    logging.getLogger("ray.data").setLevel("ERROR")
    cores = request.workers or len(os.sched_getaffinity(0))
    here = {"num_cpus": cores, "include_dashboard": False, "object_store_memory": OBJECT_STORE}
    try:
        ray.init(request.address, log_to_driver=False, logging_level="error", **({} if request.address else here))
    except Exception as error:  # Ray raises nothing narrower
        raise RunError(f"Ray cannot be started or reached: {error}") from error
    try:
        yield request.workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    finally:
        ray.shutdown()


def _model(load: Callable[[], Reader]) -> tuple[str, str]:
    """Which models the readers will have, asked where they will be; the process that tells it ends with that."""
    try:
        name, version = ray.get(ray.remote(max_calls=1, max_retries=0)(_load_and_tell).remote(load))
    except ray.exceptions.RayTaskError as error:
        raise error.cause from None
    except ray.exceptions.RayError as error:
        raise RunError(f"No reader could be started: {error}") from error
    return name, version


def _load_and_tell(load: Callable[[], Reader]) -> tuple[str, str]:
    model = load().model
    return model.name, model.version


class _Worker:
    """A reader of parts as Ray Data calls it."""

    def __init__(self, job: Job) -> None:
        self.reader = PartReader(job)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        summaries = [self.reader.read(Part.from_json(part)) for part in batch["part"]]
        return {name: [getattr(summary, name) for summary in summaries] for name in asdict(Summary())}


def _read(parts: Sequence[Part], job: Job, workers: int) -> Iterator[Summary]:
    """Have parts read; gives the summary of each as soon as it is written."""
    if not parts:
        return
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    pool = ray.data.ActorPoolStrategy(size=min(workers, len(parts)), max_tasks_in_flight_per_actor=1)
    rows = ray.data.from_items([{"part": part.to_json()} for part in parts], override_num_blocks=len(parts))
    try:
        for row in rows.map_batches(_Worker, fn_constructor_args=[job], compute=pool, num_cpus=1).iter_rows():
            yield Summary(**row)
    except ray.exceptions.RayError as error:
        raise RunError(str(getattr(error, "cause", None) or error).strip().splitlines()[-1]) from error
