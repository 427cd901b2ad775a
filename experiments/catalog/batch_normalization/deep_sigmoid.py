"""Sigmoid networks of ten and twenty layers, with and without batch normalisation.

Gradients before training are those of a training step. A first run had taken them at inference, where the stored
moments have seen nothing yet; so that claim was made anew after its verdict had been seen.
Cost: 2 methods x 6 rates x 13 replicates of a ten-layer network; half a minute; at full scale of twenty layers as well.
Run: python -m experiments.run deep_sigmoid
"""

from collections.abc import Iterator

from experiments.catalog.parts import MOVING, mlp
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

PLAIN, NORMALISED, PASS = "the plain network of {} layers", "the normalised network of {} layers", ", untrained"


def passed(depth: int, scale: str) -> Iterator[Method]:
    """One forward and one backward pass at the initial weights, without and with batch normalisation."""
    options = {"depth": depth, "width": 32, "activation": part("sigmoid")}
    for label, more in ((PLAIN, {}), (NORMALISED, {"batch_normalization": "before"})):
        signal = part("signal", **options, **more)
        yield method(label.format(depth) + PASS, scale=scale, data=part("base"), simulation=signal)


def pair(depth: int, scale: str) -> tuple[Method, Method]:
    """A network of one depth, without and with batch normalisation."""
    plain = mlp((32,) * depth, "sigmoid")
    normalised = plain.but(batch_normalization="before", moving=MOVING)
    return (
        method(PLAIN.format(depth), scale=scale, model=plain),
        method(NORMALISED.format(depth), scale=scale, model=normalised),
    )


STUDY = Study(
    name="deep_sigmoid",
    title="Deep sigmoid networks",
    question="Does batch normalisation make deep networks of sigmoid units trainable?",
    notes="With batch normalisation, deep sigmoid networks become trainable.",
    doubt="Glorot's weights and a tuned Adam may train ten sigmoid layers without it. Normalising keeps each layer's "
    "inputs in place, but the slope of a sigmoid is still at most a quarter.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((32,) * 10, "sigmoid"),
        optimizer=part("adam"),
        epochs=15,
        stopping=part("early_stopping", patience=30),
    ),
    methods=(*pair(10, "quick"), *pair(20, "full"), *passed(10, "quick"), *passed(20, "full")),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="B5",
            text="A deep sigmoid network scores far better with batch normalisation.",
            pairs=tuple((NORMALISED.format(depth), PLAIN.format(depth)) for depth in (10, 20)),
            measure="test_score",
            margin=0.1,
            reason="to be trainable where it was not means more than ten points",
        ),
        Claim(
            id="B5",
            text="Batch normalisation keeps the gradient alive on its way to the first layer.",
            pairs=tuple((NORMALISED.format(depth) + PASS, PLAIN.format(depth) + PASS) for depth in (10, 20)),
            measure="initial_gradient_decay",
            margin=1,
            reason="one power of ten over ten layers is a fifth of the strength lost in each",
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Gradient by depth before training",
            x="depth",
            y=("kernel_gradient",),
            x_label="hidden layer",
            y_label="gradient of a weight, root mean square",
            methods=tuple(label.format(10) + PASS for label in (PLAIN, NORMALISED)),
            y_log=True,
        ),
        Chart(
            kind="curves",
            title="Spread of the hidden values by depth before training",
            x="depth",
            y=("activation_std",),
            x_label="hidden layer",
            y_label="standard deviation after the activation",
            methods=tuple(label.format(10) + PASS for label in (PLAIN, NORMALISED)),
            y_log=True,
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
