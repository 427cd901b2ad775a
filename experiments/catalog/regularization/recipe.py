"""From what helps on these data, one network: technique by technique in order of gain.

The network as it was is tuned as well: it has the best learning rate of the same grid. With a network of one's own,
what it has stays as it is, and only what a technique is about becomes other. Strengths are usual ones; a technique is
tried at each of them, and only its best goes into the recipe.
Cost: 12 techniques with 23 settings at 3 rates on 8 replicates, some ten combinations of them, 20 replicates of each
technique; at the quick scale a setting a technique at 2 rates, a minute on one core.
Run: python -m experiments.run recipe
"""

from experiments.advice import Recipe, Technique
from experiments.catalog.parts import MOVING, mlp
from experiments.catalog.scales import full, quick
from experiments.spec import Trial, part
from experiments.study import Method, Study, method

PLAIN = "the network as it was"
RATES = (0.001, 0.003, 0.01)
TECHNIQUES: dict[str, tuple[Method, ...]] = {
    "another optimizer": (
        method("Nesterov momentum", (0.01, 0.03, 0.1), optimizer=part("nesterov")),
        method("Nadam", optimizer=part("nadam"), scale="standard"),
        method("Muon", optimizer=part("muon"), scale="standard"),
    ),
    "a schedule": (
        method("1cycle", schedule=part("one_cycle")),
        method("exponential decay", schedule=part("exponential", decay_share=1.0, decay_rate=0.1), scale="standard"),
    ),
    "another activation": (
        method("SiLU", model=part("base", activation=part("silu"))),
        method("ELU", model=part("base", activation=part("elu")), scale="standard"),
    ),
    "other initial weights": (
        method("Glorot's initial weights", model=part("base", initializer=part("glorot_uniform"))),
        method("orthogonal initial weights", model=part("base", initializer=part("orthogonal")), scale="standard"),
    ),
    "normalisation": (
        method("batch normalisation", model=part("base", batch_normalization="before", moving=MOVING)),
        method(
            "batch normalisation after the activation",
            model=part("base", batch_normalization="after", moving=MOVING),
            scale="standard",
        ),
    ),
    "dropout": (
        method("dropout 0.2", model=part("base", dropout=0.2)),
        method("dropout 0.1", model=part("base", dropout=0.1), scale="standard"),
        method("dropout 0.5", model=part("base", dropout=0.5), scale="standard"),
    ),
    "weight decay": (
        method("weight decay 0.3", optimizer=part("base", weight_decay=0.3)),
        method("weight decay 0.1", optimizer=part("base", weight_decay=0.1), scale="standard"),
    ),
    "another batch size": (
        method("batches of 128", batch_size=128),
        method("batches of 16", batch_size=16, scale="standard"),
    ),
    "early stopping": (method("early stopping", stopping=part("early_stopping", patience=10)),),
    "gradient clipping": (method("gradient clipping", optimizer=part("base", global_clipnorm=1.0)),),
    "other scaling of inputs": (
        method("inputs by quantile", data=part("base", scaling="quantile")),
        method("inputs from 0 to 1", data=part("base", scaling="min_max"), scale="standard"),
    ),
    "class weights": (method("balanced class weights", data=part("base", class_weights="balanced")),),
}

STUDY = Study(
    name="recipe",
    title="The recipe",
    question="Which techniques together make the network better on these data, and by how much?",
    notes="Each technique of the notes helps: so all of them together should help most.",
    doubt="Several act against the same thing. The second may find nothing left to do, or be in the way.",
    base=Trial(
        data=part("digits", scaling="standard"),
        model=mlp((64, 64)),
        optimizer=part("adam"),
        epochs=30,
    ),
    methods=(method(PLAIN), *(each for methods in TECHNIQUES.values() for each in methods)),
    rates=RATES,
    recipe=Recipe(
        PLAIN,
        tuple(Technique(name, tuple(each.label for each in methods)) for name, methods in TECHNIQUES.items()),
    ),
    tuning=8,
    replicates=20,
    contest=False,
    scales=(quick(rates=(0.001, 0.01), thin=2, replicates=10), full(replicates=40)),
)
