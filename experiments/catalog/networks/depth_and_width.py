"""Networks of one to four hidden layers with the same number of parameters, on classes that other networks give.

A random network of one hidden layer, or of three, gives the classes: what pays may depend on what is to be learned.
A first form used the digits, on which networks of 1,500 parameters learn all training rows: none was short of
parameters, so that there was nothing to be efficient with, and 359 test rows could not tell them apart. Here networks
of 200 parameters fall far short of the 5 % of errors that nobody can avoid. The rate decays, which halves the luck of a
training.
Cost: 8 networks (16 at full scale) x 4 rates x 5 replicates, and 10 to 40 at the chosen rate; one program a size.
Run: python -m experiments.run depth_and_width
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import SCALES, Claim, Method, Study, method

DEPTHS = ((1, "quick"), (2, "full"), (3, "quick"), (4, "full"))
BUDGETS = ((200, "quick"), (1600, "quick"))
TEACHERS = ((1, "quick"), (3, "standard"))
SCORE_BY_SIZE = Chart(
    kind="measures",
    title="Test score over parameters",
    x="parameters",
    y=("test_score",),
    x_label="weights and biases",
    y_label="test score",
)


def label(depth: int, budget: int, teacher: int) -> str:
    """What a network is called."""
    learns = "" if teacher == 1 else f", classes of {teacher} layers"
    return f"depth {depth} with {budget:,} parameters{learns}"


def network(depth: int, budget: int, teacher: int, scale: str) -> Method:
    """A network of one size, on the classes of one teacher."""
    return method(
        label(depth, budget, teacher),
        family=f"{budget:,} parameters" + ("" if teacher == 1 else f", classes of {teacher} layers"),
        position=depth,
        scale=scale,
        data=part("base") if teacher == 1 else part("base", layers=teacher),
        model=part("base", hidden=(1,) * depth, parameters=budget),
    )


STUDY = Study(
    name="depth_and_width",
    title="Depth or width",
    question="Is a deep network better than a wide one with as many parameters?",
    notes="Depth is more parameter-efficient than width.",
    doubt="Theorems about depth concern special functions. On a small table one hidden layer may do as well, and a "
    "deep network is harder to train. All networks of a size have as many parameters, as nearly as whole widths allow.",
    base=Trial(
        data=part("teacher", scaling="standard", training=3000),
        model=mlp((1,), parameters=BUDGETS[0][0]),
        optimizer=part("adam"),
        batch_size=64,
        epochs=30,
        schedule=part("exponential", decay_share=1.0, decay_rate=0.03),
    ),
    methods=tuple(
        network(depth, budget, teacher, max(scales, key=SCALES.index))
        for teacher, *first in TEACHERS
        for budget, *second in BUDGETS
        for depth, *third in DEPTHS
        for scales in [(*first, *second, *third)]
    ),
    rates=(0.003, 0.01, 0.03, 0.1),
    claims=(
        *(
            Claim(
                id="N3",
                text="With as many parameters, networks of several hidden layers score better than one of a single "
                f"layer, on classes that a network of {name} gives.",
                pairs=tuple(
                    (label(depth, budget, teacher), label(1, budget, teacher))
                    for budget, _ in BUDGETS
                    for depth in (2, 3, 4)
                ),
                measure="test_score",
                margin=0.005,
                reason=HALF_POINT,
            )
            for teacher, name in ((1, "one hidden layer"), (3, "three"))
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over depth",
            y=("test_score",),
            x_label="hidden layers",
            y_label="test score",
        ),
        SCORE_BY_SIZE,
    ),
    contest=False,
    scales=(quick(rates=(0.01, 0.03)),),
)
