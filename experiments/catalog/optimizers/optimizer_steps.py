"""Steps of SGD, momentum, AdaGrad, RMSProp and Adam under known gradients: their size, their noise, their first ones.

Where walks are compared by their loss, each tries the same rates and is reported at its own best: whether Adam's
correction matters is asked of somebody who tunes. How large its first steps are is asked in units of the rate.
After a first run the rates were set twice as close: a quarter of the loss cannot be told apart on a coarser grid.
The first form let AdaGrad walk down a quadratic only, under noise, where steps that shrink are what settles best. Now
the minimum also moves, and a long curved valley has to be followed; the grid of the long walks goes on to 10, because
AdaGrad's best rate was its last. Whether RMSProp trains further was first asked of networks, all of whose losses came
close to 0; the valley, in powers of ten, took that claim's place.
Cost: simulations of a few numbers; half a minute on two cores.
Run: python -m experiments.run optimizer_steps
"""

from experiments.chart import Chart
from experiments.spec import Part, part
from experiments.study import THEORY, Claim, Method, Study, method

RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
LONG = (*RATES, 5.0, 10.0)
GROUND = {  # of long walks: a landscape, and how far its minimum moves in a step
    "quadratic": {"landscape": "quadratic"},
    "moving minimum": {"landscape": "quadratic", "speed": 0.01},
    "valley": {"landscape": "rosenbrock"},
}
TENTH = "steps that lose less than a tenth of their length hardly slow a training"
QUARTER = "a quarter of the loss more or less is seen in any curve"


def wanders(label: str, rate: float) -> Method:
    """SGD that starts in the minimum, under noise."""
    return method(label, simulation=part("wandering", learning_rate=rate))


def smooths(label: str, optimizer: Part, rate: float) -> Method:
    """A walk down a slope under noise that is larger than the slope."""
    return method(label, simulation=part("step_noise", optimizer=optimizer, learning_rate=rate))


def lasts(label: str, optimizer: str) -> Method:
    """A thousand steps under gradients that do not change in kind."""
    return method(label, simulation=part("effective_rate", optimizer=part(optimizer)))


def descends(label: str, optimizer: Part) -> Method:
    """Twenty steps down a quadratic with little noise, each rate tried."""
    return method(label, RATES, simulation=part("first_steps", optimizer=optimizer, steps=20))


def walks(label: str, optimizer: str, ground: str) -> Method:
    """A thousand steps with little noise, each rate tried."""
    return method(f"{label}, {ground}", LONG, simulation=part("long_walk", optimizer=part(optimizer), **GROUND[ground]))


def further(id: str, text: str, ground: str, headline: bool = False) -> Claim:
    """The claim that RMSProp has less of the loss left than AdaGrad after a long walk."""
    return Claim(
        id=id,
        text=text,
        pairs=((f"RMSProp, {ground}", f"AdaGrad, {ground}"),),
        measure="loss_left",
        margin=0.1,
        reason=QUARTER,
        headline=headline,
    )


