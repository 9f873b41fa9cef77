"""Keeps the full answers of a running service to texts, and compares two such files field by field.

    python -m evaluation.same keep --service http://127.0.0.1:8080 --output before.jsonl seeds tests/data/constructions
    python -m evaluation.same compare before.jsonl after.jsonl

The answers come over HTTP with `include=all`, so any two versions that keep the contract can be compared.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from evaluation import texts
from evaluation.texts import Named

SHOWN = 20
"""Differences that are printed in full."""

ABSENT = object()
"""In place of a member that one of two objects lacks."""


def main() -> None:
    """Keep or compare; the exit status is 1 where answers differ."""
    options = _options()
    if options.task == "keep":
        keep(options.service, list(_chosen(options)), options.output)
    else:
        sys.exit(report(options.before, options.after))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.same", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    keeping = tasks.add_parser("keep", help="write the answers of a running service to a file")
    keeping.add_argument("texts", nargs="*", type=Path, help="files or folders of texts, all of which are asked for")
    keeping.add_argument("--sample", nargs=2, action="append", default=[], metavar=("PATH", "N"), help="N texts of it")
    keeping.add_argument("--service", default="http://127.0.0.1:8080", help="where it runs")
    keeping.add_argument("--output", type=Path, required=True)
    comparing = tasks.add_parser("compare", help="compare two files of answers")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    return parser.parse_args()


def _chosen(options: argparse.Namespace) -> Iterator[Named]:
    for path in options.texts:
        yield from texts.read(path)
    for path, most in options.sample:
        yield from texts.sample(texts.read(Path(path)), int(most))


def keep(service: str, asked: list[Named], output: Path) -> None:
    """Write a line for each text: its name, the status and the answer.

    Args:
        service: the address of a running service.
        asked: the texts, with names of their own.
        output: the file to write, JSON lines.

    Raises:
        ValueError: two texts have one name.
    """
    names = [name for name, _ in asked]
    if len(set(names)) < len(names):
        raise ValueError(f"two texts have one name: {max(names, key=names.count)}")
    connection = http.client.HTTPConnection(urlsplit(service).netloc, timeout=300)
    with closing(connection), output.open("w", encoding="utf-8") as file:
        for number, (name, text) in enumerate(asked, 1):
            body = json.dumps({"text": text, "include": "all"})
            connection.request("POST", "/v1/quotes", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = json.loads(response.read())
            answer.pop("instance", None)  # of a problem: it holds the request's id
            file.write(json.dumps({"name": name, "status": response.status, "answer": answer}) + "\n")
            if sys.stderr.isatty():
                print(f"\r{number}/{len(asked)}", end="\r", file=sys.stderr)


def report(before: Path, after: Path) -> int:
    """Print what differs; 1 where anything does, else 0."""
    one, two = _answers_by_name(before), _answers_by_name(after)
    found = {name: list(differences(one[name], two[name])) for name in one if name in two}
    differing = {name: lines for name, lines in found.items() if lines}
    lost = sorted(one.keys() ^ two.keys())
    lines = [f"{name}{line}" for name, places in differing.items() for line in places]
    for line in lines[:SHOWN]:
        print(line)
    if len(lines) > SHOWN:
        print(f"... and {len(lines) - SHOWN} more")
    for name in lost:
        print(f"{name}: only in one of the files")
    same = len(one.keys() & two.keys()) - len(differing)
    print(f"{same} of {len(one.keys() | two.keys())} answers are equal")
    return int(bool(differing or lost))


def differences(one: Any, two: Any, path: str = "") -> Iterator[str]:
    """The places, as JSON pointers, in which two JSON values differ, with both values."""
    if isinstance(one, dict) and isinstance(two, dict):
        for key in sorted(one.keys() | two.keys()):
            yield from differences(one.get(key, ABSENT), two.get(key, ABSENT), f"{path}/{key}")
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for number, (left, right) in enumerate(zip(one, two, strict=True)):
            yield from differences(left, right, f"{path}/{number}")
    elif type(one) is not type(two) or one != two:
        yield f"{path}: {_short(one)} -> {_short(two)}"


def _short(value: Any) -> str:
    text = "nothing" if value is ABSENT else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:200]}..."


def _answers_by_name(path: Path) -> dict[str, Any]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {row["name"]: {"status": row["status"], "answer": row["answer"]} for row in rows}


if __name__ == "__main__":
    main()
