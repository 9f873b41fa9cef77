"""The README tells the settings as they are."""

from pathlib import Path

from quotes.settings import table

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_settings_are_documented():
    """`python -m quotes.settings` prints what belongs there."""
    assert table() in README.read_text("utf-8")
