"""Dead units of ReLU and its variants at four learning rates, and whether a dead unit comes back.

In training a unit counts as dead if it gives 0 for 128 validation rows; in the simulation, for every training row.
Cost: 4 activations x 4 rates x 13 replicates of a small network, and 3 x 10 simulations; 40 seconds on two cores.
Run: python -m experiments.run dying_units
"""

from experiments.catalog.parts import mlp
from experiments.catalog.scales import full, quick
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import THEORY, Claim, Study, method

LEAKS = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "PReLU": "prelu", "RReLU": "rrelu"}
RATES = (0.001, 0.01, 0.03, 0.1)


STUDY = Study(
    name="dying_units",
    title="Dying units",
    question="Do ReLU units die, do they stay dead, and do its variants prevent it?",
    notes="ReLU units die, which is to say give 0 for every sample, and never recover; large learning rates make it "
    "worse. LeakyReLU, PReLU and RReLU prevent dying.",
    doubt="A dead unit has no gradient of its own, but the layer below may move its input back, and Adam remembers "
    "older gradients.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64, 64)),
        optimizer=part("adam"),
        epochs=20,
        diagnostics="light",
    ),
    methods=(
        *(
            method(
                f"{name} at {rate:g}",
                rates=(rate,),
                model=mlp((64, 64, 64), activation),
                family=name,
                position=rate,
                scale="quick" if name in ("ReLU", "LeakyReLU") else "standard",
            )
            for name, activation in LEAKS.items()
            for rate in RATES
        ),
        *(
            method(f"revival at {rate:g}", simulation=part("revival", learning_rate=rate), data=part("base"))
            for rate in RATES[1:]
        ),
    ),
    rates=RATES,
    claims=(
        Claim(
            id="A4",
            text="Large rates kill more ReLU units than small ones.",
            pairs=(("ReLU at 0.001", "ReLU at 0.1"),),
            measure="dead_share",
            margin=0.05,
            reason="one unit in twenty is the least that a network's capacity would show",
        ),
        Claim(
            id="A4",
            text="A ReLU unit that is dead for every training row never recovers.",
            pairs=tuple((f"revival at {rate:g}", THEORY) for rate in RATES[1:]),
            measure="revived_share",
            margin=0.05,
            reason="one dead unit in twenty that comes back is still nearly never",
            kind="exact",
        ),
        *(
            Claim(
                id="A5",
                text=f"{name} prevents dying, even at a large rate.",
                pairs=tuple((f"{name} at {rate:g}", f"ReLU at {rate:g}") for rate in (0.03, 0.1)),
                measure="dead_share",
                margin=0.02,
                reason="one dead unit in fifty leaves the network nearly whole",
            )
            for name in list(LEAKS)[1:]
        ),
    ),
    charts=(
        Chart(
            kind="epochs",
            title="Dead units by epoch, ReLU",
            y=("dead_share",),
            x_label="epoch",
            y_label="share of hidden units",
            methods=tuple(f"ReLU at {rate:g}" for rate in RATES),
        ),
        Chart(
            kind="against",
            title="Dead units by learning rate",
            x="position",
            y=("dead_share",),
            x_label="learning rate",
            y_label="dead units in %",
            x_log=True,
        ),
        Chart(
            kind="curves",
            title="Dead now, and dead at least once, at rate 0.03",
            x="step",
            y=("dead", "died"),
            x_label="step",
            y_label="share of hidden units",
            methods=("revival at 0.03",),
        ),
    ),
    contest=False,
    scales=(quick(epochs=10, simulations=(part("revival", steps=450),)), full(epochs=50)),
)
