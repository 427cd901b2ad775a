"""The gradient through fifty untrained ReLU layers, by random-walk scaling, He's and LeCun's weights.

The first form took each single network's change without its sign. One network's gradient wanders to either side by a
power of ten in narrow layers, so that it showed this wandering more than the formula. Now it is the mean logarithm with
its sign, and that it neither fades nor grows is asked apart, against linear layers with orthogonal weights, through
which a gradient passes unchanged.
Cost: 7 methods x 10 to 40 times 4 passes through an untrained network; half a minute on two cores.
Run: python -m experiments.run random_walk
"""

from experiments.catalog.parts import UNTRAINED
from experiments.chart import Chart
from experiments.spec import Part, part
from experiments.study import Claim, Method, Study, method

WEIGHTS = {"random walk": "random_walk", "He": "he_normal", "LeCun": "lecun_normal"}
WIDTHS = (16, 64)
LEVEL = "level by construction"
FACTOR = "a factor of three over fifty layers is two percent in each, which no optimizer notices"


def signal(label: str, activation: str, initializer: Part, width: int) -> Method:
    """Passes through four networks of fifty hidden layers."""
    options = {"activation": part(activation), "initializer": initializer, "depth": 50, "width": width}
    return method(label, simulation=part("gradient_level", **options), data=part("base"))


def left(text: str, treatment: str, baseline: str, kind: str = "better", headline: bool = False) -> Claim:
    """The claim that with one kind of weights more of the gradient is left at the first layer."""
    return Claim(
        id="I7",
        text=text,
        pairs=((treatment, baseline),),
        measure="backward_decay",
        margin=0.5,
        reason=FACTOR,
        kind=kind,
        headline=headline,
    )


STUDY = Study(
    name="random_walk",
    title="Random-walk scaling",
    question="Does random-walk scaling keep gradients level through fifty layers?",
    notes="Random-walk scaling (Sussillo 2014) keeps gradient norms level in very deep networks.",
    doubt="Its factor differs from He's by a percent or two a layer where layers are wide, and the norm of a single "
    "network wanders whatever the factor.",
    base=UNTRAINED,
    methods=(
        *(
            signal(f"{name} ({width} units)", "relu", part(WEIGHTS[name]), width)
            for name in WEIGHTS
            for width in WIDTHS
        ),
        signal(LEVEL, "linear", part("orthogonal"), 64),
    ),
    claims=(
        left(
            "Through fifty layers of 64 units random-walk scaling lets no gradient fade.",
            "random walk (64 units)",
            LEVEL,
            "at least as good",
            headline=True,
        ),
        left("Nor does the gradient grow there.", LEVEL, "random walk (64 units)", "at least as good"),
        left("Through layers of 16 units it does not fade.", "random walk (16 units)", LEVEL, "at least as good"),
        left("Nor does the gradient grow in these.", LEVEL, "random walk (16 units)", "at least as good"),
        left("With LeCun's weights less of it is left, 64 units.", "random walk (64 units)", "LeCun (64 units)"),
        left("With LeCun's weights less of it is left, 16 units.", "random walk (16 units)", "LeCun (16 units)"),
        left("With He's weights less of it is left, 64 units.", "random walk (64 units)", "He (64 units)"),
        left("With He's weights less of it is left, 16 units.", "random walk (16 units)", "He (16 units)"),
    ),
    charts=tuple(
        Chart(
            kind="curves",
            title=f"Gradient on its way down, {width} units a layer",
            x="depth",
            y=("gradient_norm",),
            x_label="hidden layer",
            y_label="gradient, relative to the last layer's",
            methods=tuple(f"{name} ({width} units)" for name in WEIGHTS),
            y_log=True,
        )
        for width in WIDTHS
    ),
    contest=False,
)
