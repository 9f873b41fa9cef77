"""The articles whose reading is timed."""

from __future__ import annotations

from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"


def articles() -> dict[str, str]:
    """The two seed articles, and one of about 500 words made of their paragraphs."""
    texts = {path.stem.partition("_")[0]: path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    return texts | {"500 words": of_words(500, texts)}


def of_words(count: int, texts: dict[str, str]) -> str:
    """Whole paragraphs of the texts, in order, until there are at least `count` words."""
    chosen: list[str] = []
    for paragraph in "\n".join(texts.values()).splitlines():
        if sum(len(each.split()) for each in chosen) >= count:
            break
        chosen.append(paragraph)
    return "\n".join(chosen)


def of_characters(count: int) -> str:
    """The seed articles over and over, cut at `count` characters."""
    text = "\n\n".join(path.read_bytes().decode("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return ((text + "\n\n") * (count // len(text) + 1))[:count]
