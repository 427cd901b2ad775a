"""ReLU, LeakyReLU and PReLU on 30,000 images of Fashion-MNIST, and on 100 to 1,000 digits.

Only the full scale has much image data, and tests the statement. The first form put it to the test on 1,000 digits,
which are few: its "undecided" was about another question. At the smaller scales the statement has no row in the ledger,
since it is not tested there; the chart shows how the score grows with the number of digits.
After a first run, which chose the highest rate, 0.01, nearly everywhere, the grid of rates was extended to 0.03.
Cost: 2 sizes of digits x 3 activations x 3 rates x 5 replicates of a small network, and 10 at the best rate.
Run: python -m experiments.run image_data
"""

from experiments.catalog.parts import mlp
from experiments.catalog.scales import full
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

ROWS = {100: "standard", 1000: "quick", 30000: "full"}
NAMES = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "PReLU": "prelu"}


STUDY = Study(
    name="image_data",
    title="Leaky rectifiers and images",
    question="With many images, do LeakyReLU and PReLU beat ReLU clearly?",
    notes="LeakyReLU and PReLU beat ReLU clearly when there is much image data.",
    doubt="That was seen on large convolutional networks; elsewhere units may hardly die. A thousand digits are not "
    "many images: the statement is tested at the full scale alone.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64, 64)),
        optimizer=part("adam"),
        batch_size=32,
        epochs=10,
    ),
    methods=tuple(
        method(
            f"{name} on {rows:,} images",
            data=part("base", train_rows=rows),
            model=mlp((64, 64, 64), activation),
            family=name,
            position=rows,
            scale="standard" if name == "PReLU" and scale == "quick" else scale,
        )
        for name, activation in NAMES.items()
        for rows, scale in ROWS.items()
    ),
    rates=(0.003, 0.01, 0.03),
    claims=tuple(
        Claim(
            id="A10",
            text=f"With 30,000 images {leaky} beats ReLU clearly.",
            pairs=((f"{leaky} on 30,000 images", "ReLU on 30,000 images"),),
            measure="test_score",
            margin=0.01,
            reason="a whole percentage point is the least that one would call clear",
        )
        for leaky in ("LeakyReLU", "PReLU")
    ),
    charts=(
        Chart(
            kind="against",
            title="Score by images",
            x="position",
            y=("test_score",),
            x_label="training images",
            y_label="score on test data",
            x_log=True,
        ),
    ),
    contest=False,
    own_data=True,
    scales=(full(data=part("fashion_mnist", scaling="standard"), rates=(0.0003, 0.001, 0.003, 0.01)),),
)
