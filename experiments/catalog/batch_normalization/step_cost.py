"""Seconds of a training step with and without batch normalisation.

Times depend on the machine and on what else it does. So two networks take turns at every step, the ratio of their
quickest tenths counts, and the study runs nothing else meanwhile.
Cost: 3 methods x 10 replicates x 55 steps of two networks; 20 seconds.
Run: python -m experiments.run step_cost
"""

from experiments.catalog.parts import mlp
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

NETWORK = mlp((256, 256, 256))


def timed(label: str, scale: str = "quick", **options: str) -> Method:
    """A network that takes turns with the plain one."""
    simulation = part("step_ratio", model=NETWORK.but(**options), reference=NETWORK, steps=50)
    return method(label, data=part("base"), simulation=simulation, scale=scale)


STUDY = Study(
    name="step_cost",
    title="Time that batch normalisation costs",
    question="How much longer does a step take with batch normalisation?",
    notes="Batch normalisation costs time in every step.",
    doubt="What a step costs besides may hide it. The network takes turns with the plain one at every step; the plain "
    "network, taking turns with itself, shows how much of a difference is noise.",
    base=Trial(data=part("digits", scaling="standard"), model=NETWORK, optimizer=part("adam")),
    methods=(
        timed("the plain network"),
        timed("normalisation before the activation", batch_normalization="before"),
        timed("normalisation after the activation", scale="standard", batch_normalization="after"),
    ),
    claims=(
        Claim(
            id="B9",
            text="Batch normalisation makes a training step at least a tenth slower.",
            pairs=(
                ("the plain network", "normalisation before the activation"),
                ("the plain network", "normalisation after the activation"),
            ),
            measure="extra_time",
            margin=0.1,
            reason="a tenth more time is the least that anybody would notice",
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Time of each step, taking turns",
            x="step",
            y=("model", "reference"),
            x_label="training step",
            y_label="milliseconds",
            methods=("normalisation before the activation",),
            y_log=True,
        ),
    ),
    contest=False,
)
