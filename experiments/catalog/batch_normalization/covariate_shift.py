"""The drift of each layer's inputs in fifty updates, with and without batch normalisation.

The notes' own words decide: the change of a layer's input distribution, in its first two moments and as a whole
(Wasserstein distance), relative to the layer's spread. The first form asked for moments and distributions in one
breath, but a normalised layer holds the moments of what enters its activation by construction, so that they drift less
whatever happens otherwise. Now moments, whole distributions, and the change of gradients, which Santurkar et al. mean
by the same term, are parts with verdicts of their own, at equal rates and each at its best.
Decided after first runs: fifty updates, not 200.
Cost: 6 x 10 and 2 x (6 x 5 + 10) simulations of 50 updates of a network of five layers; 20 seconds.
Run: python -m experiments.run covariate_shift
"""

from experiments.catalog.parts import UNTRAINED
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import part
from experiments.study import Claim, Method, Study, method

EQUAL = (0.03, 0.1, 0.3)
TUNED = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
KINDS = (("the plain network", None), ("the normalised network", "before"))
SAME = tuple((f"the normalised network at rate {rate}", f"the plain network at rate {rate}") for rate in EQUAL)
BEST = (("the normalised network at its best rate", "the plain network at its best rate"),)


def network(label: str, kind: str | None, rates: tuple[float, ...], family: str | None = None) -> Method:
    """A network whose layers' inputs are watched while it learns; those of a family stand at their only rate."""
    options = {"batch_normalization": kind} if kind else {}
    simulation = part("input_drift", steps=50, **options)
    rate = rates[0] if family else None
    return method(label, rates=rates, data=part("base"), simulation=simulation, family=family, position=rate)


def drift(text: str, measure: str, pairs: tuple[tuple[str, str], ...]) -> Claim:
    """A claim about one measure of drift."""
    return Claim(
        id="B1",
        text=text,
        pairs=pairs,
        measure=measure,
        margin=0.1,
        reason="a tenth of a power of ten is a fifth less drift; less would not explain faster training",
    )


def chart(title: str, measure: str, y_label: str) -> Chart:
    """A measure over the rate."""
    return Chart(kind="against", title=title, y=(measure,), x_label="learning rate of SGD", y_label=y_label, x_log=True)


STUDY = Study(
    name="covariate_shift",
    title="Internal covariate shift",
    question="Does batch normalisation reduce the change of each layer's input distribution while a network learns?",
    notes="Batch normalisation reduces internal covariate shift, the change of each layer's input distribution while "
    "the layers below it learn. The notes ask whether it really does.",
    doubt="Santurkar et al. (2018) found no less drift with batch normalisation, but gradients that change less. A "
    "larger learning rate moves everything more, so the networks are compared at equal rates and each at its own best.",
    base=UNTRAINED,
    methods=(
        *(network(f"{name} at rate {rate}", kind, (rate,), family=name) for name, kind in KINDS for rate in EQUAL),
        *(network(f"{name} at its best rate", kind, TUNED) for name, kind in KINDS),
    ),
    claims=(
        drift("At equal rates, the moments of each layer's inputs drift less.", "input_moment_drift", SAME),
        drift("At equal rates, the distributions of each layer's inputs drift less.", "input_wasserstein", SAME),
        drift("With each at its best rate, the moments drift less.", "input_moment_drift", BEST),
        drift("With each at its best rate, the distributions drift less.", "input_wasserstein", BEST),
        *(
            Claim(
                id="B1",
                text=f"{when}, a layer's gradient changes its direction less when the layers below it move.",
                pairs=pairs,
                measure="gradient_change",
                margin=0.05,
                reason="a cosine nearer to 1 by a twentieth is a twentieth of the way from a right angle to no change",
            )
            for when, pairs in (("At equal rates", SAME), ("With each at its best rate", BEST))
        ),
    ),
    charts=(
        chart("Drift of the inputs' moments over the rate", "input_moment_drift", "log10 of the drift in an update"),
        chart("Change of gradients over the rate", "gradient_change", "1 − cosine, before and after"),
        Chart(
            kind="curves",
            title="Drift of the inputs' moments during training",
            x="step",
            y=("moment_drift",),
            x_label="update",
            y_label="standard deviations of the layer",
            methods=BEST[0][::-1],
            y_log=True,
        ),
        Chart(
            kind="curves",
            title="Loss at the best rates",
            x="step",
            y=("loss",),
            x_label="update",
            y_label="loss of the batch",
            methods=BEST[0][::-1],
        ),
    ),
    hero="Drift of the inputs' moments during training",
    contest=False,
    scales=(quick(thin=3),),
)
