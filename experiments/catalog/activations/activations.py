"""Eleven activations in one network of three layers, each at its own best learning rate.

The rate rises and falls over the training (1cycle), so that the last weights are steady ones. The first form kept the
rate constant and scored the best validation epoch: a network jumped from epoch to epoch, and what replicates differed
by was mostly that. It also counted ELU's epochs, in whole ones; how fast ELU learns is asked in the study `elu`.
Three layers of 64 units instead of five of 32 come nearer to the ceiling, where replicates differ less, and compile
faster; what depth does is the study `depth`. Training on 500 rows leaves 578 more to judge.
Cost: 11 methods x 5 rates x 5 replicates of a three-layer network, and 10 to 40 at the best rate; half of it compiles.
Run: python -m experiments.run activations
"""

from experiments.catalog.parts import HALF, mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method


def unit(label: str, activation: str, scale: str = "standard") -> Method:
    """The network with one activation and the initial weights made for it."""
    return method(label, model=mlp((64,) * 3, activation), scale=scale)


STUDY = Study(
    name="activations",
    title="Activations",
    question="In a network of three layers, which activation trains best at its own best learning rate?",
    notes="LeakyReLU, PReLU and RReLU mend ReLU. GELU, SiLU and Mish match or beat ELU and ReLU.",
    doubt="With initial weights made for each activation and a tuned rate, much of the gap may close.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        model=mlp((64,) * 3),
        optimizer=part("adam"),
        epochs=40,
        schedule=part("one_cycle"),
    ),
    methods=(
        unit("sigmoid", "sigmoid"),
        unit("tanh", "tanh"),
        unit("ReLU", "relu", scale="quick"),
        unit("LeakyReLU", "leaky_relu"),
        unit("PReLU", "prelu"),
        unit("RReLU", "rrelu"),
        unit("ELU", "elu", scale="quick"),
        unit("SELU", "selu"),
        unit("GELU", "gelu", scale="quick"),
        unit("SiLU", "silu", scale="quick"),
        unit("Mish", "mish"),
    ),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="A5",
            text="LeakyReLU, PReLU and RReLU score at least as well as ReLU.",
            pairs=(("LeakyReLU", "ReLU"), ("PReLU", "ReLU"), ("RReLU", "ReLU")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
        Claim(
            id="A9",
            text="GELU, SiLU and Mish match or beat ReLU and ELU.",
            pairs=tuple((new, old) for new in ("GELU", "SiLU", "Mish") for old in ("ReLU", "ELU")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    scales=(quick(rates=(0.003, 0.01, 0.03)),),
)
