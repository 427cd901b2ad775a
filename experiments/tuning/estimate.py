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
    wanted = [trial(search, question.values, question.epochs, n) for question in asked for n in splits[0]]
    first = list({trial.key: trial for trial in wanted}.values())
    check_names(first)
    grouped = groups([trial for trial in first if not misfit(trial)], engine)
    trials, epochs = size(search, direction)
    times = len(splits) * len(splits[0])
    again = 0 if search.nested else search.budget.confirmed * search.budget.confirmations
    total = epochs * times + again * search.budget.epochs
    share = total / max(1, sum(trial.until for trial in first))
    return Estimate(
        trials=trials * len(splits),
        before=before,
        trainings=trials * times + again,
        epochs=total,
        programs=len(grouped),
        seconds=share * sum(seconds(group) for group in grouped),
        first=tuple(first),
    )


def size(search: Search, direction: str) -> tuple[int, int]:
    """Settings that one oracle asks for, and their epochs; Hyperband's depend on no score, a grid may be smaller."""
    if search.oracle not in ("hyperband", "grid"):
        return search.budget.trials, search.budget.trials * search.budget.epochs
    asker = Asker(search, direction, search.seed)
    while asked := asker.ask():
        for question in asked:
            asker.tell(question, float(question.number))
    return len(asker.asked), asker.spent
