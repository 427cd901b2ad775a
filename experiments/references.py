"""Reference models: simulations that every run on a table adds, so that its pages can say whether a network pays."""

from collections.abc import Iterable
from math import prod

from experiments.data import load, sizes
from experiments.data.options import OPTIONS
from experiments.names import VIEW
from experiments.spec import Part, Trial, digest, part
from experiments.study import Study, method
from tuner_configs.search import Search

MOST = 5  # reported replicates on which they are fitted: the first ones of a study
LARGEST = 10_000_000  # numbers to read, rows x features x outputs, beyond which they take minutes
HARMLESS = ("folds", "imputation", "score", "seed")  # options that leave a study about its table as it is
MODELS = {
    "constant guess": "constant",
    "linear model": "linear",
    "gradient boosting": "gradient_boosting",
}


def companions(studies: Iterable[Study]) -> list[Study]:
    """The reference models of some studies, as studies without a page, one a table and a number of tuning replicates.

    They see the splits of the studies' first reported replicates, so that networks and reference models are paired.
    """
    wanted: dict[tuple[Part, int, int], int] = {}
    for study in studies:
        if study.base is None or study.own_data or all(method.simulation for method in study.methods):
            continue
        if apt(data := viewless(study.base.data)):
            splits = (data, study.tuning, study.seed)
            wanted[splits] = max(wanted.get(splits, 0), min(MOST, study.replicates))
    return [companion(data, first, count, seed) for (data, first, seed), count in wanted.items()]


def beside_search(search: Search) -> list[Study]:
    """The reference models on the splits on which a search's winner is judged; none where it searches among data."""
    again = search.budget.confirmed and not search.nested
    first = search.budget.replicates if again else 0
    count = max(1, search.budget.confirmations) if again else search.nested or search.budget.replicates
    if any(parameter.name == "data" for parameter in search.space) or not apt(data := viewless(search.data)):
        return []
    return [companion(data, first, min(MOST, count), search.base_seed or 0)]


def companion(data: Part, first: int, count: int, seed: int) -> Study:
    """The reference models on some replicates of a table, from `first` on."""
    return Study(
        name=f"reference models {digest((data, first, seed))[:12]}",
        title="Reference models",
        question="Is a network worth it here?",
        notes="",
        doubt="",
        base=Trial(data=data, model=part("mlp"), optimizer=part("sgd")),  # simulations take its data alone
        methods=tuple(
            method(label, simulation=part("reference_model", model=model), data=part("base"))
            for label, model in MODELS.items()
        ),
        tuning=first,
        replicates=count,
        contest=False,
        seed=seed,
        reference=True,
    )


def viewless(data: Part) -> Part:
    """The data without their scaling, which is the networks' own matter."""
    return data.but(**dict.fromkeys(VIEW))


def apt(data: Part) -> bool:
    """Whether reference models are fitted to data: a table as it is, of a size that takes seconds."""
    if any(option in OPTIONS and option not in HARMLESS for option, _ in data.options):
        return False
    table = load(data)
    return table.x.ndim == 2 and sizes(data, 0)[0] * prod(table.x.shape[1:]) * table.outputs <= LARGEST


def sentences(fits: int) -> list[str]:
    """What a plan says of the reference models that are still to be fitted."""
    *first, last = MODELS
    names = f"{', '.join(first)} and {last}"
    return [f"beside the networks: {names}, {fits} fits (--no-references leaves them out)"] if fits else []
