"""Measures every promise of running the service, on services that it starts, over loopback only.

It prints a table in Markdown, each row as soon as it is measured, and ends with status 1 if a promise is not held.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from benchmarks.load.cases import hand_made, spec_made
from benchmarks.load.damage import damaged
from benchmarks.load.deaths import killed_readers, no_readers, terminated
from benchmarks.load.enclosure import enclosed
from benchmarks.load.leakage import leakage
from benchmarks.load.row import HEAD, Row
from benchmarks.load.run import Measure, Run
from benchmarks.load.shapes import hostile
from benchmarks.load.soak import soak
from benchmarks.load.traffic import overload, slow_clients, steady

ROWS: dict[str, Measure] = {
    "steady": steady,
    "overload": overload,
    "soak": soak,
    "slow-clients": slow_clients,
    "killed-readers": killed_readers,
    "no-readers": no_readers,
    "sigterm": terminated,
    "models": damaged,
    "enclosed": enclosed,
    "spec": spec_made,
    "bombs": hand_made,
    "shapes": hostile,
    "leakage": leakage,
}


def main() -> None:
    """Print the table."""
    options = _options()
    run = Run(60 * options.minutes)
    print(HEAD)
    all_held = True
    for row in _rows(run, options.only or list(ROWS)):
        print(row, flush=True)
        all_held = all_held and row.held is not False
    sys.exit(not all_held)


def _rows(run: Run, names: list[str]) -> Iterator[Row]:
    """The rows of these names, and the accounts."""
    for name in names:
        try:
            yield from ROWS[name](run)
        except RuntimeError as error:  # a service that does not even do what is presupposed
            yield Row(name, f"could not be measured: {' '.join(str(error).split())[-300:]}", False)
    yield run.accounts.row()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument(
        "--minutes", type=float, default=1.0, help="that each of the long rows takes (steady, overload, soak, ...)"
    )
    parser.add_argument("--only", nargs="+", choices=ROWS, metavar="ROW", help=f"of {', '.join(ROWS)}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
