"""Eleven activations in one network of five layers, each at its own best learning rate.

The weights of the best validation epoch are scored, because a network jumps from epoch to epoch.
Decided after a first run: that; ten reported replicates instead of seven; five layers instead of ten, to save time
(what depth does is the study `depth`); higher rates at the quick scale. No verdict changed.
Cost: 11 methods x 5 rates x 13 replicates of a five-layer network; 60 seconds on two cores, half of it compiling.
Run: python -m experiments.run activations
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import EPOCH, HALF_POINT
from experiments.catalog.scales import full, quick
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method


def unit(label: str, activation: str, scale: str = "standard") -> Method:
    """The network with one activation and the initial weights made for it."""
    return method(label, model=mlp((32,) * 5, activation), scale=scale)


STUDY = Study(
    name="activations",
    title="Activations",
    question="In a network of five layers, which activation trains best at its own best learning rate?",
    notes="LeakyReLU, PReLU and RReLU mend ReLU. ELU needs fewer epochs. GELU, SiLU and Mish match or beat ELU and "
    "ReLU.",
    doubt="With initial weights made for each activation and a tuned rate, much of the gap may close.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((32,) * 5),
        optimizer=part("adam"),
        epochs=30,
        stopping=part("early_stopping", patience=30),
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
            id="A7",
            text="ELU needs fewer epochs than ReLU.",
            pairs=(("ELU", "ReLU"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
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
    scales=(quick(epochs=10, rates=(0.003, 0.01, 0.03)), full(epochs=50)),
)
