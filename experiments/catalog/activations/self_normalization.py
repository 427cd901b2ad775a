"""Mean and standard deviation of SELU and ReLU layers through depth, without training.

The margins are the bounds of Klambauer et al. 2017, theorem 1: the mean within ±0.1, the variance from 0.8 to 1.5.
Cost: 5 methods x 10 passes through an untrained network, and one network of a thousand layers; 20 seconds on two cores.
Run: python -m experiments.run self_normalization
"""

from experiments.catalog.parts import UNTRAINED
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import THEORY, Claim, Method, Study, method

SPREAD = "the theorem of self-normalisation holds for variances from 0.8 on, a deviation of 0.9"
FIVE = ("SELU (LeCun)", "SELU (He)", "SELU (dropout)", "SELU (alpha dropout)", "ReLU (He)")


def signal(label: str, activation: str, initializer: str, dropout: str | None = None) -> Method:
    """One pass through twenty hidden layers of 256 units."""
    options = {"activation": part(activation), "initializer": part(initializer), "depth": 20, "width": 256}
    if dropout:
        options |= {"dropout": dropout, "rate": 0.2}
    return method(label, simulation=part("signal", **options), data=part("base"))


STUDY = Study(
    name="self_normalization",
    title="Self-normalisation",
    question="Do SELU and LeCun's weights keep mean 0 and deviation 1 through depth, and does dropout break that?",
    notes="SELU with LeCun's weights keeps mean 0 and standard deviation 1 through depth. Ordinary dropout breaks "
    "that; alpha dropout keeps it.",
    doubt="The proof holds for endless width, and SELU pulls moments back to its fixed point, with dropout as well.",
    base=UNTRAINED,
    methods=(
        signal("SELU (LeCun)", "selu", "lecun_normal"),
        signal("SELU (He)", "selu", "he_normal"),
        signal("SELU (dropout)", "selu", "lecun_normal", "dropout"),
        signal("SELU (alpha dropout)", "selu", "lecun_normal", "alpha_dropout"),
        signal("ReLU (He)", "relu", "he_normal"),
        method("a thousand layers", simulation=part("selu_thousand_layers")),
    ),
    claims=(
        Claim(
            id="A8",
            text="With SELU and LeCun's weights the mean stays at 0 through twenty layers.",
            pairs=(("SELU (LeCun)", THEORY),),
            measure="mean_drift",
            margin=0.1,
            reason="the theorem of self-normalisation holds for means within ±0.1",
            kind="exact",
        ),
        Claim(
            id="A8",
            text="With SELU and LeCun's weights the standard deviation stays at 1 through twenty layers.",
            pairs=(("SELU (LeCun)", THEORY),),
            measure="std_error",
            margin=0.1,
            reason=SPREAD,
            kind="exact",
        ),
        Claim(
            id="A8",
            text="Through a thousand layers moments are those of the published run.",
            pairs=(("a thousand layers", THEORY),),
            measure="error",
            margin=0.005,
            reason="half of the last digit that is printed",
            kind="exact",
        ),
        Claim(
            id="A8",
            text="Ordinary dropout of a fifth of the units moves the standard deviation away from 1; alpha dropout "
            "does not.",
            pairs=(("SELU (alpha dropout)", "SELU (dropout)"),),
            measure="std_error",
            margin=0.1,
            reason=SPREAD,
        ),
        Claim(
            id="I5",
            text="SELU's deviation stays nearer 1 with LeCun's weights than with He's.",
            pairs=(("SELU (LeCun)", "SELU (He)"),),
            measure="std_error",
            margin=0.1,
            reason=SPREAD,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Mean by layer",
            x="depth",
            y=("activation_mean",),
            x_label="hidden layer",
            y_label="mean of the outputs",
            methods=FIVE,
            marks=(("y", 0, "0"),),
        ),
        Chart(
            kind="curves",
            title="Standard deviation by layer",
            x="depth",
            y=("activation_std",),
            x_label="hidden layer",
            y_label="standard deviation of the outputs",
            methods=FIVE,
            marks=(("y", 1, "1"),),
        ),
    ),
    hero="Standard deviation by layer",
    contest=False,
)
