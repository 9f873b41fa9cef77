"""Links: how well the reader thinks that two mentions go together, by the tokens that head them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from quotes.attribution.article import Article


class Links:
    """The reader's links of an article; none where it has no reading."""

    def __init__(self, article: Article) -> None:
        reading = article.document.reading
        self._links: tuple[Mapping[int, float], ...] = reading.links if reading else ()
        self._number: dict[int, int] = {}
        for number, head in enumerate(article.mention_heads):
            if head is not None:
                self._number.setdefault(head, number)
        self._heads = {number: head for head, number in self._number.items()}

    def before(self, head: int) -> dict[int, float]:
        """The heads of the mentions before one, and how well it goes together with each."""
        number = self._number.get(head)
        scores = self._links[number] if number is not None else {}
        return {self._heads[earlier]: score for earlier, score in scores.items() if earlier in self._heads}

    def after(self, head: int) -> dict[int, float]:
        """The heads of the mentions behind one, and how well each goes together with it."""
        scores = self._later.get(self._number.get(head, -1), {})
        return {self._heads[later]: score for later, score in scores.items() if later in self._heads}

    @cached_property
    def _later(self) -> Mapping[int, Mapping[int, float]]:
        """For each mention the later ones, and how well they go together."""
        found: dict[int, dict[int, float]] = {}
        for later, scores in enumerate(self._links):
            for earlier, score in scores.items():
                found.setdefault(earlier, {})[later] = score
        return found

    def best(self, head: int, others: Iterable[int]) -> float | None:
        """How well a mention goes together with the best of some: above 0 if rather than not; None if it is unknown."""
        number = self._number.get(head)
        if number is None:
            return None
        pairs = (sorted((number, self._number[other])) for other in others if other in self._number)
        scores = (self._links[later][earlier] for earlier, later in pairs if earlier in self._links[later])
        return max(scores, default=None)