STUDY = Study(
    name="optimizer_steps",
    title="Steps of optimizers",
    question="What does one step of an optimizer do: does it wander, smooth, shrink, and begin too large?",
    notes="Plain SGD wanders around the minimum. Momentum smooths noisy gradients and, with β = 0.9, ends up ten times "
    "as fast on a slope. AdaGrad's step shrinks until it may stop before the minimum; RMSProp repairs that. Adam's "
    "bias correction matters in the first steps.",
    doubt="Under noise a step that shrinks may be what is needed to settle. A step that begins too large may be mended "
    "by a smaller learning rate, so walks are compared each at its own best rate.",
    base=None,
    methods=(
        wanders("SGD at 0.1", 0.1),
        wanders("SGD at 0.4", 0.4),
        smooths("SGD under noise", part("sgd"), 0.01),
        smooths("SGD under noise, tenfold rate", part("sgd"), 0.1),
        smooths("Momentum under noise", part("momentum", momentum=0.9), 0.01),
        method("Momentum on a slope", simulation=part("terminal_speed", momentum=0.9)),
        lasts("SGD", "sgd"),
        lasts("AdaGrad", "adagrad"),
        lasts("RMSProp", "rmsprop"),
        *(
            walks(label, optimizer, ground)
            for ground in GROUND
            for label, optimizer in {"AdaGrad": "adagrad", "RMSProp": "rmsprop"}.items()
        ),
        descends("Adam", part("adam")),
        descends("Adam without its correction", part("adam", bias_correction=False)),
    ),
    claims=(
        Claim(
            id="M1",
            text="Under noise σ plain SGD wanders around the minimum of ½ λ x²: its variance rises to "
            "η σ² / (λ (2 − η λ)).",
            pairs=(("SGD at 0.1", THEORY), ("SGD at 0.4", THEORY)),
            measure="error",
            margin=0.05,
            reason="2,000 walks alone scatter by 3 %",
            kind="exact",
        ),
        Claim(
            id="M2",
            text="Momentum smooths the noise: its steps change direction less than SGD's, at the same rate and at the "
            "same terminal speed.",
            pairs=(
                ("Momentum under noise", "SGD under noise"),
                ("Momentum under noise", "SGD under noise, tenfold rate"),
            ),
            measure="direction_spread",
            margin=0.1,
            reason="a tenth of the way from no memory to a straight line",
        ),
        Claim(
            id="M2",
            text="On a slope of 1, momentum's speed rises to η / (1 − β): ten times the rate for β = 0.9.",
            pairs=(("Momentum on a slope", THEORY),),
            measure="error",
            margin=1e-5,
            reason="round-off of float32 stays below",
            kind="exact",
        ),
        Claim(
            id="M4",
            text="AdaGrad's steps shrink, where SGD's stay as they are.",
            pairs=(("SGD", "AdaGrad"),),
            measure="shrinkage",
            margin=0.1,
            reason=TENTH,
            headline=True,
        ),
        further("M4", "AdaGrad may stop before the minimum of a quadratic: RMSProp gets further.", "quadratic"),
        further("M4", "It falls behind a minimum that moves: RMSProp follows more closely.", "moving minimum"),
        further("M5", "RMSProp gets further along a long curved valley.", "valley", headline=True),
        Claim(
            id="M5",
            text="RMSProp's steps shrink less than AdaGrad's.",
            pairs=(("RMSProp", "AdaGrad"),),
            measure="shrinkage",
            margin=0.1,
            reason=TENTH,
        ),
        Claim(
            id="M6",
            text="Without its bias correction, Adam's first steps are too large for the rate.",
            pairs=(("Adam", "Adam without its correction"),),
            measure="largest_step",
            margin=0.5,
            reason="half a rate more is less than the next rate of any grid",
        ),
        Claim(
            id="M6",
            text="Adam's bias correction lowers the loss after 20 steps, with and without it each at its best rate.",
            pairs=(("Adam", "Adam without its correction"),),
            measure="loss_left",
            margin=0.1,
            reason=QUARTER,
        ),
    ),
    charts=(
        Chart(
            kind="curves",
            title="SGD wanders around the minimum",
            x="step",
            y=("variance", "theory"),
            x_label="step",
            y_label="variance over 2,000 walks",
            methods=("SGD at 0.1", "SGD at 0.4"),
        ),
        Chart(
            kind="curves",
            title="Length of a step under gradients that do not change",
            x="step",
            y=("displacement",),
            x_label="step",
            y_label="root mean square step",
            methods=("SGD", "AdaGrad", "RMSProp"),
            x_log=True,
            y_log=True,
        ),
        Chart(
            kind="curves",
            title="Adam's first steps",
            x="step",
            y=("move",),
            x_label="step",
            y_label="mean move, in units of the rate",
            methods=("Adam", "Adam without its correction"),
        ),
        Chart(
            kind="curves",
            title="Loss on the way along a curved valley, each at its best rate",
            x="step",
            y=("loss",),
            x_label="step",
            y_label="mean loss",
            methods=("AdaGrad, valley", "RMSProp, valley"),
            y_log=True,
        ),
    ),
    contest=False,
)
