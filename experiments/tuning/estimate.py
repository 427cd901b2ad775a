"""What a search would take, from its first batch: the oracle asks the same again when it is done for good."""

from dataclasses import dataclass

from experiments.build import check_names
from experiments.engines.cost import seconds
from experiments.engines.grouping import groups
from experiments.spec import Trial
from experiments.tuning.assembly import trial
from experiments.tuning.loop import folds
from experiments.tuning.oracles import Asker
from experiments.tuning.training import misfit
from tuner_configs.search import Search


@dataclass(frozen=True)
class Estimate:
    """Settings to try, those asked in an earlier run, trainings, epochs of all; programs of a batch; seconds.

    `first` are the trials of the first batch.
    """

    trials: int
    before: int
    trainings: int
    epochs: int
    programs: int
    seconds: float
    first: tuple[Trial, ...] = ()


def estimate(search: Search, direction: str, before: int, engine: str) -> Estimate:
    """A rough plan. Raises `UserError` where the search names something that is not there."""
    splits = folds(search)
    asked = Asker(search, direction, search.seed).ask()
    made = [trial(search, one.values, one.epochs, each) for one in asked for each in splits[0]]
    first = list({one.key: one for one in made}.values())
    check_names(first)
    found = groups([one for one in first if not misfit(one)], engine)
    trials, epochs = size(search, direction)
    times = len(splits) * len(splits[0])
    again = 0 if search.nested else search.budget.confirmed * search.budget.confirmations
    total = epochs * times + again * search.budget.epochs
    share = total / max(1, sum(one.until for one in first))
    return Estimate(
        trials=trials * len(splits),
        before=before,
        trainings=trials * times + again,
        epochs=total,
        programs=len(found),
        seconds=share * sum(seconds(group) for group in found),
        first=tuple(first),
    )


def size(search: Search, direction: str) -> tuple[int, int]:
    """Settings that one oracle asks for, and their epochs; Hyperband's depend on no score, a grid may be smaller."""
    if search.oracle not in ("hyperband", "grid"):
        return search.budget.trials, search.budget.trials * search.budget.epochs
    asker = Asker(search, direction, search.seed)
    while asked := asker.ask():
        for one in asked:
            asker.tell(one, float(one.number))
    return len(asker.asked), asker.spent
