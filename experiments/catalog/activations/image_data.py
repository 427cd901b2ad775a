"""ReLU, LeakyReLU and PReLU on 100 to 1,000 digits, and at the full scale on 30,000 images of Fashion-MNIST.

After a first run, which chose the highest rate, 0.01, nearly everywhere, the grid of rates was extended to 0.03.
Cost: 3 sizes x 3 activations x 5 rates x 13 replicates of a small network; 40 seconds on two cores.
Run: python -m experiments.run image_data
"""

from experiments.catalog.parts import mlp
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

ROWS = {100: "standard", 300: "standard", 1000: "quick", 30000: "full"}
NAMES = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "PReLU": "prelu"}


STUDY = Study(
    name="image_data",
    title="Leaky rectifiers and images",
    question="With many images, do LeakyReLU and PReLU beat ReLU clearly?",
    notes="LeakyReLU and PReLU beat ReLU clearly when there is much image data.",
    doubt="That was seen on large convolutional networks; elsewhere units may hardly die.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64, 64)),
        optimizer=part("adam"),
        batch_size=32,
        epochs=20,
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
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=tuple(
        Claim(
            id="A10",
            text=f"With a thousand images and more, {leaky} beats ReLU clearly.",
            pairs=tuple((f"{leaky} on {rows} images", f"ReLU on {rows} images") for rows in ("1,000", "30,000")),
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
    scales=(
        quick(epochs=10, rates=(0.003, 0.01, 0.03)),
        full(data=part("fashion_mnist", scaling="standard")),
    ),
)
