"""The gap between training and test score with PReLU and with ReLU, on 25 to 100 rows.

Data sets with fewer than 100 training rows cannot be used. Small samples differ much, hence forty replicates.
Decided after first runs: the sizes (they were 40, 80 and 320 rows), forty replicates instead of ten, and that two
methods on all rows and a claim on the test score were dropped.
Cost: 3 sizes x 2 activations x 5 rates x 43 replicates of a small network; 20 seconds on two cores.
Run: python -m experiments.run small_data
"""

from experiments.catalog.parts import mlp
from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

ROWS = (25, 50, 100)
NAMES = {"ReLU": "relu", "PReLU": "prelu"}


STUDY = Study(
    name="small_data",
    title="PReLU on small data",
    question="Does PReLU overfit small data sets?",
    notes="PReLU has slopes to learn, so that it overfits small data sets.",
    doubt="One slope a unit is a hundredth of what the layers' kernels have.",
    base=Trial(
        data=part("digits", scaling="standard"), model=mlp((64, 64)), optimizer=part("adam"), batch_size=16, epochs=40
    ),
    methods=(
        *(
            method(
                f"{name} on {rows} rows",
                data=part("base", train_rows=rows),
                model=mlp((64, 64), activation),
                family=name,
                position=rows,
                scale="quick" if rows == 100 else "standard",
            )
            for name, activation in NAMES.items()
            for rows in ROWS
        ),
    ),
    rates=(0.0003, 0.001, 0.003, 0.01, 0.03),
    claims=(
        Claim(
            id="A6",
            text="On small data sets the gap between training and test is larger with PReLU than with ReLU.",
            pairs=tuple((f"ReLU on {rows} rows", f"PReLU on {rows} rows") for rows in (50, 100)),
            measure="gap",
            margin=0.01,
            reason="a gap that grows by less than a percentage point would not be noticed",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Gap between training and test",
            x="position",
            y=("gap",),
            x_label="training rows",
            y_label="training minus test score",
            x_log=True,
        ),
        Chart(
            kind="against",
            title="Score on test data",
            x="position",
            y=("test_score",),
            x_label="training rows",
            y_label="score",
            x_log=True,
        ),
    ),
    contest=False,
    scales=(quick(rates=(0.001, 0.003, 0.01)),),
)
