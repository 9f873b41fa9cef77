"""Texts of hostile shapes, as long as they may be: none costs much more than prose."""

from __future__ import annotations

import bisect
import itertools
import json
import math
import string
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import yaml

from benchmarks.load.calls import Call, Outcome, html, statuses, text
from benchmarks.load.row import Row
from benchmarks.load.run import Run
from benchmarks.load.service import READERS
from evaluation import texts
from evaluation.sample_archive import CORPUS
from quotes.intake.extract import TooLongError
from quotes.intake.html import Html
from quotes.intake.length import tokens
from quotes.intake.reading import read

Units = str | list[str]
Markup = Mapping[str, Units]

SHAPES: dict[str, Units | Markup] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))

PLAIN_AFTER = 12
"""Shapes between two plain texts, to which they are compared."""

PLAIN = "plain text"

FACTOR = 3
"""Times a plain text that a shape may cost."""

DEADLINE = 60.0
"""Seconds within which a text is answered, by default."""


@dataclass(frozen=True)
class Cost:
    """What a text cost: seconds of the reader's processor, whatever else the machine did meanwhile."""

    name: str
    characters: int
    seconds: float
    outcome: Outcome


def hostile(run: Run) -> Iterator[Row]:
    """Each shape as long as the limit of characters allows; where that has too many tokens, as many as may be too."""
    with ThreadPoolExecutor(READERS) as pool:  # a service with one reader for each: whose the seconds are is plain
        done = list(pool.map(lambda turn: _measured(run, turn), range(READERS)))
    costs = [cost for part, _ in done for cost in part]
    same = all(same for _, same in done)
    plain = median(cost.seconds / cost.characters for cost in costs if cost.name == PLAIN)
    shapes = [cost for cost in costs if cost.name != PLAIN and cost.outcome.status == 200]
    ratios = {cost.name: cost.seconds / cost.characters / plain for cost in shapes}
    dearest = sorted(ratios, key=lambda name: -ratios[name])[:3]
    slowest = max(costs, key=lambda cost: cost.outcome.seconds)
    answered = all(cost.outcome.status in (200, 413) and cost.outcome.seconds <= DEADLINE for cost in costs)
    yield Row(
        f"{len(SHAPES)} hostile shapes of text at the limits: each costs at most {FACTOR}x a plain text of that "
        "length, none passes the deadline unanswered",
        f"{len(costs)} texts answered {statuses(cost.outcome for cost in costs)}; 50,000 characters of plain text take "
        f"{50_000 * plain:.1f} s of a core; the dearest of the same length: "
        f"{', '.join(f'{name} {ratios[name]:.1f}x' for name in dearest)}; the slowest answered after "
        f"{slowest.outcome.seconds:.1f} s ({slowest.name}); the golden article "
        f"{'as before' if same else '**otherwise**'}",
        answered and same and max(ratios.values()) <= FACTOR,
    )


def _measured(run: Run, turn: int) -> tuple[list[Cost], bool]:
    """What every second text costs, and whether the golden article is answered afterwards as before."""
    costs = []
    with run.service(workers=1) as service:
        limits = json.loads(service.ask(Call("/v1/model")).body)["limits"]
        before = service.golden()
        (reader,) = service.readers()
        for name, characters, call in _texts(limits["characters"], limits["tokens"], turn):
            begin = _processor(reader)
            outcome = service.ask(call)
            costs.append(Cost(name, characters, _processor(reader) - begin, outcome))
        return costs, service.golden() == before


def _processor(pid: int) -> float:
    """Seconds of a processor that a process has used."""
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def _texts(characters: int, most: int, turn: int) -> Iterator[tuple[str, int, Call]]:
    """Texts by name, with their characters: the shapes whose turn it is, and a plain one before every few of them."""
    for number, (name, shape) in enumerate(list(SHAPES.items())[turn::READERS]):
        if number % PLAIN_AFTER == 0:
            plain = f"Article {number}. {prose(characters)}"[:characters]
            yield PLAIN, len(plain), text(plain)
        for suffix, words, call in _at_the_limits(shape, characters, most):
            yield f"{name}{suffix}", len(words), call


def _at_the_limits(shape: Units | Markup, characters: int, most: int) -> Iterator[tuple[str, str, Call]]:
    """A shape of so many characters and, if these are more than so many tokens, of as many tokens."""
    if isinstance(shape, Mapping):
        source = page(shape, characters)
        words = Html(source).text
        yield "", words, html(source)
        if tokens(words) > most:
            source = page(shape, characters, most)
            yield ", shortened", Html(source).text, html(source)
        return
    words = shaped(shape, characters)
    yield "", words, text(words)
    if tokens(words) > most:
        words = shortened(words, most)
        yield ", shortened", words, text(words)


def prose(characters: int) -> str:
    """Articles of the newsroom corpus, one after another: a sentence that comes again would be read but once."""
    return "\n\n".join(text for file in sorted(CORPUS.glob("w*.xml")) for _, text in texts.read(file))[:characters]


def page(shape: Markup, characters: int, most: float = math.inf) -> str:
    """The longest page of a shape whose text has no more than so many characters and tokens."""
    units = shape["html"]
    opening, closing = units if isinstance(units, list) else (units, "")

    def source(times: int) -> str:
        return f"{shape.get('before', '')}{opening * times}{closing * times}{shape.get('behind', '')}"

    def is_too_long(times: int) -> bool:
        try:
            read({"html": source(times)}, characters, most)
        except TooLongError:
            return True
        return False

    return source(bisect.bisect_left(range(characters + 1), True, key=is_too_long) - 1)


def shaped(units: Units, characters: int) -> str:
    """A text of so many characters."""
    if isinstance(units, list):
        opening, closing = units
        times = characters // len(opening + closing)
        return opening * times + closing * times
    words = ""
    for number in itertools.count(1):
        if len(words) >= characters:
            return words[:characters].strip()
        words += units.format(n=number, name=_name(number))
    raise AssertionError


def shortened(words: str, most: int) -> str:
    """The longest beginning of a text that has no more than so many tokens."""
    return words[: bisect.bisect_right(range(len(words)), most, key=lambda length: tokens(words[:length])) - 1]


def _name(number: int) -> str:
    """A capitalised word, another for each number."""
    letters = ""
    while number:
        number, letter = divmod(number, 26)
        letters += string.ascii_lowercase[letter]
    return f"B{letters}o"
