"""The best sequences of tags (Viterbi, "Error Bounds for Convolutional Codes", 1967), of many sequences at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
from numpy.typing import NDArray


def best_paths(scores: Sequence[NDArray[Any]], steps: NDArray[Any]) -> list[list[int]]:
    """The tags of each sequence with the highest sum of scores and steps.

    >>> best_paths([numpy.array([[0.0, 1.0], [3.0, 2.0]])], numpy.array([[0.0, 0.0], [-9.0, 0.0]]))
    [[0, 0]]

    Args:
        scores: [place, tag] of each sequence, none of them empty.
        steps: [from, to], what it scores that one tag follows another.
    """
    order = sorted(range(len(scores)), key=lambda number: -len(scores[number]))
    lengths = [len(scores[number]) for number in order]
    longest = max(lengths, default=0)
    # [place, tag, sequence], the longest sequences first: those that reach a place stand side by side
    total = numpy.zeros((longest, len(steps), len(order)), numpy.result_type(steps, *scores))
    for row, number in enumerate(order):
        total[: lengths[row], :, row] = scores[number]
    alive = (numpy.array(lengths, numpy.intp)[:, None] > numpy.arange(longest)).sum(0).tolist()
    for before, here, count in zip(total[:-1], total[1:], alive[1:], strict=True):
        here[:, :count] += (before[:, None, :count] + steps[:, :, None]).max(0)
    tags = numpy.zeros((longest, len(order)), numpy.intp)
    for place in reversed(range(longest)):
        if place + 1 < longest:  # what led to the tag behind is looked for here, once for each path, not for each tag
            count = alive[place + 1]
            total[place, :, :count] += steps.take(tags[place + 1, :count], 1)
        total[place].argmax(0, out=tags[place])
    found: list[list[int]] = [[] for _ in scores]
    for row, number in enumerate(order):
        found[number] = tags[: lengths[row], row].tolist()
    return found
