"""Ensembles: each member is the network that it would be alone, and together they predict their mean."""

from dataclasses import replace
from functools import cache

import keras
import numpy as np
import pytest
from keras import layers, ops

from experiments import build
from experiments.checking.fitting import trial_faults
from experiments.data import load, prepare
from experiments.engines import cost, fit, network
from experiments.engines.backends import backend
from experiments.engines.ensemble import APART, Ensemble
from experiments.engines.form import LOOPED, VECTORIZED
from experiments.engines.grouping import groups, program_key
from experiments.engines.program import Program
from experiments.engines.stacked import Stack
from experiments.engines.tryout import check
from experiments.own import PartError
from experiments.spec import part
from tests.marks import tried
from tests.samples import SMALL, trial

PAIR = trial(ensemble=2, optimizer=part("adam", learning_rate=0.01), model=SMALL.but(hidden=(8,)), epochs=2)


def dropped(input_shape, outputs, seed):
    """A network of the user's own, with a fixed name, that only loops on TensorFlow."""
    keras.utils.set_random_seed(seed)
    x = inputs = keras.Input(input_shape)
    x = layers.GaussianNoise(0.1, seed=seed)(layers.Dense(4, "tanh")(x))
    return keras.Model(inputs, layers.Dense(outputs)(x), name="mine")


class Stepping(keras.Sequential):
    """A network that trains in a way of its own."""

    def train_step(self, *given):
        """As Keras does."""
        return super().train_step(*given)


def stepping(outputs):
    """Such a network."""
    return Stepping([layers.Dense(outputs)])


OWN = trial(ensemble=3, model=part(f"{__name__}:dropped"), epochs=2)
by_fit = cache(fit.trained)


def stack(sample, form):
    """A trained stack of two trials, and its first record."""
    trained = Stack([sample, replace(sample, replicate=1)], Program(sample, load(sample.data), brief=True, form=form))
    return trained, trained.run(lambda: None)[0]


WAYS = {VECTORIZED: PAIR, LOOPED: OWN}
stacks = pytest.mark.skipif(not backend.STACKS, reason="there is no stacked engine")


@stacks
@pytest.mark.parametrize("form", tried(WAYS, [VECTORIZED]))
def test_an_ensemble_trains_the_same_in_both_engines(form):
    sample = WAYS[form]
    (_, record), same = stack(sample, form), fit.recorded(by_fit(sample), 0.0)
    for split in ("train", "validation"):
        np.testing.assert_allclose(record.curves[split]["loss"], same.curves[split]["loss"], rtol=1e-4, atol=1e-5)
    assert record.scores["test"] == pytest.approx(same.scores["test"], rel=1e-4, abs=1e-5)
    assert record.parameters == same.parameters == sample.ensemble * cost.size(sample.model, sample.data)[0]


def test_a_member_is_the_network_alone_and_the_mean_is_of_probabilities():
    data, sample = prepare(PAIR.data, 0), PAIR
    alone, record = fit.trained(replace(sample, ensemble=None)), by_fit(sample)
    first, second = record.model.members
    for variable, same in zip(first.variables, alone.model.variables, strict=True):
        np.testing.assert_allclose(*map(ops.convert_to_numpy, (variable, same)), rtol=1e-4, atol=1e-6)
    drawn = build.model(sample.model, data.table, sample.seed("weights") + APART)
    assert [v.shape for v in drawn.variables] == [v.shape for v in second.variables]
    x = data.inputs(data.rows.test)
    chances = [ops.convert_to_numpy(ops.softmax(member(x))).astype(np.float64) for member in (first, second)]
    got = ops.convert_to_numpy(record.model(x))
    np.testing.assert_allclose(got, np.log(np.mean(chances, 0)), rtol=1e-4, atol=1e-5)
    assert np.abs(chances[0] - chances[1]).max() > 1e-3
    losses = [-np.log(each[np.arange(len(x)), data.y[data.rows.test]]).mean() for each in chances]
    assert record.score("test")["loss"][0] < np.mean(losses)  # by Jensen's inequality


def test_values_have_the_mean_of_the_members_values():
    members = [keras.Sequential([keras.Input((1,)), layers.Rescaling(factor)]) for factor in (1.0, 4.0)]
    whole = Ensemble(members, scores=False)
    np.testing.assert_allclose(ops.convert_to_numpy(whole(np.float32([[2.0]]))), [[5.0]])
    assert [float(output[0, 0]) for output in whole(np.float32([[2.0]]), training=True)] == [2.0, 8.0]


def test_a_trained_ensemble_is_saved_as_one_network(tmp_path):
    model = by_fit(OWN).model
    whole = network.carrying(model, OWN)
    whole.save(tmp_path / "ensemble.keras")
    table = load(OWN.data)
    data, rows = prepare(OWN.data, 0), np.arange(5)
    again = network.loaded(tmp_path / "ensemble.keras")
    expected = ops.convert_to_numpy(model(data.inputs(rows)))
    np.testing.assert_allclose(ops.convert_to_numpy(again(table.x[rows])), expected, rtol=1e-4, atol=1e-4)


@stacks
def test_ensembles_of_one_size_share_a_program_and_take_their_memory():
    alone, three = replace(PAIR, ensemble=None), replace(PAIR, ensemble=3)
    assert len({program_key(sample) for sample in (PAIR, replace(PAIR, replicate=1))}) == 1
    assert len({program_key(sample) for sample in (PAIR, alone, three)}) == 3
    assert [len(group.trials) for group in groups([PAIR, alone, replace(PAIR, replicate=1)], "auto")] == [2, 1]
    assert cost.trial_bytes(PAIR) == 2 * cost.trial_bytes(alone)


def test_what_an_ensemble_cannot_do_is_said_before_training():
    with pytest.raises(PartError, match=r"has a train_step of its own, which an ensemble would not call.*ensemble=2"):
        check([trial(model=part(f"{__name__}:stepping"), ensemble=2)])
    faults = trial_faults(trial(ensemble=2, diagnostics="light", evaluation=part("removal")))
    assert faults == [
        "an ensemble has no layers of its own, so that it takes no diagnostics or evaluation. Received: "
        "diagnostics=light, evaluation=removal"
    ]
