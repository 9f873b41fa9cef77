"""Finding, verifying and loading the models."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quotes.nlp.document import Parser

BUNDLED = Path(__file__).parent.parent / "models"
MANIFEST = "manifest.json"


class ModelError(Exception):
    """The models cannot be used; the message names the file."""


@dataclass(frozen=True)
class Manifest:
    """What a directory of models says of itself: `files` maps each path to its SHA-256."""

    name: str
    version: str
    licences: tuple[str, ...]
    files: dict[str, str]


def read_manifest(directory: Path) -> Manifest:
    """Read a directory's manifest.

    Raises:
        ModelError: it is missing or malformed.
    """
    path = directory / MANIFEST
    try:
        data = json.loads(path.read_text("utf-8"))
        return Manifest(data["name"], data["version"], tuple(data["licences"]), dict(data["files"]))
    except FileNotFoundError:
        raise ModelError(f"{path}: no such file") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: not a manifest of models: {error!r}") from error


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def model_files(directory: Path) -> Iterator[str]:
    """The paths of all files of a directory of models but the manifest, the card and hidden ones."""
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and path.name not in {MANIFEST, "README.md"}:
            yield name.as_posix()


def verify(directory: Path) -> Manifest:
    """Check every file of the manifest against its SHA-256 before anything is loaded from it.

    Raises:
        ModelError: a file is missing, cannot be read, is not the one that the manifest was written for, or is
            not in the manifest.
    """
    manifest = read_manifest(directory)
    for name, digest in manifest.files.items():
        path = directory / name
        if not path.is_file():
            raise ModelError(f"{path}: no such file")
        try:
            found = sha256(path)
        except OSError as error:
            raise ModelError(f"{path}: {error.strerror}") from error
        if found != digest:
            raise ModelError(f"{path}: SHA-256 differs from {directory / MANIFEST}")
    for name in model_files(directory):
        if name not in manifest.files:
            raise ModelError(f"{directory / name}: not in {directory / MANIFEST}")
    return manifest


def load(
    source: str, threads: int = 1, max_sentence_words: int = 200, max_run: int = 512, precision: str = "auto"
) -> Parser:
    """Load a parser.

    Args:
        source: `bundled`, `official` (Stanza's own English package, by its own downloader) or a directory
            of the bundled layout with a manifest.
        threads: torch threads of the process.
        max_sentence_words: longer sentences are cut, with a warning.
        max_run: longer runs of characters without a space are shortened for the parser, with a warning.
        precision: `auto` for bfloat16 where the processor multiplies it in hardware, or `float32`; Stanza's own
            package is always in float32.

    Raises:
        ModelError: a model is missing, altered or cannot be loaded.
    """
    if source == "official":
        from quotes.nlp import stanza_parser

        limits = stanza_parser.TextLimits(max_sentence_words, max_run)
        try:
            return stanza_parser.open_official(threads, limits)
        except Exception as error:
            raise ModelError(f"Stanza's official English package: {error}") from error
    directory = BUNDLED if source == "bundled" else Path(source)
    manifest = verify(directory)
    from quotes.nlp import stanza_parser

    limits = stanza_parser.TextLimits(max_sentence_words, max_run)
    try:
        return stanza_parser.open_directory(
            directory, manifest.name, manifest.version, manifest.licences, threads, limits, precision
        )
    except Exception as error:
        raise ModelError(f"{directory}: {error}") from error


def write_manifest(directory: Path, name: str, version: str, licences: tuple[str, ...]) -> None:
    """Write the manifest of a directory of models over all its files but the card."""
    files = {path: sha256(directory / path) for path in model_files(directory)}
    data = {"name": name, "version": version, "licences": licences, "files": files}
    (directory / MANIFEST).write_text(json.dumps(data, indent=2) + "\n", "utf-8")
