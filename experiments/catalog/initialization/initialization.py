"""Nine ways to draw the weights of a ReLU network of ten layers, each at its own best learning rate.

Cost: 9 methods x 6 rates x 13 replicates of a ten-layer network in one program; 30 seconds on two cores.
Run: python -m experiments.run initialization
"""

from typing import Any

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import EPOCH, HALF_POINT
from experiments.catalog.scales import full, quick
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Method, Study, method

FORMULAS = ("He", "He average", "Glorot", "LeCun", "orthogonal", "random walk")


def network(initializer: Part) -> Part:
    """Ten hidden layers of 32 ReLU units."""
    return mlp((32,) * 10, initializer=initializer)


def weights(label: str, name: str, **options: Any) -> Method:
    """The network from one kind of initial weights."""
    return method(label, model=network(part(name, **options)))


STUDY = Study(
    name="initialization",
    title="Initial weights",
    question="From which initial weights does a deep ReLU network train best, each at its own best rate?",
    notes="The spread should follow the number of inputs. He's formula, 2 / n_in or 4 / (n_in + n_out), suits ReLU. "
    "Orthogonal weights train deep networks faster. LSUV trains at least as well as the best formula.",
    doubt="A tuned rate may make up for a wrong spread, and ten layers may not be deep enough to need a right one.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=network(part("he_normal")),
        optimizer=part("momentum", momentum=0.9),
        epochs=20,
    ),
    methods=(
        weights("He", "he_normal"),
        weights("He average", "he_average"),
        weights("Glorot", "glorot_normal"),
        weights("LeCun", "lecun_normal"),
        weights("orthogonal", "orthogonal", gain=2**0.5),
        weights("random walk", "random_walk"),
        weights("std 0.01", "random_normal", stddev=0.01),
        weights("std 1", "random_normal", stddev=1.0),
        method("LSUV", start=part("lsuv")),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        Claim(
            id="I2",
            text="A spread that follows the number of inputs trains better than a fixed one of 0.01 or 1.",
            pairs=(("He", "std 0.01"), ("He", "std 1")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="I5",
            text="He's weights, by either formula, train ReLU networks better than Glorot's and LeCun's.",
            pairs=tuple((he, old) for he in ("He", "He average") for old in ("Glorot", "LeCun")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        Claim(
            id="I5",
            text="They get there in fewer epochs.",
            pairs=tuple((he, old) for he in ("He", "He average") for old in ("Glorot", "LeCun")),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="I6",
            text="Orthogonal weights train a deep ReLU network in fewer epochs than He's.",
            pairs=(("orthogonal", "He"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
        ),
        Claim(
            id="I9",
            text="LSUV trains at least as well as any formula.",
            pairs=tuple(("LSUV", formula) for formula in FORMULAS),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
        Claim(
            id="I9",
            text="LSUV needs no more epochs than any formula.",
            pairs=tuple(("LSUV", formula) for formula in FORMULAS),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
            kind="at least as good",
        ),
    ),
    scales=(quick(epochs=10, rates=(0.003, 0.01, 0.03)), full(epochs=50)),
)
