"""A simple recurrent network, an LSTM and a GRU that must recall the first of 10 to 40 steps.

The first step of a sequence shows the class, noise as loud as that step follows; the distance is the length of the
sequence. The gradient is looked at apart, in layers at their initial weights, for inputs N(0, 1).
A first form had noise of a fifth of that: a simple network recalled every class over 20 steps, and nobody could do
better. Its first run of 30 epochs, with rates up to 0.03, had left the LSTM's training loss far from its end and its
rate at the edge; so there are 60, and 0.1.
Cost: 3 cells, each a program of unrolled steps, x 3 learning rates x 5 replicates, and 10 to 40 at the chosen rate; 40
steps, whose LSTM alone takes longer to compile than all the rest, only at full scale.
Run: python -m experiments.run memory
"""

from experiments.catalog.scales import quick
from experiments.chart import Chart
from experiments.spec import Part, Trial, part
from experiments.study import Claim, Method, Study, method

CELLS = {"simple RNN": part("simple_rnn"), "LSTM": part("lstm"), "GRU": part("gru")}
SCALE = {10: "full", 20: "quick", 40: "full"}  # by length
LENGTHS = tuple(SCALE)
BACK = 40


def remembering(name: str, steps: int) -> Method:
    """A network of one cell, on sequences of one length."""
    return method(
        f"{name} over {steps} steps",
        data=part("base", steps=steps),
        model=part("base", cell=CELLS[name]),
        family=name,
        position=steps,
        scale="standard" if name == "GRU" and SCALE[steps] == "quick" else SCALE[steps],
    )


def gradient(name: str, cell: Part) -> Method:
    """How much an input some steps back still does, at the initial weights."""
    return method(f"untrained {name}", simulation=part("gradient_through_time", cell=cell, steps=BACK + 1))


def gated(steps: int) -> Claim:
    """The claim that gates help the network remember over one length."""
    return Claim(
        id="N8",
        text=f"Over {steps} steps an LSTM and a GRU remember better than a simple recurrent network.",
        pairs=tuple((f"{name} over {steps} steps", f"simple RNN over {steps} steps") for name in ("LSTM", "GRU")),
        measure="test_score",
        margin=0.02,
        reason="with four classes, less than two percentage points is a small part of the way from a guess to "
        "certainty",
    )


STUDY = Study(
    name="memory",
    title="Memory",
    question="How far back can a simple recurrent network, an LSTM and a GRU remember?",
    notes="LSTM and GRU suffer less from vanishing gradients than a simple recurrent network.",
    doubt="With orthogonal weights from state to state a simple network's gradient may hardly shrink at first, and "
    "a gate that starts half closed halves what passes it at every step.",
    base=Trial(
        data=part("recall", steps=20, noise=1.0, rows=1000, scaling="none"),
        model=part("rnn", units=16),
        optimizer=part("adam"),
        batch_size=50,
        epochs=60,
    ),
    methods=(
        *(remembering(name, steps) for name in CELLS for steps in LENGTHS),
        *(gradient(name, cell) for name, cell in CELLS.items()),
    ),
    rates=(0.01, 0.03, 0.1),
    claims=(
        *(gated(steps) for steps in LENGTHS[1:]),
        Claim(
            id="N8",
            text=f"At its initial weights, an LSTM or a GRU loses less of the gradient over {BACK} steps back in time "
            "than a simple recurrent network.",
            pairs=tuple((f"untrained {name}", "untrained simple RNN") for name in ("LSTM", "GRU")),
            measure="time_decay",
            margin=0.5,
            reason="over forty steps, half a power of ten is three percent a step",
        ),
    ),
    charts=(
        Chart(
            kind="against",
            title="Test score by length of the sequence",
            y=("test_score",),
            x_label="steps to remember",
            y_label="test score",
        ),
        Chart(
            kind="curves",
            title="Gradient back in time, at the initial weights",
            x="distance",
            y=("gradient",),
            x_label="steps back",
            y_label="gradient relative to the last step",
            methods=tuple(f"untrained {name}" for name in CELLS),
            y_log=True,
        ),
    ),
    contest=False,
    own_data=True,
    scales=(quick(rates=(0.03,)),),
)
