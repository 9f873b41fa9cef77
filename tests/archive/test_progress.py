"""What is shown of a run that goes on."""

import io
import re

import pytest

pytest.importorskip("pyarrow", reason="quotes[archive] is not installed")

from rich.console import Console

from quotes.archive.output import Summary
from quotes.archive.progress import Lines, Pace, watch

PART = Summary(articles=10, quotes=30, words=5_000, problems=1)


def test_the_time_left_goes_by_what_this_run_has_read():
    pace = Pace(articles=120, before=Summary(articles=90), read=PART, seconds=60.0)
    assert pace.seconds_left == 120.0  # 20 articles, at 6 seconds each
    assert str(pace) == "83 words/s, 30 quotes, 1 problems, 0:02:00 left"


def test_as_long_as_nothing_is_read_nobody_knows_the_time_left():
    assert str(Pace(articles=120, before=PART)) == "0 words/s, 30 quotes, 1 problems, ? left"


def test_lines_come_now_and_then_and_at_both_ends(capsys):
    times = iter([0.0, 4.0, 11.0, 12.0])
    lines = Lines(lambda: next(times))
    lines.begin("out/edition", 40, Summary(articles=10))
    for _ in range(3):
        lines.part(PART)
    lines.end()
    told = [re.match(r"(out/edition: )?[\d,]+ of \d+", line)[0] for line in capsys.readouterr().out.splitlines()]
    assert told == ["out/edition: 10 of 40", "30 of 40", "40 of 40"]


def test_on_a_terminal_there_is_a_bar_and_if_asked_nothing_at_all():
    screen = io.StringIO()
    terminal = Console(file=screen, force_terminal=True, width=120)
    for quiet in (True, False):
        shown = watch(terminal, quiet)
        shown.begin("out/edition", 10, Summary())
        shown.part(PART)
        shown.end()
        assert bool(screen.getvalue()) is not quiet
    assert "10/10" in screen.getvalue()
