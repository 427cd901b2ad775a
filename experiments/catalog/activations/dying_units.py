"""Dead units of ReLU and its variants at four learning rates, and whether a dead unit comes back.

In training a unit counts as dead if it gives 0 for 128 validation rows; in the simulation, for every training row.
The first form put all dead units together, trained by Adam: most came back at a small rate and hardly any at a large
one, so that the answer was the rate. Now the first layer, whose inputs never change, is apart from the layers above it,
whose inputs the layers below go on changing; SGD is apart from Adam. Units above are held against those of the first
layer. The simulated networks see the inputs as they are, all of one sign, because otherwise hardly a unit of the first
layer dies.
Cost: 4 activations x 4 rates x 15 replicates of a small network, and 8 x 10 simulations.
Run: python -m experiments.run dying_units
"""

from experiments.catalog.parts import mlp
from experiments.chart import Chart
from experiments.spec import Trial, part
from experiments.study import THEORY, Claim, Method, Study, method

LEAKS = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "PReLU": "prelu", "RReLU": "rrelu"}
RATES = (0.001, 0.01, 0.03, 0.1)
REVIVALS = {"SGD": (0.03, 0.1), "Adam": (0.01, 0.1)}  # optimizer -> its rates, a small and a large one
NEVER = "one dead unit in twenty that comes back is still nearly never"
FIRST, ABOVE = "{} at {:g}, first layer", "{} at {:g}, above the first layer"


def revival(name: str, rate: float) -> tuple[Method, ...]:
    """Units of the first layer, and of those above, that die and may come back."""
    parts = (part("revival", optimizer=part(name.lower()), layers=layers, steps=450) for layers in ("first", "above"))
    return tuple(
        method(
            label.format(name, rate),
            rates=(rate,),
            simulation=simulation,
            data=part("base", scaling="none"),
            scale="quick" if name == "Adam" else "standard",
        )
        for label, simulation in zip((FIRST, ABOVE), parts, strict=True)
    )


def returning(labels: str) -> tuple[str, ...]:
    """The labels of one kind of layer under both optimizers at all of their rates."""
    return tuple(labels.format(name, rate) for name, rates in REVIVALS.items() for rate in rates)


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
        epochs=10,
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
        *(network for name, rates in REVIVALS.items() for rate in rates for network in revival(name, rate)),
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
            text="A ReLU unit of the first layer that is dead for every training row never recovers.",
            pairs=tuple((label, THEORY) for label in returning(FIRST)),
            measure="revived_share",
            margin=0.05,
            reason=NEVER,
            kind="exact",
        ),
        Claim(
            id="A4",
            text="A dead ReLU unit above the first layer recovers no more often than one of the first layer.",
            pairs=tuple(zip(returning(ABOVE), returning(FIRST), strict=True)),
            measure="revived_share",
            margin=0.05,
            reason=NEVER,
            kind="at least as good",
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
            title="Dead now, and dead at least once, above the first layer, Adam at 0.01",
            x="step",
            y=("dead", "died"),
            x_label="step",
            y_label="share of hidden units",
            methods=(ABOVE.format("Adam", 0.01),),
        ),
    ),
    contest=False,
)
