"""What has been read: a folder an edition, and in it a file of each form for every part that is done."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet

from quotes.archive import forms, plan
from quotes.archive.files import Folder
from quotes.archive.plan import Part

MANIFEST = "manifest.json"
PLAN = "plan.parquet"
SUMMARY = b"quotes.summary"
"""The key of a documents file's metadata under which its summary stands."""

AT_ONCE = 32
"""Files that are looked at at the same time."""


class OutputError(Exception):
    """The output cannot be used; the message says why."""


@dataclass(frozen=True)
class Summary:
    """A part, or several, in figures.

    Attributes:
        articles, quotes, words: how many; words of articles.
        problems: articles without an answer.
        unreadable: those of them that could not be read from their file; the next run tries again.
    """

    articles: int = 0
    quotes: int = 0
    words: int = 0
    problems: int = 0
    unreadable: int = 0

    def __add__(self, other: Summary) -> Summary:
        return Summary(*(mine + theirs for mine, theirs in zip(_values(self), _values(other), strict=True)))


def _values(summary: Summary) -> Sequence[int]:
    return tuple(asdict(summary).values())


@dataclass(frozen=True)
class Edition:
    """One reading of one input: by one version of the models, with one set of options.

    Attributes:
        model: name and version of the models.
        told: everything else that decides what comes out: the input's files, the version of the service, options.
    """

    model: tuple[str, str]
    told: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of its folder: the models', and a hash of the rest."""
        digest = hashlib.sha256(json.dumps(self.told, sort_keys=True).encode()).hexdigest()
        return f"{re.sub(r'[^A-Za-z0-9._-]', '_', '-'.join(self.model))}-{digest[:8]}"


class Output:
    """The folder of an edition."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def parts(self) -> list[Part] | None:
        """The plan, if one was written."""
        if not (self.folder / MANIFEST).exists:
            return None
        path = (self.folder / PLAN).path
        return plan.from_table(pyarrow.parquet.read_table(path, filesystem=self.folder.system))

    def begin(self, edition: Edition, parts: Sequence[Part]) -> None:
        """Write the plan and the manifest, by which others know that the plan is whole."""
        for form in forms.FORMS:
            self.folder.system.create_dir((self.folder / form).path, recursive=True)
        table = plan.to_table(parts)
        self.folder.write(PLAN, lambda stream: pyarrow.parquet.write_table(table, stream))
        manifest = {
            "model": dict(zip(("name", "version"), edition.model, strict=True)),
            **edition.told,
            "parts": len(parts),
            "articles": sum(part.articles for part in parts),
        }
        self.folder.write(MANIFEST, lambda stream: stream.write(json.dumps(manifest, indent=2).encode() + b"\n"))

    def write(self, number: int, readings: Sequence[forms.Reading], summary: Summary) -> None:
        """Write a part. The file of its documents comes last: with it, the part is done."""
        quotes = [row for reading in readings for row in forms.quotes(reading)]
        self._write("quotes", number, quotes, {})
        told = {SUMMARY: json.dumps(asdict(summary)).encode()}
        self._write("documents", number, [forms.document(reading) for reading in readings], told)

    def _write(self, form: str, number: int, rows: Sequence[dict[str, Any]], metadata: Mapping[bytes, bytes]) -> None:
        table = forms.table(form, rows).replace_schema_metadata(metadata)
        name = f"part-{number:06d}.parquet"
        (self.folder / form).write(
            name, lambda stream: pyarrow.parquet.write_table(table, stream, compression="zstd", version="2.6")
        )

    def done(self) -> dict[int, Summary]:
        """The parts that are done, by number; not those whose input could not be read, or whose file is broken."""
        names = [file.base_name for file in (self.folder / "documents").files()]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = zip(names, pool.map(self._summary, names), strict=True)
            return {int(name[5:11]): summary for name, summary in found if summary and not summary.unreadable}

    def _summary(self, name: str) -> Summary | None:
        path = f"{self.folder.path}/documents/{name}"
        try:
            with pyarrow.parquet.ParquetFile(path, filesystem=self.folder.system) as file:
                return Summary(**json.loads(file.schema_arrow.metadata[SUMMARY]))
        except (pa.ArrowException, OSError, KeyError, TypeError):
            return None

    def finish(self) -> None:
        """Tidy up after the last part."""
        for folder in (self.folder, *(self.folder / form for form in forms.FORMS)):
            folder.forget_drafts()


def editions(output: Folder) -> Iterator[Folder]:
    """The folders of editions in an output, which may be one itself."""
    if (output / MANIFEST).exists:
        yield output
    elif output.exists:
        selector = pa.fs.FileSelector(output.path)
        for each in sorted(output.system.get_file_info(selector), key=lambda each: str(each.path)):
            folder = Folder(output.system, each.path)
            if each.type == pa.fs.FileType.Directory and (folder / MANIFEST).exists:
                yield folder


def only_edition(output: Folder) -> Folder:
    """The folder of an output's one edition.

    Raises:
        OutputError: it has none or several.
    """
    found = list(editions(output))
    if len(found) != 1:
        names = ", ".join(folder.path.rpartition("/")[2] for folder in found)
        raise OutputError(f"{output.path} holds {f'several editions; name one of {names}' if found else 'no edition'}.")
    return found[0]
