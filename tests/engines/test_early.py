"""Scores within the first epochs: the same in all engines, and nothing else is other for them."""

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from experiments.data import load
from experiments.engines import fit, stacked
from experiments.engines.backends import backend
from experiments.engines.early import early_steps, spans
from experiments.engines.form import LOOPED, VECTORIZED
from experiments.engines.grouping import stack_key
from experiments.engines.halted import Halts
from experiments.engines.program import Program
from experiments.spec import part
from tests.marks import tried, whole
from tests.samples import SMALL, trial

EARLY = trial(early="steps", epochs=3)
stacks = pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")


def together(trials, form=VECTORIZED, halts=None):
    return stacked.run(trials, Program(trials[0], load(trials[0].data), brief=True, form=form), halts=halts)


def test_steps_are_an_eighth_to_two_epochs_and_epochs_fall_into_parts_between_them():
    assert early_steps(EARLY, 100) == [0, 12, 18, 25, 35, 50, 71, 141]
    assert early_steps(EARLY, 1) == [0] and early_steps(trial(), 100) == []
    assert spans([0, 12, 50, 141], 0, 100) == [(0, 12), (12, 50), (50, 100)]
    assert spans([0, 12, 50, 141], 1, 100) == [(0, 41), (41, 100)] and spans([], 3, 100) == [(0, 100)]
    for steps in range(1, 40):
        parts = [spans(early_steps(EARLY, steps), epoch, steps) for epoch in range(3)]
        assert all(list(chain(*(range(*span) for span in epoch))) == list(range(steps)) for epoch in parts)


@stacks
@pytest.mark.parametrize("form", tried([VECTORIZED, LOOPED], [VECTORIZED]))
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="plain"),
        pytest.param({"optimizer": part("schedule_free_adamw", learning_rate=0.01)}, id="averaged", marks=whole),
        pytest.param({"model": SMALL.but(dropout=0.3, batch_normalization="before")}, id="drawn", marks=whole),
        pytest.param({"data": part("diabetes", scaling="standard")}, id="values", marks=whole),
    ],
)
def test_both_engines_score_the_same_and_training_stays_as_it_is(form, changes):
    sample = replace(EARLY, **changes)
    a, b = fit.run(sample), together([sample, replace(sample, replicate=1)], form)[0]
    assert a.curves["early"].keys() == b.curves["early"].keys() == {"step", *a.curves["validation"]}
    for name, points in a.curves["early"].items():
        np.testing.assert_allclose(points, b.curves["early"][name], rtol=1e-4, atol=1e-5, err_msg=name)
    unasked = fit.run(replace(sample, early=None))
    assert unasked.curves == {split: lines for split, lines in a.curves.items() if split != "early"}
    assert unasked.scores == a.scores


@stacks
def test_a_trial_that_does_not_ask_keeps_its_key_and_trains_apart():
    sample = replace(EARLY, early=None)
    assert '"early"' not in str(sample.key) and replace(sample, early="steps").key != sample.key
    assert stack_key(sample) != stack_key(EARLY)


@whole
@pytest.mark.parametrize("engine", ["fit", pytest.param("stacked", marks=stacks)])
def test_scores_end_where_a_trial_does_and_go_on_where_it_halted(engine):
    wild = replace(EARLY, model=SMALL.but(activation=part("relu")), optimizer=part("sgd", learning_rate=1e30))
    trials, halts = [replace(EARLY, replicate=1), wild], Halts()

    def train(batch, halts=None):
        return [fit.run(sample, halts=halts) for sample in batch] if engine == "fit" else together(batch, halts=halts)

    if engine == "stacked":
        trials[0] = replace(wild, optimizer=part("sgd", learning_rate=0.05), replicate=1)  # of one program
    expected = train(trials)
    train([replace(sample, halt=1) for sample in trials], halts)
    resumed = train(trials, halts)
    assert [str(record.curves) for record in resumed] == [str(record.curves) for record in expected]
    assert max(expected[0].curves["early"]["step"]) > 6 > max(expected[1].curves["early"]["step"])
