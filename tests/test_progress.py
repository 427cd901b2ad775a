"""The progress lines count what is done, whatever became of it, and never more than there is to do."""

from io import StringIO

import pytest
from rich.console import Console

from experiments.engines.group import Group
from experiments.plan import Plan
from experiments.progress import watched
from experiments.record import Record
from experiments.spec import Simulation, part
from tests.samples import STUDY, trial

SAME = (tuple(trial(replicate=number) for number in range(4)), tuple(trial(replicate=number) for number in (4, 5)))
EPOCHS = 4


def planned(groups):
    """A plan of some groups of trials."""
    return Plan(STUDY, sum(map(len, groups)), tuple(Group("stacked", trials, len(trials)) for trials in groups), 0.0)


def finish(line, groups=SAME):
    line.begin()
    for trials in groups:
        for _ in range(getattr(trials[0], "epochs", 0)):
            line.tick(len(trials))
            assert line.shown.completed <= line.shown.total
        ends = [Record(trial.key, "ok", epochs=getattr(trial, "epochs", 0)) for trial in trials[1:]]
        line.done([Record(trials[0].key, "diverged", epochs=1 if ends else getattr(trials[0], "epochs", 0)), *ends])
        assert line.shown.completed <= line.shown.total


def test_a_stack_with_a_divergence_counts_every_trial_once():
    text = StringIO()
    with watched(Console(file=text, width=80), [planned(SAME)], quiet=False) as ((_, line),):
        finish(line)
        assert line.shown.completed == line.shown.total == 6 * EPOCHS
    (shown,) = [line for line in text.getvalue().splitlines() if line.strip()]
    assert "6/6 trials" in shown and "2 diverged" in shown


OTHERS = {
    "longer than the base": [(trial(epochs=40), trial(epochs=40, replicate=1))],
    "shorter than the base": [(trial(epochs=1),)],
    "of several lengths": [(trial(epochs=1), trial(epochs=1, replicate=1)), (trial(epochs=9, replicate=2),)],
    "of other batches": [(trial(batch_size=2),), (trial(batch_size=64),)],
    "simulations": [(Simulation(part("signal")), Simulation(part("signal"), 1))],
    "simulations beside networks": [(Simulation(part("signal")),), (trial(epochs=7),)],
}


@pytest.mark.parametrize("groups", OTHERS.values(), ids=OTHERS)
def test_methods_that_differ_in_length_end_at_all_of_what_there_is_to_do(groups):
    text = StringIO()
    with watched(Console(file=text, width=80), [planned(groups)], quiet=False) as ((_, line),):
        finish(line, groups)
        assert line.shown.completed == line.shown.total
    count = sum(map(len, groups))
    assert f"{count}/{count} trials" in text.getvalue()


def test_a_stack_that_is_trained_again_in_halves_does_not_count_beyond_the_end():
    with watched(Console(file=StringIO(), width=80), [planned(SAME[:1])], quiet=False) as ((_, line),):
        line.begin()
        for _ in range(2 * EPOCHS):
            line.tick(4)
            assert line.shown.completed <= 4 * EPOCHS


def test_a_finished_study_is_printed_once_and_one_that_waits_is_not():
    text = StringIO()
    with watched(Console(file=text, width=80), [planned(SAME)] * 2, quiet=False) as lines:
        finish(lines[0][1])
    shown = [line for line in text.getvalue().splitlines() if line.strip()]
    assert [line.split()[1] for line in shown] == [STUDY.name, "together"]
    assert "6/12 trials" in shown[1] and "diverged" not in shown[1]
