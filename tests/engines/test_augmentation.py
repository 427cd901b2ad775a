"""Augmentation: what is drawn, what is done to a batch, and both engines doing it, step by step as the papers say."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from keras import layers, ops

from experiments import build
from experiments.checking.fitting import trial_faults
from experiments.checking.parts import faults
from experiments.data import load, prepare
from experiments.engines import fit, stacked
from experiments.engines.augmentation import CutOut, Mixup, changed, draws
from experiments.engines.backends import backend
from experiments.engines.form import LOOPED, VECTORIZED
from experiments.engines.grouping import program_key
from experiments.engines.order import batches
from experiments.engines.program import Program
from experiments.engines.tryout import check
from experiments.limits import Misfit, check_augmentation
from experiments.own import PartError
from experiments.spec import part
from tests.marks import crossed
from tests.samples import SMALL, trial

stacks = pytest.mark.skipif(not backend.STACKS, reason="there is no stacked engine")
DIGITS = part("digits", train_rows=40)
MIX, CUT = part("mixup", alpha=0.7), part("cut_out", side=0.4)
WAYS = {
    "mixed rows": {"augmentation": MIX, "early": "steps"},
    "cut images": {"augmentation": CUT, "data": DIGITS, "model": part("cnn", filters=(3,)), "epochs": 1},
    "mixed quantities": {"augmentation": MIX, "data": part("diabetes", train_rows=50), "loss": part("huber")},
    "mixed rows that weigh": {"augmentation": MIX, "data": part("wine", class_weights="balanced")},
    "mixed rows of an ensemble": {"augmentation": MIX, "ensemble": 2},
}


@stacks
@pytest.mark.parametrize(("way", "form"), crossed(WAYS, [VECTORIZED, LOOPED], core=["mixed rows", "cut images"]))
def test_an_augmented_training_is_the_same_in_both_engines(way, form):
    sample = trial(**{"epochs": 2, **WAYS[way]})
    alone = replace(sample, augmentation=replace(sample.augmentation, options=()), replicate=1)  # other numbers
    assert program_key(sample) == program_key(alone) != program_key(replace(sample, augmentation=None))
    program = Program(sample, load(sample.data), brief=True, form=form)
    record, same = stacked.run([sample, alone], program)[0], fit.run(sample)
    assert record.status == same.status == "ok"
    for split in ("train", "validation"):
        np.testing.assert_allclose(record.curves[split]["loss"], same.curves[split]["loss"], rtol=1e-4, atol=1e-5)
    assert record.scores["test"] == pytest.approx(same.scores["test"], rel=1e-4, abs=1e-5)


def softmax(scores):
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


def mixed_batch(x, t, share):
    """Inputs and one-hot targets as equation 1 of the paper mixes them."""
    return share * x + (1 - share) * x[::-1], share * t + (1 - share) * t[::-1]


def cut_batch(x, t, first, end):
    """Images pixel by pixel."""
    cut = x.reshape(-1, 8, 8).copy()
    for image, top_left, bottom_right in zip(cut, first, end, strict=True):
        for row in range(8):
            for column in range(8):
                if top_left[0] <= row < bottom_right[0] and top_left[1] <= column < bottom_right[1]:
                    image[row, column] = 0
    return cut.reshape(x.shape), t


@pytest.mark.parametrize(("augmentation", "by_hand"), [(MIX, mixed_batch), (CUT, cut_batch)], ids=["mixup", "cut_out"])
def test_every_step_is_that_of_softmax_regression_by_hand(augmentation, by_hand):
    """One batch an epoch, so that the curves show every step."""
    sample = trial(
        data=DIGITS, model=SMALL.but(hidden=()), augmentation=augmentation, batch_size=40, epochs=5,
        optimizer=part("sgd", learning_rate=0.2),
    )  # fmt: skip
    record, data = fit.run(sample), prepare(DIGITS, 0)
    w, b = (
        ops.convert_to_numpy(v).astype(np.float64)
        for v in build.model(sample.model, data.table, sample.seed("weights")).trainable_variables
    )
    hot, chosen = np.eye(10)[data.y], data.rows.validation
    for epoch in range(5):
        rows = batches(sample, data, epoch)[0]
        numbers = {name: values[0] for name, values in draws(sample, data, epoch).items()}
        x, t = by_hand(data.inputs(rows).astype(np.float64), hot[rows], **numbers)
        q = softmax(x @ w + b)
        assert record.curves["train"]["loss"][epoch] == pytest.approx(-(t * np.log(q)).sum(1).mean(), rel=1e-5)
        w, b = w - 0.2 * x.T @ (q - t) / len(x), b - 0.2 * (q - t).mean(0)
        q = softmax(data.inputs(chosen).astype(np.float64) @ w + b)
        loss = -np.log(q[np.arange(len(chosen)), data.y[chosen]]).mean()
        assert record.curves["validation"]["loss"][epoch] == pytest.approx(loss, rel=1e-5)


def test_shares_are_of_the_beta_distribution_and_squares_lie_anywhere():
    rng = np.random.default_rng(0)
    shares = Mixup(0.7).draw(rng, 20_000, 3, (4,))["share"]
    assert shares.dtype == np.float32 and shares.shape == (20_000,)
    assert shares.mean() == pytest.approx(0.5, abs=0.01) and shares.var() == pytest.approx(1 / (4 * 2.4), rel=0.03)
    squares = CutOut(0.5).draw(rng, 40, 500, (9, 6))  # 3 pixels of the shorter side
    centres = (squares["first"] + 1).reshape(-1, 2)
    assert (squares["end"] - squares["first"] == 3).all() and squares["first"].shape == (40, 500, 2)
    counts = np.histogram2d(*centres.T, bins=(np.arange(10), np.arange(7)))[0]
    np.testing.assert_allclose(counts / counts.sum(), 1 / 54, rtol=0.3)
    pixel = CutOut(0.01).draw(rng, 1, 9, (64,))
    assert (pixel["end"] - pixel["first"] == 1).all() and pixel["first"].min() >= 0 and pixel["end"].max() <= 8


def test_squares_are_cut_out_of_all_channels_and_nothing_else_changes():
    x = np.random.default_rng(1).normal(size=(2, 4, 5, 3)).astype("float32") + 9
    numbers = {"first": np.int32([[-1, 3], [2, 0]]), "end": np.int32([[1, 5], [4, 2]])}
    expected = x.copy()
    expected[0, :1, 3:], expected[1, 2:, :2] = 0, 0
    np.testing.assert_array_equal(changed(x, numbers, np), expected)
    got = changed(ops.convert_to_tensor(x), {name: ops.convert_to_tensor(value) for name, value in numbers.items()})
    np.testing.assert_array_equal(ops.convert_to_numpy(got), expected)


def test_numbers_are_the_same_for_every_technique_and_other_ones_each_epoch():
    sample = trial(augmentation=MIX)
    data = prepare(sample.data, 0)
    first, again = draws(sample, data, 0), draws(replace(sample, optimizer=part("adam"), epochs=9), data, 0)
    np.testing.assert_array_equal(first["share"], again["share"])
    assert not np.isin(first["share"], draws(sample, data, 1)["share"]).any()
    assert draws(trial(), data, 0) == {}


def test_a_trial_without_augmentation_keeps_its_key():
    assert trial().key == trial(augmentation=None).key != trial(augmentation=MIX).key


class Stepping(keras.Sequential):
    """A network that trains in a way of its own."""

    def train_step(self, *given):
        """As Keras does."""
        return super().train_step(*given)


def stepping(outputs):
    """Such a network."""
    return Stepping([layers.Dense(outputs)])


def test_what_cannot_be_augmented_is_said_before_training():
    for wrong, says in ((part("mixup", alpha=0), "above 0. Received: alpha=0"), (part("cut_out", side=2), "up to 1.")):
        (text,) = faults("augmentation", wrong)
        assert says in text
    assert faults("augmentation", part("cutout"))[0].startswith("unknown augmentation 'cutout'. Did you mean cut_out?")
    with pytest.raises(Misfit, match=r"it cuts squares out of images, and .* has rows of 13 numbers"):
        check_augmentation(CUT, load(part("wine")))
    check_augmentation(CUT, load(DIGITS))
    with pytest.raises(PartError, match=r"has a train_step of its own, which may not know targets of mixed rows"):
        check([trial(model=part(f"{__name__}:stepping"), augmentation=MIX)])
    check([trial(model=part(f"{__name__}:stepping"), augmentation=CUT, data=DIGITS)])
    assert trial_faults(trial(augmentation=MIX, loss=part("prediction"))) == [
        "mixup mixes losses with two targets, and the loss reads none. Received: loss=prediction"
    ]
