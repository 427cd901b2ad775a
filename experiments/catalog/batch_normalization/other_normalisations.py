"""Layer and group normalisation beside batch normalisation, in batches of 4 and of 32.

Beyond the notes. Ba, Kiros and Hinton 2016 normalise each row by its own units, which no small batch disturbs; Wu and
He 2018 do so in groups of feature maps: about as good as batch normalisation at 32 rows a worker, far better at 2 to 4.
The network has a convolution of 8 maps on 8x8 images, 500 of them, normalised before the activation, in 4 groups of
maps; 578 more images judge. The margins were decided before the first run.
Cost: 5 methods x 3 rates x 5 replicates of a small network, and up to 40 of each at its best rate; half a minute on two
cores.
Run: python -m experiments.run other_normalisations
"""

from experiments.catalog.parts import HALF, MOVING
from experiments.catalog.reasons import HALF_POINT
from experiments.catalog.scales import quick
from experiments.spec import Trial, part
from experiments.study import Claim, Method, Study, method

BATCHES = {"small": 4, "usual": 32}
WAYS = {"batch": "before", "layer": "layer", "group": "group"}


def normalised(way: str, size: str) -> Method:
    """A way to normalise, in batches of a size."""
    model = part("base", batch_normalization=WAYS[way], moving=MOVING)
    return method(label(way, size), model=model, batch_size=BATCHES[size])


def label(way: str, size: str) -> str:
    """A method's name."""
    return f"{way} normalisation, batches of {BATCHES[size]}"


def scores(id: str, text: str, treatment: str, baseline: str, size: str, kind: str = "better") -> Claim:
    """A claim about the test score of two ways at one batch size."""
    pair = (label(treatment, size), label(baseline, size))
    return Claim(id, text, (pair,), "test_score", 0.005, HALF_POINT, kind)


STUDY = Study(
    name="other_normalisations",
    title="Layer and group normalisation",
    question="Is it better to normalise each row by itself than over the batch?",
    notes="Beyond the notes, which know batch normalisation alone: by layer or group it is said to be better in tiny "
    "batches and no worse in usual ones.",
    doubt="What a batch adds in noise may help against overfitting, and a row of few units has noisy moments, too.",
    base=Trial(
        data=part("digits", scaling="standard", **HALF),
        model=part("cnn", filters=(8,)),
        optimizer=part("adam"),
        epochs=5,
    ),
    methods=(*(normalised(way, "small") for way in WAYS), *(normalised(way, "usual") for way in ("batch", "group"))),
    rates=(0.001, 0.003, 0.01),
    claims=(
        scores("X18", "In tiny batches layer normalisation beats batch normalisation.", "layer", "batch", "small"),
        scores("X19", "In tiny batches group normalisation beats batch normalisation.", "group", "batch", "small"),
        scores(
            "X20",
            "In usual batches group normalisation is no worse than batch normalisation.",
            "group",
            "batch",
            "usual",
            "at least as good",
        ),
    ),
    scales=(quick(rates=(0.001, 0.01)),),
)
