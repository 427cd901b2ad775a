"""The gradient through fifty untrained ReLU layers, by random-walk scaling, He's and LeCun's weights.

Cost: 6 methods x 20 passes through an untrained network; 20 seconds on two cores.
Run: python -m experiments.run random_walk
"""

from experiments.catalog.parts import UNTRAINED
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import Claim, Method, Study, method

WEIGHTS = {"random walk": "random_walk", "He": "he_normal", "LeCun": "lecun_normal"}
WIDTHS = (16, 64)


def signal(name: str, width: int) -> Method:
    """One pass through fifty hidden ReLU layers."""
    options = {"activation": part("relu"), "initializer": part(WEIGHTS[name]), "depth": 50, "width": width}
    return method(f"{name} ({width} units)", simulation=part("signal", **options), data=part("base"))


def level(text: str, name: str, *widths: int) -> Claim:
    """The claim that random-walk scaling keeps the gradient more level than other weights, in layers of each width."""
    pairs = tuple((f"random walk ({width} units)", f"{name} ({width} units)") for width in widths)
    return Claim(
        id="I7",
        text=text,
        pairs=pairs,
        measure="backward_change",
        margin=0.5,
        reason="a factor of three over fifty layers is two percent in each, which no optimizer notices",
    )


STUDY = Study(
    name="random_walk",
    title="Random-walk scaling",
    question="Does random-walk scaling keep gradients level through fifty layers?",
    notes="Random-walk scaling (Sussillo 2014) keeps gradient norms level in very deep networks.",
    doubt="Its factor differs from He's by a percent or two a layer where layers are wide, and the norm of a single "
    "network wanders whatever the factor.",
    base=UNTRAINED,
    methods=tuple(signal(name, width) for name in WEIGHTS for width in WIDTHS),
    claims=(
        level(
            "Through fifty ReLU layers random-walk scaling keeps the gradient more level than LeCun's weights.",
            "LeCun",
            16,
            64,
        ),
        level("In narrow layers it keeps the gradient more level than He's weights.", "He", 16),
        level("In wide layers it keeps the gradient more level than He's weights.", "He", 64),
    ),
    charts=tuple(
        Chart(
            kind="curves",
            title=f"Gradient on its way down, {width} units a layer",
            x="depth",
            y=("gradient_norm",),
            x_label="hidden layer",
            y_label="gradient, root mean square",
            methods=tuple(f"{name} ({width} units)" for name in WEIGHTS),
            y_log=True,
        )
        for width in WIDTHS
    ),
    contest=False,
)
