"""What is measured in the end: against naive second implementations, and the same in both engines."""

import math
from dataclasses import replace

import numpy as np
import pytest
from keras import ops

from experiments.calibration import calibration, log_softmax, reliability
from experiments.data import load, prepare
from experiments.engines import fit
from experiments.engines.awake import awake
from experiments.engines.backends import backend
from experiments.engines.evaluation import answers
from experiments.engines.grouping import program_key
from experiments.errors import UserError
from experiments.spec import part
from tests.marks import whole
from tests.samples import SMALL, trial

RNG = np.random.default_rng(0)
SCORES, LABELS = RNG.normal(size=(200, 3)).astype("float32") * 2, RNG.integers(0, 3, 200)
DROPPING = SMALL.but(hidden=(8,), dropout=0.4)
stacks = pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")


def together(trials):
    from experiments.engines import stacked
    from experiments.engines.program import Program

    return stacked.run(trials, Program(trials[0], load(trials[0].data), brief=True))


def rows():
    """Probabilities and label, row by row, by Python's own arithmetic."""
    for scores, label in zip(SCORES.tolist(), LABELS.tolist(), strict=True):
        total = math.fsum(math.exp(score) for score in scores)
        yield [math.exp(score) / total for score in scores], label


def test_calibration_is_that_of_a_naive_computation():
    result, bins = calibration(SCORES, LABELS), [[] for _ in range(15)]
    surprise, brier = [], []
    for p, label in rows():
        surprise.append(-math.log(p[label]))
        brier.append(sum((q - (k == label)) ** 2 for k, q in enumerate(p)))
        b = next(b for b in range(15) if b / 15 < max(p) <= (b + 1) / 15)
        bins[b].append((max(p), p.index(max(p)) == label))
    assert result["nll"] == pytest.approx(np.mean(surprise), rel=1e-6)
    assert result["brier"] == pytest.approx(np.mean(brier), rel=1e-6)
    gaps = [len(b) / 200 * abs(np.mean([c for c, _ in b]) - np.mean([h for _, h in b])) for b in bins if b]
    assert result["ece"] == pytest.approx(sum(gaps), rel=1e-6)
    drawn = reliability(np.exp(log_softmax(SCORES)), LABELS)
    assert drawn["count"].tolist() == [len(b) for b in bins]
    for b, inside in enumerate(bins):
        confidence, hits = np.mean(inside, axis=0) if inside else ((b + 0.5) / 15, 0)
        assert (drawn["confidence"][b], drawn["hits"][b]) == pytest.approx((confidence, hits))


def test_a_sure_and_right_network_is_perfect_and_a_sure_and_wrong_one_as_bad_as_can_be():
    right = calibration(1000 * np.eye(3)[LABELS], LABELS)
    wrong = calibration(1000 * np.eye(3)[(LABELS + 1) % 3], LABELS)
    assert right == pytest.approx({"nll": 0, "brier": 0, "ece": 0})
    assert wrong == pytest.approx({"nll": 1000, "brier": 2, "ece": 1})


@stacks
@whole  # in the core, `test_mixed.py` compares many passes, and noise is below
@pytest.mark.parametrize("name", ["calibration", "monte_carlo", "noise", "removal"])
def test_both_engines_find_the_same(name):
    spec = part(name, samples=3) if name == "monte_carlo" else part(name)
    sample = trial(model=DROPPING, evaluation=spec, epochs=2)
    a, (b, second) = fit.run(sample), together([sample, replace(sample, replicate=1)])
    assert a.scores["test"].keys() == b.scores["test"].keys() > {"loss", "accuracy"}
    for split in ("validation", "test"):
        assert a.scores[split] == pytest.approx(b.scores[split], rel=1e-4, abs=1e-5)
    assert a.scores["test"] != pytest.approx(second.scores["test"])
    if name in ("noise", "removal"):
        assert "test" not in a.curves and "test" not in b.curves
    else:
        for points, same in zip(a.curves["test"].values(), b.curves["test"].values(), strict=True):
            np.testing.assert_allclose(points, same, rtol=1e-4)


def trained(sample):
    """The record, and the network with the weights that were scored."""
    models = []

    class Watching(fit.Observer):
        def on_train_end(self, logs=None):
            models.append(self.model)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "Observer", Watching)
        record = fit.run(sample)
    return record, models[0], prepare(sample.data, sample.replicate)


@pytest.fixture(scope="module")
def calibrated():
    """What a trial and its calibration come to."""
    return trained(trial(model=DROPPING, evaluation=part("calibration"), epochs=2))


def test_plain_metrics_stay_and_new_ones_are_those_of_the_network(calibrated):
    record, model, data = calibrated
    plain = fit.run(trial(model=DROPPING, epochs=2))
    assert plain.scores["test"].items() <= record.scores["test"].items()
    assert "test" not in plain.curves
    test = data.rows.test
    scores = ops.convert_to_numpy(model(data.inputs(test), training=False))
    assert calibration(scores, data.y[test]).items() <= record.scores["test"].items()


