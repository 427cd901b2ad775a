"""None, 1 % and 10 % of the training values wild, with and without clipping, for a network and for a linear model.

A wild value is ten standard deviations off; validation and test rows stay clean. Clipping is at 1.5 interquartile
ranges beyond the quartiles. The data are made, a table for each replicate with 5,000 test rows.
A first form spoiled one of the digits' 64 values in 5 % and 20 % of the rows: at most 0.3 % of the values, too few to
do harm, and looked at a network alone, which may pass over them.
Cost: 12 methods x 4 rates x 5 replicates of small networks, and 10 to 40 at the chosen rate; 2 programs.
Run: python -m experiments.run outliers
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SHARES = (0.0, 0.01, 0.1)
MODELS = {"network": (64,), "linear model": ()}


def label(model: str, share: float, clipped: bool = False) -> str:
    """`linear model, 10 % outliers, clipped`."""
    return f"{model}, {100 * share:.0f} % outliers{', clipped' if clipped else ''}"


def spoiled(model: str, share: float, clipped: bool) -> Method:
    """A model on a share of wild values."""
    return method(
        label(model, share, clipped),
        family=f"{model}{', clipped' if clipped else ''}",
        position=100 * share,
        scale="quick" if model == "network" else "standard",
        data=part("base", outlier_cells=share, clip="iqr" if clipped else None),
        model=part("base", hidden=MODELS[model]),
    )


STUDY = Study(
    name="outliers",
    title="Outliers among the features",
    question="Do outliers among the features distort what is learned, and does clipping them steady it?",
    notes="Outliers distort the fit. Detecting and clipping them steadies it.",
    doubt="A network with a hidden layer may pass over a few wild values, and clipping also cuts sound values of "
    "skewed features.",
    base=Trial(
        data=part("teacher", scaling="standard", outlier_cells=0.0),
        model=mlp((64,)),
        optimizer=part("adam"),
        batch_size=64,
        epochs=20,
    ),
    methods=tuple(spoiled(model, share, clipped) for model in MODELS for share in SHARES for clipped in (False, True)),
    rates=(0.001, 0.003, 0.01, 0.03),
    claims=(
        *(
            Claim(
                id="P6",
                text=f"Outliers distort the fit: without them a {model} scores better.",
                pairs=tuple((label(model, 0.0), label(model, share)) for share in SHARES[1:]),
                measure="test_score",
                margin=0.005,
                reason=HALF_POINT,
            )
            for model in MODELS
        ),
        *(
            Claim(
                id="P6",
                text=f"Where there are outliers, clipping improves the score of a {model}.",
                pairs=tuple((label(model, share, clipped=True), label(model, share)) for share in SHARES[1:]),
                measure="test_score",
                margin=0.005,
                reason=HALF_POINT,
            )
            for model in MODELS
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score over the share of wild values",
            y=("test_score",),
            x_label="wild training values in %",
            y_label="test score",
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.003, 0.01)),),
)
