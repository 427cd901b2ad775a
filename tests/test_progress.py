"""The progress lines count what is done, whatever became of it."""

from io import StringIO

from rich.console import Console

from experiments.plan import Plan
from experiments.progress import watched
from experiments.record import Record
from tests.samples import STUDY


class Counted(Plan):
    missing = 6


def finish(line):
    line.begin()
    for size in (4, 2):
        for _ in range(STUDY.base.epochs):
            line.tick(size)
        ends = [Record("a", "diverged", epochs=1), *[Record("b", "ok", epochs=STUDY.base.epochs)] * (size - 1)]
        line.done(ends)


def test_a_stack_with_a_divergence_counts_every_trial_once():
    text = StringIO()
    with watched(Console(file=text, width=80), [Counted(STUDY, 6, (), 0.0)], quiet=False) as ((_, one),):
        finish(one)
        assert one.shown.completed == one.shown.total == 6 * STUDY.base.epochs
    (shown,) = [line for line in text.getvalue().splitlines() if line.strip()]
    assert "6/6 trials" in shown and "2 diverged" in shown


def test_a_finished_study_is_printed_once_and_one_that_waits_is_not():
    text = StringIO()
    plans = [Counted(STUDY, 6, (), 0.0)] * 2
    with watched(Console(file=text, width=80), plans, quiet=False) as lines:
        finish(lines[0][1])
    shown = [line for line in text.getvalue().splitlines() if line.strip()]
    assert [line.split()[1] for line in shown] == [STUDY.name, "together"]
    assert "6/12 trials" in shown[1] and "diverged" not in shown[1]
