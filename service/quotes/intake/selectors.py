"""Selectors: which elements of a page are read.

A small part of CSS (https://www.w3.org/TR/selectors-4/), all of which can be told when an element begins: names,
classes, ids and attributes (`div.story`, `#text`, `[itemprop=articleBody]`), one inside another (`main .story`), and
several with commas between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from quotes.intake.markup import attributes

LONGEST = 200
"""Characters of a selector."""

_NAME = r"[A-Za-z][A-Za-z0-9-]*|\*"
_ATTRIBUTE = r"""\[[A-Za-z0-9_:-]+(?:=(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))?\]"""
_MORE = rf"[#.][A-Za-z0-9_-]+|{_ATTRIBUTE}"
_ELEMENT = rf"(?:(?:{_NAME})(?:{_MORE})*|(?:{_MORE})+)"
PATTERN = rf"^{_ELEMENT}(?:(?: +| *, *){_ELEMENT})*$"
"""What a selector is, as a regular expression."""

_PART = re.compile(
    rf"""(?P<name>{_NAME})|\#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)"""
    r"""|\[(?P<attribute>[\w:-]+)(?:=(?:(?P<bare>[\w-]+)|"(?P<double>[^"]*)"|'(?P<single>[^']*)'))?\]"""
    r"""|(?P<comma> *, *)|(?P<space> +)"""
)


class _Compound(NamedTuple):
    """What is asked of one element: its name, classes, and attributes with a value or any."""

    name: str | None
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]

    def fits(self, name: str, found: Mapping[str, str], classes: AbstractSet[str]) -> bool:
        """True for an element of a name in lower case, with attributes and with the classes among them."""
        return (
            self.name in (None, name)
            and self.classes <= classes
            and all(key in found and value in (None, found[key]) for key, value in self.attributes)
        )


@dataclass(frozen=True)
class Selector:
    """A selector. It is asked about the elements of a page from the outermost on.

    Attributes:
        chains: the alternatives, each what is asked of an element and, before that, of those around it.
    """

    chains: tuple[tuple[_Compound, ...], ...]

    @property
    def outside(self) -> tuple[int, ...]:
        """The state outside of all elements: how much of each chain the elements around have met."""
        return (0,) * len(self.chains)

    def enter(self, state: Sequence[int], name: str, source: str) -> tuple[tuple[int, ...], bool]:
        """The state inside an element, from that around it, and whether the element is chosen.

        Args:
            state: that around it.
            name: of the element, in lower case.
            source: its attributes as they stand in its tag.
        """
        found = attributes(source)
        classes = frozenset(found.get("class", "").split())
        inside, chosen = [], False
        for chain, met in zip(self.chains, state, strict=True):
            fits = chain[met].fits(name, found, classes)
            last = met == len(chain) - 1
            chosen = chosen or (fits and last)
            inside.append(met + (fits and not last))
        return tuple(inside), chosen


def parse(selector: str) -> Selector:
    """A selector from how it is written.

    Raises:
        ValueError: it is none, or one that cannot be told when an element begins.
    """
    if len(selector) > LONGEST or not re.match(PATTERN, selector) or selector.endswith("\n"):
        raise ValueError("It must be made of names, classes, ids and attributes, such as `main .story`.")
    chains: list[list[_Compound]] = [[]]
    parts: list[re.Match[str]] = []
    for part in [*_PART.finditer(selector), None]:
        if part and not (part["comma"] or part["space"]):
            parts.append(part)
            continue
        chains[-1].append(_compound(parts))
        parts = []
        if part and part["comma"]:
            chains.append([])
    return Selector(tuple(map(tuple, chains)))


def _compound(parts: Sequence[re.Match[str]]) -> _Compound:
    names = [part["name"].lower() for part in parts if part["name"] and part["name"] != "*"]
    asked: list[tuple[str, str | None]] = [("id", part["id"]) for part in parts if part["id"]]
    for part in parts:
        if part["attribute"]:
            values = (part["bare"], part["double"], part["single"])
            asked.append((part["attribute"].lower(), next((v for v in values if v is not None), None)))
    return _Compound(names[0] if names else None, frozenset(p["class"] for p in parts if p["class"]), tuple(asked))
