"""The README tells the settings as they are."""

from pathlib import Path

from quotes.settings import table

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_readme_has_the_table_of_the_settings():
    """`python -m quotes.settings` prints what belongs there."""
    assert table() in README.read_text("utf-8")
