"""Nine ways to draw the weights of a ReLU network of ten layers, each at its own best learning rate.

The first form took the mean over all runs, of which some failed, and whole epochs to a target. With the other formulas
for one and with all six formulas for LSUV, it asked for so many comparisons at once that none could be settled. Now it
is the start of training, the score of sound runs and the share that fails, each a part of its own, for the pairs that
matter. The grid goes on to 0.3, because Glorot's best rate was its last. At equal widths He's two formulas are one, but
for the first and the last layer.
Cost: 8 methods x 6 rates x 5 replicates of a ten-layer network, and up to 40 of each at its best rate; 40 seconds on
two cores.
Run: python -m experiments.run initialization
"""

from typing import Any

from experiments.catalog.parts import SETTLING, mlp
from experiments.catalog.reasons import FAILED, HALF_POINT, START
from experiments.catalog.scales import full, quick
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Method, Study, method

FORMULAS = ("He", "orthogonal", "Glorot")
TINY = (0.00001, 0.0001, 0.001, 0.01)  # for weights with which the loss explodes
MARGINS = {
    "early_score": (0.02, START),
    "sound_score": (0.005, HALF_POINT),
    "failure": (0.05, FAILED),
}


def network(initializer: Part) -> Part:
    """Ten hidden layers of 32 ReLU units."""
    return mlp((32,) * 10, initializer=initializer)


def weights(label: str, name: str, **options: Any) -> Method:
    """The network from one kind of initial weights."""
    return method(label, model=network(part(name, **options)))


def part_of(id: str, text: str, pair: tuple[str, str], measure: str, **fields: Any) -> Claim:
    """The claim on one pair and one measure."""
    margin, reason = MARGINS[measure]
    return Claim(id=id, text=text, pairs=(pair,), measure=measure, margin=margin, reason=reason, **fields)


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
        schedule=SETTLING,
        epochs=15,
        early="steps",
    ),
    methods=(
        weights("He", "he_normal"),
        weights("He average", "he_average"),
        weights("Glorot", "glorot_normal"),
        weights("LeCun", "lecun_normal"),
        weights("orthogonal", "orthogonal", gain=2**0.5),
        weights("std 0.01", "random_normal", stddev=0.01),
        method("std 1", TINY, model=network(part("random_normal", stddev=1.0))),
        method("LSUV", start=part("lsuv")),
    ),
    rates=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3),
    claims=(
        Claim(
            id="I2",
            text="A spread that follows the number of inputs trains better than a fixed one of 0.01 or 1.",
            pairs=(("He", "std 0.01"), ("He", "std 1")),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
        part_of(
            "I5",
            "With He's weights a ReLU network starts faster than with Glorot's.",
            ("He", "Glorot"),
            "early_score",
            headline=True,
        ),
        part_of("I5", "So it does than with LeCun's.", ("He", "LeCun"), "early_score"),
        part_of(
            "I5",
            "With 4 / (n_in + n_out) it starts faster than with Glorot's, too.",
            ("He average", "Glorot"),
            "early_score",
        ),
        part_of("I5", "With He's weights it ends better than with Glorot's.", ("He", "Glorot"), "sound_score"),
        part_of("I5", "With He's weights it ends better than with LeCun's.", ("He", "LeCun"), "sound_score"),
        part_of("I5", "With He's weights fewer runs fail than with Glorot's.", ("He", "Glorot"), "failure"),
        part_of(
            "I6",
            "Orthogonal weights let a deep ReLU network start faster than He's.",
            ("orthogonal", "He"),
            "early_score",
        ),
        *(
            part_of(
                "I9",
                f"With LSUV the network {text} than with the weights {formula}.",
                ("LSUV", formula),
                measure,
                kind="at least as good",
                headline=(formula, measure) == ("He", "sound_score"),
            )
            for measure, text in (
                ("early_score", "starts no slower"),
                ("sound_score", "ends no worse"),
                ("failure", "fails no more often"),
            )
            for formula in FORMULAS
        ),
    ),
    scales=(quick(rates=(0.003, 0.01, 0.03)), full(epochs=50)),
    hero="learning",
)
