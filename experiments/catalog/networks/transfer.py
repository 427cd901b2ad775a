"""A network that starts from the lower layers of another beside a fresh one, on 20 rows and more.

The source is trained on 2,000 images of the digits 0 to 4, shifted and turned, the target is 5 to 9; two of three
hidden layers are reused, and go on learning. Both have the same rates to choose from, and the same layers above.
A first form had a source of 540 images, hardly more than the target's own, and 178 test rows. Here there are 2,500 test
rows, of source images that neither network has seen, and every replicate moves the digits anew.
Cost: 2 numbers of samples (4 at full scale) x 2 starts x 3 learning rates x 5 replicates, 10 to 40 at the chosen rate,
and as many sources.
Run: python -m experiments.run transfer
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import START
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SIZES = {"20 rows": 20, "50 rows": 50, "100 rows": 100, "all rows": None}
EVERY = 538  # rows of the digits 5 to 9 that train
SCALES = {"20 rows": "standard", "50 rows": "full", "100 rows": "quick", "all rows": "full"}
SOURCE = part("moved_digits", scaling="none", classes=(0, 1, 2, 3, 4), views=4)
STARTS = {"fresh": None, "reused": part("transfer", data=SOURCE, layers=2, epochs=10)}


def begun(start: str, size: str) -> Method:
    """The network from one start, on some of the rows."""
    return method(
        f"{start} on {size}",
        data=part("base", train_rows=SIZES[size]),
        start=STARTS[start],
        family=start,
        position=SIZES[size] or EVERY,
        scale=SCALES[size],
    )


def better(rows: int) -> Claim:
    """The claim that reused layers score better on so many rows."""
    return Claim(
        id="N6",
        text=f"With {rows} samples of its own, a network with reused layers scores better than a fresh one.",
        pairs=((f"reused on {rows} rows", f"fresh on {rows} rows"),),
        measure="test_score",
        margin=0.01,
        reason="one more digit in a hundred is the least that would be worth a second training",
    )


STUDY = Study(
    name="transfer",
    title="Transfer",
    question="Does a network that reuses the lower layers of another learn faster, and from less data?",
    notes="Reusing lower layers trains faster and needs less data.",
    doubt="What the lower layers learned for other classes may not matter here, and a small network learns it anew in "
    "no time.",
    base=Trial(
        data=part("moved_digits", scaling="none", classes=(5, 6, 7, 8, 9)),
        model=mlp((64, 64, 64)),
        optimizer=part("adam"),
        batch_size=10,
        epochs=30,
        early="steps",
    ),
    methods=tuple(begun(start, size) for start in STARTS for size in SIZES),
    rates=(0.001, 0.003, 0.01),
    claims=(
        better(20),
        better(100),
        Claim(
            id="N6",
            text="With 100 samples of its own, a network with reused layers starts faster than a fresh one.",
            pairs=(("reused on 100 rows", "fresh on 100 rows"),),
            measure="early_score",
            margin=0.02,
            reason=START,
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score by number of samples",
            y=("test_score",),
            x_label="training rows of the target",
            y_label="test score",
            x_log=True,
        ),
        Chart(
            kind="against",
            title="Start by number of samples",
            y=("early_score",),
            x_label="training rows of the target",
            y_label="mean validation score over the first tenth of training",
            x_log=True,
        ),
    ),
    task="classification",
    contest=False,
    own_data=True,
    scales=(quick(rates=(0.003,)), full(epochs=60)),
)
