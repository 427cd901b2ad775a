"""The search itself: ask for a batch, train it, tell the scores, until the budget is spent; then confirm the best."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from experiments.record import Record
from experiments.spec import Trial
from experiments.tuning.assembly import trial
from experiments.tuning.oracles import Asker, Question, mixed_seed
from experiments.tuning.scoring import mean, score
from tuner_configs.search import Search


class Train(Protocol):
    """Trains, or looks up, lists of distinct trials, each to begin, or to go on, at one epoch; records by key."""

    def __call__(self, *batch: list[Trial]) -> dict[str, Record]: ...


@dataclass(frozen=True)
class Answer:
    """What came of one question: every training of it, as it was.

    Attributes:
        fold: which outer split, 0 in an ordinary search.
        batch: which batch of questions.
        question: what was asked for.
        records: one a replicate.
        scores: of the validation rows, one a replicate; None where it failed.
        reported: the score that the oracle was given, if any.
        seconds: its share of the batch's time.
    """

    fold: int
    batch: int
    question: Question
    records: tuple[Record, ...]
    scores: tuple[float | None, ...]
    reported: float | None
    seconds: float

    @property
    def score(self) -> float | None:
        """The mean over the replicates."""
        return mean(list(self.scores))

    @property
    def status(self) -> str:
        """`ok`, or how the first replicate failed that did."""
        return next((record.status for record in self.records if record.status != "ok"), "ok")

    @property
    def reason(self) -> str:
        """Why it failed, if it did."""
        return next((record.reason for record in self.records if record.status != "ok"), "")


def folds(search: Search) -> list[tuple[int, ...]]:
    """The replicates on which each oracle's trials are trained: one split each in a nested search."""
    if search.nested:
        return [(fold,) for fold in range(search.nested)]
    return [tuple(range(search.budget.replicates))]


def batches(
    search: Search,
    objective: tuple[str, str],
    train: Train,
    go_on: Callable[[list[Trial]], bool] = lambda _: True,
    clock: Callable[[], float] = time.perf_counter,
    replicates: tuple[int, ...] | None = None,
) -> Iterator[list[Answer]]:
    """Batch by batch, what was asked and what came of it.

    An oracle depends on its seed and on the scores it was given. So a search that was interrupted is simply done
    again: `train` answers from the store what it finds there, and every decision comes out as before.

    Args:
        search: the search.
        objective: the validation metric and its direction.
        train: who trains.
        go_on: asked before each batch, with its trials; False ends the search.
        clock: seconds.
        replicates: on which a search that is not nested trains, instead of its first ones.
    """
    name, direction = objective
    splits = folds(search) if replicates is None else [replicates]
    askers = [Asker(search, direction, mixed_seed(search.seed, fold)) for fold in range(len(splits))]
    for batch in count():
        asked = [(fold, question) for fold, asker in enumerate(askers) for question in asker.ask()]
        trials = [
            [trial(search, question.values, question.epochs, replicate) for replicate in splits[fold]]
            for fold, question in asked
        ]
        wanted = {
            planned.key: (question.since, planned)
            for (_, question), planned_trials in zip(asked, trials, strict=True)
            for planned in planned_trials
        }
        if not asked or not go_on([planned for _, planned in wanted.values()]):
            return
        together: dict[int, list[Trial]] = {}
        for since, planned in wanted.values():
            together.setdefault(since, []).append(planned)
        started = clock()
        records = train(*together.values())
        seconds = (clock() - started) / len(asked)
        answers = []
        for (fold, question), trained in zip(asked, trials, strict=True):
            results = tuple(records[planned.key] for planned in trained)
            scores = tuple(score(record, name, direction, search.choose) for record in results)
            reason = next((record.reason for record in results if record.reason), f"there is no {name}")
            reported = askers[fold].tell(question, mean(list(scores)), reason)
            answers.append(Answer(fold, batch, question, results, scores, reported, seconds))
        yield answers
