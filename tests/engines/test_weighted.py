"""Weighted rows and classes: the engines against each other and against a step computed by hand."""

import keras
import numpy as np
import pytest
from keras import ops

from experiments import build
from experiments.data import load, prepare
from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.measures import reduced
from experiments.engines.order import batches
from experiments.spec import part
from tests.marks import crossed
from tests.samples import SMALL, trial

stacks = pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Rows with weights, of classes and of a quantity."""
    folder, rng = tmp_path_factory.mktemp("weighted"), np.random.default_rng(3)
    for name in ("classes", "quantity"):
        rows = []
        for _ in range(90):
            x, z = rng.normal(size=2)
            y = ("abc"[int(x + z > 0) + int(x > 1.2)]) if name == "classes" else x - z * z + rng.normal() / 9
            rows.append(f"{x:.5f},{z:.5f},{rng.integers(0, 4)},{y}")
        (folder / f"{name}.csv").write_text("\n".join(["x,z,visits,y", *rows]))
    return {name: str(folder / f"{name}.csv") for name in ("classes", "quantity")}


def data(files, kind, **options):
    return part(files[kind], **options)


KINDS = {
    "class weights": ("classes", {"class_weights": "balanced"}),
    "a column": ("classes", {"weights": "visits"}),
    "both": ("classes", {"weights": "visits", "class_weights": "balanced", "score": "f1_macro"}),
    "a column for a quantity": ("quantity", {"weights": "visits", "score": "mae"}),
}
CORE = ("both", "a column for a quantity")


@stacks
@pytest.mark.parametrize(("name", "form"), crossed(KINDS, ["vectorized", "looped"], CORE))
def test_both_engines_have_the_same_curves_and_scores(name, form, files):
    from experiments.engines.program import Program
    from experiments.engines.stacked import run

    kind, options = KINDS[name]
    planned = [trial(data=data(files, kind, **options), replicate=replicate) for replicate in (0, 1)]
    program = Program(planned[0], load(planned[0].data), brief=True, form=form)
    for together, alone in zip(run(planned, program), map(fit.run, planned), strict=True):
        for split, metric in (("train", "loss"), ("validation", "loss")):
            assert together.curves[split][metric] == pytest.approx(alone.curves[split][metric], rel=1e-4)
        for split, scores in alone.scores.items():
            assert together.scores[split] == pytest.approx(scores, rel=1e-4)


@pytest.mark.parametrize("name", KINDS)
def test_the_first_step_is_that_of_a_loss_weighted_by_hand(name, files):
    kind, options = KINDS[name]
    planned = trial(data=data(files, kind, **options), epochs=1, batch_size=54)  # all training rows in one batch
    known = prepare(planned.data, 0)
    rows = batches(planned, known, 0)[0]
    model = build.model(planned.model, known.table, planned.seed("weights"))
    output = ops.convert_to_numpy(model(known.inputs(rows))).astype(np.float64)
    if known.table.classes:
        shares = np.exp(output - output.max(1, keepdims=True))
        losses = -np.log((shares / shares.sum(1, keepdims=True))[np.arange(len(rows)), known.y[rows]])
    else:
        losses = (output[:, 0] - known.y[rows, 0]) ** 2
    weights = np.ones(len(known.y)) if known.table.weights is None else known.table.weights.copy()
    if options.get("class_weights"):
        y, train = known.y, known.rows.train
        for label in range(3):
            weights[y == label] /= weights[train][y[train] == label].sum()
    weights /= weights[known.rows.train].mean()
    assert fit.run(planned).curves["train"]["loss"][0] == pytest.approx((weights[rows] * losses).mean(), rel=1e-5)


@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "mean", "mean_with_sample_weight"])
def test_a_batch_is_reduced_as_keras_does_it(reduction):
    loss = keras.losses.MeanSquaredError(reduction=reduction)
    y, prediction = np.arange(6.0, dtype="float32")[:, None], np.full((6, 1), 2.0, "float32")
    weights = np.array([0, 1, 2, 0.5, 3, 0], "float32")
    ours = reduced(loss, ops.convert_to_tensor(((y - prediction) ** 2)[:, 0]), ops.convert_to_tensor(weights))
    assert float(ours) == pytest.approx(float(loss(y, prediction, sample_weight=weights)), rel=1e-6)
    assert float(reduced(loss, ops.ones(3), ops.zeros(3))) == 0


def test_class_weights_are_scikit_learns_and_rows_without_weights_stay_as_they_were():
    from sklearn.utils.class_weight import compute_class_weight

    known = prepare(part("wine", class_weights="balanced"), 0)
    labels = known.y[known.rows.train]
    balanced = compute_class_weight("balanced", classes=np.arange(3), y=labels)
    np.testing.assert_allclose(known.weights[known.rows.train], balanced[labels], rtol=1e-6)
    plain = prepare(part("wine"), 0)
    assert plain.weights is None and plain.targets is plain.y
    np.testing.assert_array_equal(plain.rows.train, known.rows.train)


def test_weights_change_what_is_learned(files):
    scores = [
        fit.run(trial(data=data(files, "classes", **options), model=SMALL, epochs=3)).scores["test"]["loss"]
        for options in (
            {"drop": ("visits",)},
            {"weights": "visits"},
            {"weights": "visits", "class_weights": "balanced"},
        )
    ]
    assert len(set(scores)) == 3
