"""Files of whatever file system pyarrow knows: listed in a stable order, and written as a whole or not at all."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pyarrow import fs

PACKED = ("gz", "bz2", "zst", "lz4", "br")
"""Suffixes of files that are decompressed as they are read."""


@dataclass(frozen=True)
class Folder:
    """A folder of a file system, or a single file of it.

    Attributes:
        system: the file system.
        path: the path in it, without a slash at its end.
    """

    system: fs.FileSystem
    path: str

    @classmethod
    def at(cls, location: str) -> Folder:
        """The folder at a path of this machine, or at a URL such as `s3://bucket/key`.

        Raises:
            ValueError: pyarrow knows no file system for the URL.
        """
        if "://" in location:
            system, path = fs.FileSystem.from_uri(location)
        else:
            system, path = fs.LocalFileSystem(), str(Path(location).absolute())
        return cls(system, path.rstrip("/"))

    def __truediv__(self, name: str) -> Folder:
        return Folder(self.system, f"{self.path}/{name}")

    @property
    def exists(self) -> bool:
        """Whether there is anything at the path."""
        return bool(self.system.get_file_info(self.path).type != fs.FileType.NotFound)

    def files(self) -> list[fs.FileInfo]:
        """All files in it at any depth, or itself if it is a file, by path; none that is hidden or begins with `_`.

        Raises:
            FileNotFoundError: there is nothing at the path.
        """
        here = self.system.get_file_info(self.path)
        if here.type == fs.FileType.File:
            return [here]
        found = self.system.get_file_info(fs.FileSelector(self.path, recursive=True))
        start = len(self.path) + 1
        shown = (each for each in found if not any(name[:1] in "._" for name in each.path[start:].split("/")))
        return sorted((each for each in shown if each.type == fs.FileType.File), key=lambda each: each.path)

    def name_of(self, path: str) -> str:
        """How a file of the folder is called in it; the folder's own name where it is that file itself."""
        return path.removeprefix(f"{self.path}/") if path != self.path else path.rpartition("/")[2]

    def read_bytes(self) -> bytes:
        """The whole of a file."""
        with self.system.open_input_stream(self.path) as stream:
            return bytes(stream.read())

    def write(self, name: str, content: Callable[[Any], object]) -> None:
        """Write a file of the folder: it is there as a whole, or not at all, whoever else writes it at the same time.

        Args:
            name: its name.
            content: writes it to the stream that it is given.
        """
        temporary = self / "_temporary"
        self.system.create_dir(temporary.path, recursive=True)
        draft = temporary / f"{uuid.uuid4().hex}-{name}"
        with self.system.open_output_stream(draft.path) as stream:
            content(stream)
        self.system.move(draft.path, f"{self.path}/{name}")

    def forget_drafts(self) -> None:
        """Remove what writing that was broken off has left."""
        temporary = self / "_temporary"
        if temporary.exists:
            self.system.delete_dir(temporary.path)


def open_seeking(system: fs.FileSystem, path: str, offset: int = 0) -> IO[bytes]:
    """A file from an offset on; of a compressed one (`.gz`, `.zst` ...), offsets count what it decompresses to."""
    if _compressed(path):
        stream = io.BufferedReader(system.open_input_stream(path))
        while offset > 0 and (skipped := len(stream.read(min(offset, 2**20)))):
            offset -= skipped
    else:
        stream = io.BufferedReader(system.open_input_file(path))
        stream.seek(offset)
    return stream


def _compressed(path: str) -> bool:
    return path.lower().rpartition(".")[2] in PACKED
