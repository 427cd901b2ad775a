"""The perceptron rule on data that a line separates, and on XOR.

Cost: a second.
Run: python -m experiments.run perceptron
"""

from experiments.chart import Chart
from experiments.spec import part
from experiments.study import THEORY, Claim, Study, method

LINE, XOR = "separable data", "XOR"

STUDY = Study(
    name="perceptron",
    title="The perceptron rule",
    question="Does the perceptron rule converge on separable data, and not otherwise?",
    notes="The perceptron rule converges on separable data, and not on XOR.",
    doubt="A theorem says so (Novikoff 1962), with a bound on the number of mistakes; a program could still break it.",
    base=None,
    methods=(
        method(LINE, simulation=part("perceptron", problem="separable")),
        method(XOR, simulation=part("perceptron", problem="xor")),
    ),
    claims=(
        Claim(
            id="N1",
            text="On separable data an epoch without a mistake comes, on XOR it does not.",
            pairs=((LINE, XOR),),
            measure="epochs_to_perfection",
            margin=100,
            reason="a tenth of the 1,000 epochs that each may take",
        ),
        Claim(
            id="N1",
            text="On separable data there are no more mistakes than Novikoff's bound allows.",
            pairs=((LINE, THEORY),),
            measure="mistakes_over_bound",
            margin=0.5,
            reason="a number of mistakes is whole",
            kind="exact",
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Mistakes in each epoch",
            x="epoch",
            y=("mistakes",),
            x_label="epoch",
            y_label="mistakes",
        ),
    ),
    contest=False,
)
