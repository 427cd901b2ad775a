"""The progress line counts what is done, whatever became of it."""

from io import StringIO

from rich.console import Console

from experiments.plan import Plan
from experiments.progress import line, lines
from experiments.record import Record
from tests.samples import STUDY


def test_a_stack_with_a_divergence_counts_every_trial_once():
    class Counted(Plan):
        missing = 6

    text = StringIO()
    with lines(Console(file=text, width=80), quiet=False) as block:
        one = line(block, Counted(STUDY, 6, (), 0.0))
        for size in (4, 2):
            for _ in range(STUDY.base.epochs):
                one.tick(size)
            ends = [Record("a", "diverged", epochs=1), *[Record("b", "ok", epochs=STUDY.base.epochs)] * (size - 1)]
            one.done(ends)
        assert block.tasks[0].completed == block.tasks[0].total == 6 * STUDY.base.epochs
    shown = text.getvalue().rstrip("\n")
    assert "6/6 trials" in shown and "2 diverged" in shown and "\n" not in shown
