"""Five patiences beside training to the last epoch, by validation loss and by validation score.

Training to the last epoch scores the last weights; early stopping scores those of the best epoch.
The first form followed the loss alone, which turns up while the score still rises: that is a fault of the rule, not of
stopping early. Now a patience of 10 follows the score as well. Training on 500 rows leaves
578 more to judge.
How many epochs full training has decides how many there are to save: here 100.
After a first run with rates from 0.0003 to 0.01 the grid was moved up.
All patiences are read off the same training: one that stops early shares it up to its stop.
Cost: 4 learning rates x 5 replicates, and 10 to 40 at the best rates, one program; 10 seconds on two cores.
Run: python -m experiments.run early_stopping
"""

from experiments.advice import Advice
from experiments.catalog.parts import HALF, mlp
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

PATIENCES = (1, 2, 5, 10, 20)
STOPPED = tuple((label, "full training") for label in ("patience 10", "patience 10, by score"))


def patient(epochs: int) -> Method:
    """Early stopping after so many epochs in a row without improvement."""
    stopping = part("early_stopping", patience=epochs)
    scale = "quick" if epochs in (2, 10) else "standard"
    return method(f"patience {epochs}", stopping=stopping, family="early stopping", position=epochs, scale=scale)


BY_SCORE = method("patience 10, by score", stopping=part("early_stopping_on_score", patience=10))

STUDY = Study(
    name="early_stopping",
    title="Early stopping",
    question="How many epochs does early stopping save, and how patient must it be to lose nothing?",
    notes="Early stopping saves epochs at no loss of score.",
    doubt="The validation loss is noisy, so that an impatient rule stops too early; and it may turn up while the score "
    "still rises.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        epochs=100,
    ),
    methods=(method("full training"), *(patient(epochs) for epochs in PATIENCES), BY_SCORE),
    rates=(0.001, 0.003, 0.01, 0.03),
    claims=(
        Claim(
            id="R4",
            text="Early stopping with a patience of 10 epochs saves epochs.",
            pairs=STOPPED,
            measure="epochs_used",
            margin=10,
            reason="a tenth of the epochs is worth a line of code",
        ),
        Claim(
            id="R4",
            text="Early stopping with a patience of 10 epochs loses no score.",
            pairs=STOPPED,
            measure="test_score",
            margin=0.005,
            reason=HALF_POINT,
            kind="at least as good",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score by patience",
            y=("test_score",),
            x_label="patience, in epochs",
            y_label="test score",
            x_log=True,
        ),
        Chart(
            kind="against",
            title="Epochs trained by patience",
            y=("epochs_used",),
            x_label="patience, in epochs",
            y_label="epochs until the stop",
            x_log=True,
        ),
        Chart(
            kind="measures",
            title="What the epochs buy",
            x="epochs_used",
            y=("test_score",),
            x_label="epochs trained",
            y_label="test score",
        ),
    ),
    advice=(
        Advice(
            methods=tuple(f"patience {epochs}" for epochs in reversed(PATIENCES)),
            baseline="full training",
            kind="cheapest",
            saves="epochs_used",
        ),
    ),
    hero="What the epochs buy",
    contest=False,
    scales=(quick(rates=(0.001, 0.003)),),
)
