"""The gradient through fifty untrained ReLU layers, by random-walk scaling, He's and LeCun's weights.

Cost: 6 methods x 20 passes through an untrained network; 20 seconds on two cores.
Run: python -m experiments.run random_walk
"""

from experiments.catalog.parts import UNTRAINED
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import Claim, Method, Study, method

TRIPLE = "a factor of three over fifty layers is two percent in each, which no optimizer notices"


def signal(label: str, initializer: str, width: int) -> Method:
    """One pass through fifty hidden ReLU layers."""
    options = {"activation": part("relu"), "initializer": part(initializer), "depth": 50, "width": width}
    return method(f"{label} ({width} units)", simulation=part("signal", **options), data=part("base"))


STUDY = Study(
    name="random_walk",
    title="Random-walk scaling",
    question="Does random-walk scaling keep gradients level through fifty layers?",
    notes="Random-walk scaling (Sussillo 2014) keeps gradient norms level in very deep networks.",
    doubt="Its factor differs from He's by a percent or two a layer where layers are wide, and the norm of a single "
    "network wanders whatever the factor.",
    base=UNTRAINED,
    methods=(
        *(signal("random walk", "random_walk", width) for width in (16, 64)),
        *(signal("He", "he_normal", width) for width in (16, 64)),
        *(signal("LeCun", "lecun_normal", width) for width in (16, 64)),
    ),
    claims=(
        Claim(
            id="I7",
            text="Through fifty ReLU layers random-walk scaling keeps the gradient more level than LeCun's weights.",
            pairs=tuple((f"random walk ({width} units)", f"LeCun ({width} units)") for width in (16, 64)),
            measure="backward_change",
            margin=0.5,
            reason=TRIPLE,
        ),
        Claim(
            id="I7",
            text="In narrow layers it keeps the gradient more level than He's weights.",
            pairs=(("random walk (16 units)", "He (16 units)"),),
            measure="backward_change",
            margin=0.5,
            reason=TRIPLE,
        ),
        Claim(
            id="I7",
            text="In wide layers it keeps the gradient more level than He's weights.",
            pairs=(("random walk (64 units)", "He (64 units)"),),
            measure="backward_change",
            margin=0.5,
            reason=TRIPLE,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Gradient on its way down, 16 units a layer",
            x="depth",
            y=("gradient_norm",),
            x_label="hidden layer",
            y_label="gradient, root mean square",
            methods=("random walk (16 units)", "He (16 units)", "LeCun (16 units)"),
            y_log=True,
        ),
        Chart(
            kind="curves",
            title="Gradient on its way down, 64 units a layer",
            x="depth",
            y=("gradient_norm",),
            x_label="hidden layer",
            y_label="gradient, root mean square",
            methods=("random walk (64 units)", "He (64 units)", "LeCun (64 units)"),
            y_log=True,
        ),
    ),
    contest=False,
    replicates=20,
    scales=(quick(replicates=8, tuning=3), full(replicates=50)),
)