def test_removal_is_the_mean_score_of_the_network_with_the_same_units_at_zero():
    sample = trial(model=SMALL.but(hidden=(10, 8)), evaluation=part("removal", share=0.25, draws=3), epochs=2)
    record, model, data = trained(sample)
    test, scores, kept = data.rows.test, [], []
    for draw in range(3):
        x = data.inputs(test)
        for depth in range(2):
            units = model.get_layer(f"hidden_{depth + 1}").units
            removed = np.random.default_rng((depth, draw)).permutation(units) < round(0.25 * units)
            kernel, bias = map(ops.convert_to_numpy, model.get_layer(f"hidden_{depth + 1}").weights)
            x = np.where(removed, 0, np.tanh(x @ kernel + bias))
            kept.append(tuple(removed))
        kernel, bias = map(ops.convert_to_numpy, model.get_layer("output").weights)
        scores.append(((x @ kernel + bias).argmax(-1) == data.y[test]).mean())
    assert record.scores["test"]["removal_accuracy"] == pytest.approx(np.mean(scores))
    assert len(set(kept)) == 6 and {sum(removed) for removed in kept} == {2}


@whole
def test_monte_carlo_is_the_mean_of_many_passes(calibrated):
    sample = trial(model=DROPPING, evaluation=part("monte_carlo", samples=30), epochs=2)
    record, model, data = trained(sample)
    test = data.rows.test
    passes = model(np.repeat(data.inputs(test), 500, axis=0), training=True)
    mean = ops.convert_to_numpy(ops.softmax(passes)).reshape(len(test), 500, 3).mean(1)
    assert record.scores["test"]["nll"] == pytest.approx(calibration(np.log(mean), data.y[test])["nll"], rel=0.05)
    plain = calibrated[0]
    assert record.scores["test"]["loss"] == plain.scores["test"]["loss"]
    assert record.scores["test"]["nll"] != pytest.approx(plain.scores["test"]["nll"], rel=1e-3)


def test_the_awake_network_draws_at_inference_and_normalises_as_at_inference():
    from experiments import build

    model = build.model(DROPPING.but(batch_normalization="before"), load(part("wine")), 0)
    twin, x = awake(model), RNG.normal(size=(20, 13)).astype("float32")
    first, second, calm = (ops.convert_to_numpy(network(x, training=False)) for network in (twin, twin, model))
    assert np.abs(first - second).max() > 1e-3
    means = ops.convert_to_numpy(twin(np.repeat(x, 2000, axis=0), training=False)).reshape(20, 2000, 3)
    np.testing.assert_allclose(means.mean(1), calm, atol=0.1)
    assert [w.path for w in twin.weights] == [w.path for w in model.weights]


def test_noise_of_size_0_changes_nothing_and_much_noise_leaves_chance():
    small, large = (fit.run(trial(evaluation=part("noise", size=size))).scores["test"] for size in (0.0, 100.0))
    assert small["noise_accuracy"] == small["accuracy"] > 0.8
    assert large["noise_accuracy"] < 0.7


@whole
def test_values_have_r2_under_noise_and_no_calibration():
    houses = {"data": part("diabetes", scaling="standard"), "optimizer": part("adam", learning_rate=0.01)}
    scores = fit.run(trial(**houses, evaluation=part("noise", size=0.0), epochs=1)).scores["test"]
    assert scores["noise_r2"] == pytest.approx(scores["r2"], abs=1e-5)
    with pytest.raises(UserError, match=r"is for classification\. Received: regression"):
        fit.run(trial(**houses, evaluation=part("calibration"), epochs=1))


@stacks
def test_sizes_of_noise_stack_and_keep_to_their_trial():
    trials = [trial(evaluation=part("noise", size=size), epochs=2) for size in (0.0, 2.0)]
    assert len({program_key(sample) for sample in trials}) == 1
    assert program_key(trials[0]) != program_key(trial(epochs=2))
    calm, shaken = together(trials)
    assert calm.scores["test"]["noise_accuracy"] == calm.scores["test"]["accuracy"]
    assert shaken.scores["test"] == pytest.approx(fit.run(trials[1]).scores["test"], rel=1e-4)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"evaluation": part("calibrations")}, "Did you mean calibration"),
        ({"evaluation": part("monte_carlo")}, "needs a network with dropout"),
        ({"evaluation": part("removal", share=1.0)}, "a share between 0 and 1"),
        ({"evaluation": part("removal"), "model": SMALL.but(hidden=())}, "hidden layers named activation_1"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(changes, message):
    with pytest.raises(UserError, match=message):
        fit.run(trial(epochs=1, **changes))


@pytest.mark.parametrize("logits", [True, False])
def test_what_is_stored_of_classes_are_probabilities_whatever_a_network_ends_in(logits):
    data = prepare(part("wine"), 0)
    y, scores = data.y[data.rows.test], RNG.normal(size=(len(data.rows.test), 3)) * 3
    shares = np.exp(log_softmax(scores))
    stored = answers("test", [(scores if logits else shares, y)], [data], [data.rows.test], logits)
    np.testing.assert_array_equal(stored["test_truth"][0], y)
    np.testing.assert_allclose(np.stack([stored[f"test_{unit}"][0] for unit in range(3)], 1), shares, atol=1e-5)
