"""The gradient of untrained networks of 5 to 50 layers, by activation.

The first form decided whether ReLU keeps the gradient alive by the scores of 20 and of 5 layers as well, which differ
for other reasons; now gradients alone decide, against sigmoid and against tanh units apart.
Cost: 12 methods x 10 passes through an untrained network; 20 seconds on two cores.
Run: python -m experiments.run vanishing_gradients
"""

from experiments.catalog.parts import UNTRAINED, fitting
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import Claim, Method, Study, method

DECADE = "a tenth of the gradient can be made up for by a ten times larger rate"
DEPTHS = (5, 10, 20, 50)
NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}


def signal(activation: str, depth: int) -> Method:
    """One pass through hidden layers of 64 units, with the initial weights made for the activation."""
    options = {"activation": part(activation), "initializer": part(fitting(activation)), "depth": depth}
    family = NAMES[activation]
    return method(
        f"{depth}-layer {family}",
        simulation=part("signal", **options),
        data=part("base"),
        family=family,
        position=depth,
    )


STUDY = Study(
    name="vanishing_gradients",
    title="Vanishing gradients",
    question="Does the gradient of an untrained network vanish with depth, and does ReLU keep it alive?",
    notes="Sigmoid and tanh saturate, so that the gradient vanishes with depth. ReLU keeps it alive.",
    doubt="That was observed with weights of any spread; with Glorot's, tanh hardly saturates.",
    base=UNTRAINED,
    methods=tuple(signal(activation, depth) for activation in NAMES for depth in DEPTHS),
    claims=(
        *(
            Claim(
                id="A2",
                text=f"With {family} units the gradient vanishes with depth: less of it is left after 20 layers than "
                "after 5.",
                pairs=((f"5-layer {family}", f"20-layer {family}"),),
                measure="backward_decay",
                margin=1,
                reason=DECADE,
            )
            for family in ("sigmoid", "tanh")
        ),
        *(
            Claim(
                id="A3",
                text=f"ReLU keeps the gradient alive where {family} units lose it, through 20 and 50 layers.",
                pairs=tuple((f"{depth}-layer ReLU", f"{depth}-layer {family}") for depth in (20, 50)),
                measure="backward_decay",
                margin=1,
                reason=DECADE,
            )
            for family in ("sigmoid", "tanh")
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Gradient that is left, by depth",
            x="position",
            y=("backward_decay",),
            x_label="hidden layers",
            y_label="log10 of the first layer's gradient over the last one's",
        ),
        Chart(
            kind="curves",
            title="Gradient by layer, 20 layers",
            x="depth",
            y=("gradient_norm",),
            x_label="hidden layer",
            y_label="gradient, root mean square",
            methods=tuple(f"20-layer {family}" for family in NAMES.values()),
            y_log=True,
        ),
    ),
    hero="Gradient by layer, 20 layers",
    contest=False,
)
