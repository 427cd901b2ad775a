"""A batch normalisation layer beside moments and recursions computed by hand in NumPy.

Cost: a second.
Run: python -m experiments.run normalisation_formulas
"""

from experiments.chart import Chart
from experiments.spec import part
from experiments.study import THEORY, Claim, Study, method

MAPS, STORED = "feature maps", "inference"
ROUNDING = "the layer computes in float32, whose round-off here is about a millionth"


def exact(row: str, text: str, label: str, measure: str, margin: float, reason: str = ROUNDING) -> Claim:
    """A claim against the formula."""
    return Claim(
        id=row, text=text, pairs=((label, THEORY),), measure=measure, margin=margin, reason=reason, kind="exact"
    )


STUDY = Study(
    name="normalisation_formulas",
    title="What batch normalisation computes",
    question="Which mean and variance does batch normalisation use, in convolutions and at inference?",
    notes="In a convolutional network there is one mean and one variance a feature map. At inference the stored mean "
    "and variance of the population are used.",
    doubt="A layer could as well take moments for each pixel, or let the rows of a batch depend on one another at "
    "inference. It is compared with moments computed by hand.",
    base=None,
    methods=(
        method(MAPS, simulation=part("moments_per_map")),
        method(STORED, simulation=part("population_moments")),
    ),
    claims=(
        exact("B8", "Each feature map is normalised by one mean and one variance.", MAPS, "error", 2e-5),
        exact(
            "B8",
            "The layer holds one γ, β, mean and variance a feature map.",
            MAPS,
            "extra_entries",
            0.5,
            "a number of weights is whole",
        ),
        exact("B10", "At inference the stored mean and variance are used.", STORED, "error", 2e-5),
        exact("B10", "At inference a row's output does not depend on other rows.", STORED, "company_error", 2e-5),
    ),
    charts=(
        Chart(
            kind="curves",
            title="Mean and deviation of each feature map",
            x="map",
            y=("mean before", "mean after", "deviation before", "deviation after"),
            x_label="feature map",
            y_label="over rows and pixels",
            methods=(MAPS,),
        ),
        Chart(
            kind="curves",
            title="Stored moments approach the population's",
            x="step",
            y=("gap of the mean", "gap of the variance"),
            x_label="training step",
            y_label="relative distance",
            methods=(STORED,),
            y_log=True,
        ),
    ),
    contest=False,
)
