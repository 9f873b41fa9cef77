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
    total = numpy.stack([scores[number][0] for number in order]) if order else numpy.empty(0)
    back = []
    alive = len(order)
    for place in range(1, lengths[0] if order else 0):
        while lengths[alive - 1] <= place:
            alive -= 1
        paths = total[:alive, :, None] + steps
        back.append(paths.argmax(1))
        total[:alive] = paths.max(1) + [scores[number][place] for number in order[:alive]]
    found: list[list[int]] = [[] for _ in scores]
    for row, number in enumerate(order):
        path = [int(total[row].argmax())]
        for place in range(lengths[row] - 2, -1, -1):
            path.append(int(back[place][row, path[-1]]))
        found[number] = path[::-1]
    return found
