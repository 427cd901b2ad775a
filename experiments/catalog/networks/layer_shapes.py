"""Three hidden layers of equal, falling and first double width, with the same number of parameters.

Widths follow from the data, so that the parameters are as many whatever the inputs.
A first form used the digits as they are, whose 359 test rows left differences of ±0.7 points open: 76 to 170 replicates
would have been needed. Here they are shifted and turned anew for every replicate, with 5,000 test rows, and the rate
decays, which halves the luck of a training. Sizes are such that no layer has fewer units than there are classes: in a
pyramid of 4,000 parameters, tried first, the last had six, and scored ten points less.
Cost: 3 networks x 3 rates x 5 replicates, and 10 to 40 at the chosen rate; at full scale with more parameters as well.
Run: python -m experiments.run layer_shapes
"""

from experiments.catalog.networks.depth_and_width import SCORE_BY_SIZE
from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

SHAPES = (("equal-width network", (1, 1, 1)), ("pyramid", (4, 2, 1)), ("wide-first network", (2, 1, 1)))
BUDGETS = ((12000, "quick"), (48000, "full"))


def pairs(treatment: str, baseline: str) -> tuple[tuple[str, str], ...]:
    """Two shapes at every size."""
    return tuple(
        (f"the {treatment} of {size:,} parameters", f"the {baseline} of {size:,} parameters") for size, _ in BUDGETS
    )


STUDY = Study(
    name="layer_shapes",
    title="Shapes of networks",
    question="Do hidden layers of equal width do as well as a pyramid, and does a wider first layer help?",
    notes="Hidden layers of equal width do as well as a pyramid. A wider first layer can help.",
    doubt="Where parameters are scarce, it may matter where they are spent. All networks of a size have as many "
    "parameters, as nearly as whole widths allow.",
    base=Trial(
        data=part("moved_digits", scaling="none"),
        model=mlp((1, 1, 1), parameters=BUDGETS[0][0]),
        optimizer=part("adam"),
        epochs=30,
        schedule=part("exponential", decay_share=1.0, decay_rate=0.03),
    ),
    methods=tuple(
        method(
            f"the {name} of {size:,} parameters",
            family=name,
            position=size,
            scale=scale,
            model=part("base", hidden=shape, parameters=size),
        )
        for size, scale in BUDGETS
        for name, shape in SHAPES
    ),
    rates=(0.001, 0.003, 0.01),
    claims=(
        Claim(
            id="N4",
            text="Hidden layers of equal width do at least as well as a pyramid.",
            pairs=pairs("equal-width network", "pyramid"),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
        Claim(
            id="N4",
            text="A first hidden layer of double width scores better than equal widths.",
            pairs=pairs("wide-first network", "equal-width network"),
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
        ),
    ),
    charts=(SCORE_BY_SIZE,),
    scales=(quick(rates=(0.003,)),),
)
