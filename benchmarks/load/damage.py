"""Whether the service refuses models that are not what they should be, and runs none of their code."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from benchmarks.load.row import Row
from benchmarks.load.run import Run
from evaluation.serving import REAL, Server, free_port, start
from quotes.nlp.models import BUNDLED, read_manifest, write_manifest

FILE = "pos.pt"
OTHER = "depparse.pt"

PATIENCE = 90.0
"""Seconds after which a service that neither ends nor becomes ready is given up."""


@dataclass(frozen=True)
class Damage:
    """Something that is wrong with a directory of models.

    Attributes:
        what: it, in words.
        file: the one that must be named.
        do: does it to a directory.
        hidden: whether the manifest is made to agree with it.
    """

    what: str
    file: str
    do: Callable[[Path], object]
    hidden: bool = False


class _Code:
    """What runs code when it is unpickled: it makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Path]]:
        return Path.touch, (self.mark,)


def damaged(run: Run) -> Iterator[Row]:
    """Each damage to a copy of the models."""
    for damage in _damages():
        with tempfile.TemporaryDirectory() as folder:
            models = Path(folder) / "models"
            shutil.copytree(BUNDLED, models)
            damage.do(models)
            if damage.hidden:
                manifest = read_manifest(models)
                write_manifest(models, manifest.name, manifest.version, manifest.licences)
            status, was_ready, log = _start(models)
            named = f"{damage.file}" in log
            ran = _mark(models).exists()
        yield Row(
            f"model {damage.what}: refuses readiness, names the file, exits non-zero, runs no pickled code",
            f"{'**ready**' if was_ready else 'never ready'}, exit status {status}, "
            f"{damage.file} {'named' if named else '**not named**'}{', **its code ran**' if ran else ''}",
            not was_ready and status not in (0, None) and named and not ran,
        )


def _damages() -> Iterator[Damage]:
    yield Damage("missing", FILE, lambda models: (models / FILE).unlink())
    yield Damage("cut", FILE, lambda models: _rewrite(models / FILE, lambda content: content[: len(content) // 2]))
    yield Damage("with one bit flipped", FILE, lambda models: _rewrite(models / FILE, _flipped))
    yield Damage("swapped for another", FILE, lambda models: shutil.copy(models / OTHER, models / FILE))
    yield Damage("cut, and the manifest agrees", FILE, lambda m: _rewrite(m / FILE, lambda c: c[: len(c) // 2]), True)
    yield Damage("swapped for another, and the manifest agrees", FILE, lambda m: shutil.copy(m / OTHER, m / FILE), True)
    for path in sorted(BUNDLED.glob("*.pt")):
        yield Damage(f"{path.name} a malicious pickle, and the manifest agrees", path.name, _poisoner(path.name), True)


def _poisoner(name: str) -> Callable[[Path], object]:
    return lambda models: torch.save({"model": _Code(_mark(models))}, models / name)


def _mark(models: Path) -> Path:
    """The file that malicious code makes."""
    return models.parent / "code-ran"


def _rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _start(models: Path) -> tuple[int | None, bool, str]:
    """The exit status of a service with these models, whether it was ever ready, and what it logged."""
    path, port = models.parent / "log", free_port()
    with path.open("wb") as log:
        process = start(REAL, log, port, models=models)
    server = Server(process, port, path)
    end = time.monotonic() + PATIENCE
    was_ready = False
    try:
        while process.poll() is None and not was_ready and time.monotonic() < end:
            was_ready = _is_ready(server)
            time.sleep(0.05)
        status = process.poll()
    finally:
        process.terminate()
        process.wait(60)
    return status, was_ready, path.read_text("utf-8")


def _is_ready(server: Server) -> bool:
    try:
        return server.request("GET", "/readyz")[0] == 200
    except OSError:
        return False
