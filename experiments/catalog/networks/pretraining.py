"""A network that starts from an autoencoder's layers beside a fresh one, with 20 to 100 labels.

All training rows are there, few of them with labels. An autoencoder with the network's hidden layers learns all of
them; the network starts from those layers and goes on learning from the labelled rows alone.
After a first run with rates from 0.0003 to 0.01 the grid was moved up.
Cost: 3 numbers of labels x 2 starts x 4 learning rates x 13 replicates, and 13 autoencoders.
Run: python -m experiments.run pretraining
"""

from experiments.catalog.parts import mlp
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

LABELS = (20, 50, 100)
STARTS = {"fresh": None, "pretrained": part("autoencoder", epochs=30)}


def begun(start: str, labels: int) -> Method:
    """The network from one start, with some labels."""
    return method(
        f"{start}, {labels} labels",
        data=part("base", labelled=labels),
        start=STARTS[start],
        family=start,
        position=labels,
        scale="quick" if labels == 20 else "standard",
    )


def helps(labels: int) -> Claim:
    """The claim that pretraining helps with so many labels."""
    return Claim(
        id="N7",
        text=f"With {labels} labels, pretraining without labels improves the test score.",
        pairs=((f"pretrained, {labels} labels", f"fresh, {labels} labels"),),
        measure="test_score",
        margin=0.01,
        reason="one more hit in a hundred is the least that would be worth a second training",
    )


STUDY = Study(
    name="pretraining",
    title="Unsupervised pretraining",
    question="Do hidden layers that learned from unlabelled rows help when labels are few?",
    notes="Unsupervised pretraining helps when labels are few.",
    doubt="What an autoencoder keeps of the inputs need not be what tells classes apart.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        batch_size=10,
        epochs=60,
    ),
    methods=tuple(begun(start, labels) for start in STARTS for labels in LABELS),
    rates=(0.001, 0.003, 0.01, 0.03),
    claims=tuple(helps(labels) for labels in LABELS),
    charts=(
        Chart(
            kind="against",
            title="Test score by number of labels",
            y=("test_score",),
            x_label="labelled training rows",
            y_label="test score",
            x_log=True,
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.003, 0.01)), full(epochs=120)),
)
