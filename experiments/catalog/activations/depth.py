"""Networks of 10 to 50 layers with sigmoid, tanh, ReLU and SELU units, each at its own best learning rate.

The weights of the best validation epoch are scored, because a deep network jumps from epoch to epoch.
The first form also asked whether 20 layers of ReLU learn as well as 5. They do not, but with a gradient that is alive:
that is degradation (He et al. 2015, arXiv:1512.03385), and no case of vanishing gradients; the gradients themselves are
the study `vanishing_gradients`.
Cost: 7 methods x 4 rates x 5 replicates of 10 and 20 layers, and 10 to 40 at the best rate; most of it compiles.
Run: python -m experiments.run depth
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "selu": "SELU"}


def layers(activation: str, depth: int, scale: str = "standard") -> Method:
    """Hidden layers of 32 units of one activation."""
    family = NAMES[activation]
    model = mlp((32,) * depth, activation)
    return method(f"{depth}-layer {family}", model=model, family=family, position=depth, scale=scale)


STUDY = Study(
    name="depth",
    title="Depth and activations",
    question="How deep can a network be before it no longer learns, with which activation?",
    notes="Sigmoid and tanh saturate, so that deep networks with them learn badly. ReLU keeps the gradient alive. "
    "SELU with LeCun's weights trains deep dense networks without batch normalisation.",
    doubt="With initial weights made for each activation, Adam and a tuned rate, much of the gap may close.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((32,) * 10),
        optimizer=part("adam"),
        epochs=15,
        stopping=part("early_stopping", patience=30),
    ),
    methods=(
        layers("sigmoid", 10, "quick"),
        layers("sigmoid", 20),
        layers("tanh", 10),
        layers("tanh", 20),
        layers("relu", 10, "quick"),
        layers("relu", 20),
        layers("selu", 20),
        *(layers(activation, 50, "full") for activation in NAMES),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01),
    claims=(
        Claim(
            id="A2",
            text="A deep network learns better with ReLU than with sigmoid units.",
            pairs=tuple((f"{n}-layer ReLU", f"{n}-layer sigmoid") for n in (10, 20, 50)),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="A2",
            text="A deep network learns better with ReLU than with tanh units.",
            pairs=tuple((f"{n}-layer ReLU", f"{n}-layer tanh") for n in (20, 50)),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="A8",
            text="SELU with LeCun's weights trains a deep dense network better than ReLU with He's.",
            pairs=tuple((f"{n}-layer SELU", f"{n}-layer ReLU") for n in (20, 50)),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Score by depth",
            x="position",
            y=("test_score",),
            x_label="hidden layers",
            y_label="score on test data",
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
