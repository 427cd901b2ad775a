"""A network that starts from the lower layers of another beside a fresh one, on 20 rows and more.

The source is trained on the digits 0 to 4, the target is 5 to 9; two of three hidden layers are reused, and go on
learning. Both have the same rates to choose from, and the same layers above.
With all samples either is there after the first epoch, as a first run showed; so the claim on speed, which was about
all samples, is now about 100. The rates were moved up after that run, too.
Cost: 4 numbers of samples x 2 starts x 4 learning rates x 13 replicates, and 13 sources.
Run: python -m experiments.run transfer
"""

from experiments.catalog.parts import mlp
from experiments.catalog.reasons import EPOCH
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

SIZES = {"20 rows": 20, "50 rows": 50, "100 rows": 100, "all rows": None}
EVERY = 538  # rows of the digits 5 to 9 that train
SOURCE = part("digits", scaling="standard", classes=(0, 1, 2, 3, 4))
STARTS = {"fresh": None, "reused": part("transfer", data=SOURCE, layers=2)}


def begun(start: str, size: str) -> Method:
    """The network from one start, on some of the rows."""
    return method(
        f"{start} on {size}",
        data=part("base", train_rows=SIZES[size]),
        start=STARTS[start],
        family=start,
        position=SIZES[size] or EVERY,
        scale="quick" if size == "100 rows" else "standard",
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
        data=part("digits", scaling="standard", classes=(5, 6, 7, 8, 9)),
        model=mlp((64, 64, 64)),
        optimizer=part("adam"),
        batch_size=10,
        epochs=30,
    ),
    methods=tuple(begun(start, size) for start in STARTS for size in SIZES),
    rates=(0.001, 0.003, 0.01, 0.03),
    claims=(
        better(20),
        better(100),
        Claim(
            id="N6",
            text="With 100 samples of its own, a network with reused layers needs fewer epochs than a fresh one.",
            pairs=(("reused on 100 rows", "fresh on 100 rows"),),
            measure="epochs_to_target",
            margin=1,
            reason=EPOCH,
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
            title="Epochs to the target by number of samples",
            y=("epochs_to_target",),
            x_label="training rows of the target",
            y_label="epochs to target",
            x_log=True,
        ),
    ),
    target=0.9,
    task="classification",
    contest=False,
    own_data=True,
    scales=(quick(epochs=20, rates=(0.001, 0.003, 0.01)), full(epochs=60)),
)
