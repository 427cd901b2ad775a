"""Lion, Muon and Schedule-Free AdamW beside Adam, each at its own best learning rate.

Beyond the notes. Their papers report runs that are 1.35 to 2.3 times shorter than Adam's (Chen et al. 2023; Jordan et
al. 2024) and end as low as with a schedule (Defazio et al. 2024). Where Adam is tuned as carefully, gains shrink to 1.1
to 1.4 times (Wen et al. 2025, "Fantastic pretraining optimizers and where to find them"). Here every method tries the
same rates, a wide grid, because Lion's best is some ten times smaller than Adam's. For all but Schedule-Free AdamW,
which needs no schedule, the rate falls in the second half. The margins were decided before the first run.
Cost: 4 methods x 7 rates x 5 replicates of a small network, and up to 40 of each at its best rate; 20 seconds on two
cores.
Run: python -m experiments.run newer_optimizers
"""

from experiments.catalog.parts import HALF, SETTLING, mlp
from experiments.catalog.reasons import HALF_POINT, QUARTER
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Study, method

LION, MUON, FREE, ADAM = "Lion", "Muon", "Schedule-Free AdamW, held constant", "Adam"


def higher(id: str, text: str, treatment: str, kind: str = "better") -> Claim:
    """The claim that an optimizer ends better than Adam."""
    return Claim(id, text, ((treatment, ADAM),), "test_score", 0.005, HALF_POINT, kind, headline=True)


def sooner(id: str, treatment: str) -> Claim:
    """The claim that an optimizer reaches the target before Adam."""
    text = f"{treatment} reaches the target sooner than tuned Adam."
    return Claim(id, text, ((treatment, ADAM),), "log_steps_to_target", 0.32, QUARTER)


STUDY = Study(
    name="newer_optimizers",
    title="Newer optimizers",
    question="Do newer optimizers beat Adam where all of them are tuned alike?",
    notes="Beyond the notes: each newer optimizer was published as better or faster than Adam or AdamW.",
    doubt="A method looks better beside an Adam that was tuned less. Most were made for large language models, and a "
    "small network may leave nothing to gain.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        schedule=SETTLING,
        epochs=20,
        early="steps",
    ),
    methods=(
        method(ADAM),
        method(LION, optimizer=part("lion")),
        method(MUON, optimizer=part("muon")),
        method(FREE, optimizer=part("schedule_free_adamw"), schedule=None, scale="standard"),
    ),
    rates=(0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    claims=(
        higher("X8", "Lion ends better than tuned Adam.", LION),
        sooner("X8", LION),
        higher("X9", "Muon ends better than tuned Adam.", MUON),
        sooner("X9", MUON),
        higher(
            "X10",
            "Without a schedule, Schedule-Free AdamW ends at least as well as Adam with one.",
            FREE,
            "at least as good",
        ),
    ),
    scales=(quick(rates=(0.0003, 0.001, 0.003, 0.01, 0.03)),),
)
