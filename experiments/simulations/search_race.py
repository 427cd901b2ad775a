"""A search of a small network: what it finds, and how far it stays behind another, random one (claim N9)."""

from functools import lru_cache

from experiments.data import load
from experiments.record import Outcome, Record
from experiments.spec import Part, part
from experiments.tuning.confirmation import leaders
from experiments.tuning.loop import Answer, batches
from experiments.tuning.memory import Memory
from experiments.tuning.scoring import metric
from tuner_configs.search import Budget, Choice, Float, Search

SPACE = (
    Float("optimizer.learning_rate", 1e-5, 10.0, "log"),
    Float("optimizer.beta_1", 0.5, 0.999, "reverse_log"),
    Float("optimizer.beta_2", 0.5, 0.9999, "reverse_log"),
    Float("optimizer.epsilon", 1e-8, 1.0, "log"),
    Float("optimizer.weight_decay", 1e-4, 1.0, "log"),
)
DEFAULTS = ("sgd", "momentum", "rmsprop", "adam", "adamw")  # at a rate of 0.01 for the first two, else 0.001
RATES = (0.01, 0.01, 0.001, 0.001, 0.001)
REFERENCE = 500_000  # added to the seed of the random search that is to be beaten
MARKS = 50  # points of the curve
STACKS, STACK = {"bayesian": 8, "grid": 1}, 32  # trials at once; those of a grid share no program


def search_race(
    seed: int,
    spec: Part | None = None,
    replicate: int = 0,
    kind: str = "random",
    trials: int = 26,
    epochs: int = 9,
) -> Outcome:
    """One search on one replicate of a data set (`spec`; the wines by default).

    Kinds: `random`, `bayesian` and `hyperband` vary AdamW's rate, both betas, epsilon and weight decay, with a budget
    of `trials` x `epochs` epochs. `default` trains AdamW's defaults once. `defaults` trains five optimizers once each
    at usual rates, and keeps the best on the validation rows; `one` tries five random settings of AdamW instead.

    Values: `chosen_validation` and `chosen_test`, the chosen setting's scores; `regret`, how far the best validation
    score so far falls short of the best of another random search of the whole budget, mean over the budget.
    """
    data = spec or Part("wine")
    objective = metric("score", load(data).score)
    answers = searched(data, replicate, kind, seed, trials, epochs)
    best = leaders(answers, "max", 1)
    rival = leaders(searched(data, replicate, "random", seed + REFERENCE, trials, epochs), "max", 1)
    goal = max(answer.score or 0.0 for answer in rival) if rival else 0.0
    steps = [0, *progress(answers)]
    heights = [0.0, *so_far(answers)]
    budget = trials * epochs
    marks = [budget * mark / MARKS for mark in range(MARKS + 1)]
    curve = [max(h for s, h in zip(steps, heights, strict=True) if s <= mark) for mark in marks]
    record = best[0].records[0] if best else None
    return Outcome(
        values={
            "chosen_validation": value(record, "validation", objective[0]),
            "chosen_test": value(record, "test", objective[0]),
            "regret": goal - sum(curve) / len(curve),
        },
        curves={"epochs trained": marks, "best validation score": curve},
    )


def value(record: Record | None, split: str, name: str) -> float:
    """A score of the chosen setting; 0, a constant guess at best, if every trial failed."""
    return float(record.scores[split][name]) if record else 0.0


def progress(answers: list[Answer]) -> list[int]:
    """Epochs trained after each answer."""
    spent, steps = 0, []
    for answer in answers:
        spent += answer.question.cost
        steps.append(spent)
    return steps


def so_far(answers: list[Answer]) -> list[float]:
    """The best validation score after each answer; 0 before there is one."""
    best, heights = 0.0, []
    for answer in answers:
        best = max(best, answer.score or 0.0)
        heights.append(best)
    return heights


@lru_cache(maxsize=64)
def searched(data: Part, replicate: int, kind: str, seed: int, trials: int, epochs: int) -> list[Answer]:
    """The answers of one search; searches of one seed share nothing but the data."""
    race = search(data, replicate, kind, seed, trials, epochs)
    answers: list[Answer] = []
    objective = metric("score", load(data).score)
    train = Memory(race.at_once)
    for batch in batches(race, objective, train, replicates=(replicate,)):
        answers += batch
    return answers


def search(data: Part, replicate: int, kind: str, seed: int, trials: int, epochs: int) -> Search:
    """The search of a kind. The oracle's seed differs between replicates, as the data do."""
    few = kind in ("defaults", "one")
    space = SPACE
    if kind == "default":
        space = (Choice("optimizer.learning_rate", (0.001,)),)
    if kind == "defaults":
        space = (Choice("optimizer", tuple(part(n, learning_rate=r) for n, r in zip(DEFAULTS, RATES, strict=True))),)
    oracle = {"default": "grid", "defaults": "grid", "one": "random"}.get(kind, kind)
    return Search(
        name="race",
        title="Race",
        question="",
        space=space,
        model=part("mlp", hidden=(64, 64)),
        data=data,
        optimizer=part("adamw", learning_rate=0.001),
        oracle=oracle,
        budget=Budget(len(DEFAULTS) if few else trials, epochs),
        batch=STACKS.get(oracle, STACK),
        seed=seed + replicate + 1,
    )
