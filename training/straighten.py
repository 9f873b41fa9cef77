"""Straightens quotation marks, one character for one, as the service does before it parses.

The models are trained on straight marks alone, so that they need not learn each kind.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.plain import straightened


def main() -> None:
    """Write a straightened copy of a file."""
    parser = argparse.ArgumentParser(prog="python -m training.straighten", description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    options.target.write_text(straightened(options.source.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
