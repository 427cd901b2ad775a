"""Rates: the same in both engines, whether they follow the step, the losses, or a range test."""

from dataclasses import replace

import numpy as np
import pytest

from custom_layers.callbacks import LearningRateRangeTest
from experiments import build
from experiments.data import load, prepare
from experiments.engines import fit, stacked
from experiments.engines.order import batches
from experiments.engines.program import Program
from experiments.engines.rates import Rates
from experiments.engines.rising_rate import rising_losses, suggested, suggestion
from experiments.errors import UserError
from experiments.spec import part
from tests.marks import whole
from tests.samples import SMALL, trial

PLATEAU = part("plateau", factor=0.1, patience=1, min_delta=0.05)
RISING = part("range_test", min_learning_rate=1e-3, max_learning_rate=100.0, steps=50)


def together(trials):
    return stacked.run(trials, Program(trials[0], load(trials[0].data), brief=True))


def test_lengths_may_be_shares_of_the_training():
    step = build.schedule(part("step", decay_share=0.25, decay_rate=0.5), 0.8, 100)
    np.testing.assert_allclose(step(np.arange(100.0)), 0.8 * 0.5 ** (np.arange(100) // 25), rtol=1e-6)
    pieces = build.schedule(part("piecewise_constant", boundary_shares=(0.2, 0.5), factors=(1.0, 0.5, 0.1)), 0.8, 10)
    np.testing.assert_allclose(pieces(np.arange(10.0)), [0.8] * 3 + [0.4] * 3 + [0.08] * 4, rtol=1e-6)


def test_rates_follow_the_step_and_the_losses():
    schedules = (PLATEAU, PLATEAU, None, part("exponential", decay_share=1.0))
    trials = [trial(schedule=schedule) for schedule in schedules]
    rates = Rates(trials, steps=2)
    history = [{"loss": np.array([loss, -epoch, 9, 9])} for epoch, loss in enumerate((1.0, 0.5, 0.49, 0.48))]
    result = np.concatenate([rates.epoch(epoch, history[:epoch]) for epoch in range(4)], axis=1)
    expected = [[1] * 6 + [0.1] * 2, [1] * 8, [1] * 8, 0.1 ** (np.arange(8) / 8)]
    np.testing.assert_allclose(result, 0.05 * np.array(expected), rtol=1e-5)
    recorded = rates.curves(np.array([4, 2, 4, 3]), history)
    assert recorded == [pytest.approx(result[0, 1::2]), pytest.approx([0.05] * 2), [], pytest.approx(result[3, 1:6:2])]


def test_a_plateau_trains_the_same_in_both_engines():
    sample = trial(
        schedule=PLATEAU, optimizer=part("momentum", learning_rate=0.05), model=SMALL.but(hidden=(8,)), epochs=9
    )
    constant = replace(sample, schedule=None)
    a, (b, plain) = fit.run(sample), together([sample, constant])
    losses = [record.curves["validation"]["loss"] for record in (a, b, plain)]
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-4)
    assert np.abs(np.subtract(losses[1], losses[2])).max() > 1e-3
    rates = a.curves["train"]["learning_rate"]
    assert rates == pytest.approx(b.curves["train"]["learning_rate"]) and rates[-1] < rates[0] == pytest.approx(0.05)
    assert len(rates) == 9 and "learning_rate" not in plain.curves["train"]


def test_a_range_test_sees_and_suggests_what_the_callback_does():
    sample = trial(schedule=RISING)
    program, rates = Program(sample, load(sample.data)), np.geomspace(1e-3, 100, 50)
    losses = rising_losses([sample, replace(sample, replicate=1)], program, [rates, rates])
    data = prepare(sample.data, 0)
    model = build.model(sample.model, data.table, sample.seed("weights"))
    model.compile(
        optimizer=build.optimizer(sample.optimizer, 0.1), loss=build.loss(build.LOSS_OF_TASK["classification"])
    )
    test = LearningRateRangeTest(1e-3, 100.0, steps=50)
    rows = np.concatenate([batches(sample, data, epoch) for epoch in range(10)]).ravel()
    model.fit(data.inputs(rows), data.y[rows], batch_size=16, shuffle=False, verbose=0, callbacks=[test])
    count = len(test.losses)
    assert 20 < count < 50  # it blew up on the way
    np.testing.assert_allclose(losses[0, : count - 3], test.losses[:-3], rtol=1e-3)
    assert suggested([sample]) == [pytest.approx(test.suggestion(), rel=1e-6)]


def test_a_suggestion_ends_where_losses_blow_up():
    rates = np.geomspace(1, 1e9, 10)
    assert suggestion(rates, np.array([9, 5, 3, 2, 1, 2, 9, 0.1, 0, 0]), 0.0, 4.0) == pytest.approx(1e3)
    assert suggestion(rates, np.array([9, 5, 3, np.nan, 0, 0, 0, 0, 0, 0]), 0.0, 4.0) == pytest.approx(10)
    assert suggestion(rates, np.full(10, np.inf), 0.0, 4.0) == 1


@whole
def test_a_trial_trains_at_a_multiple_of_the_suggested_rate():
    sample = trial(schedule=RISING, optimizer=part("sgd", learning_rate=0.5), model=SMALL.but(hidden=(8,)))
    (rate,) = suggested([sample])
    constant = trial(optimizer=part("sgd", learning_rate=0.5 * rate), model=SMALL.but(hidden=(8,)))
    curves = [record.curves["validation"]["loss"] for record in (fit.run(sample), *together([sample, constant]))]
    np.testing.assert_allclose(curves[0], curves[1], rtol=1e-4)
    np.testing.assert_allclose(curves[1], curves[2], rtol=1e-5)


@whole
def test_tests_side_by_side_are_those_alone():
    trials = [trial(schedule=RISING.but(steps=steps), replicate=k) for k, steps in ((0, 40), (1, 60))]
    alone = [suggested([replace(sample, optimizer=part("sgd", learning_rate=2.0))])[0] for sample in trials]
    assert suggested(trials) == alone and len(set(alone)) > 1


def test_what_a_range_test_refuses():
    with pytest.raises(UserError, match="Received: stride"):
        suggested([trial(schedule=part("range_test", stride=2))])
    with pytest.raises(UserError, match="without a pure rule"):
        suggested([trial(schedule=RISING, optimizer=part("keras.optimizers:Ftrl", learning_rate=0.1))])
