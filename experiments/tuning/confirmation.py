"""The best of a search, trained again: a winner of many trials owes a part of its score to luck."""

from dataclasses import dataclass, replace

from experiments.record import Record
from experiments.tuning.assembly import final_trial
from experiments.tuning.loop import Answer, Train, folds
from experiments.tuning.scoring import mean, score
from tuner_configs.search import Search


@dataclass(frozen=True)
class Finalist:
    """One of the best, with what it reached on fresh replicates.

    Attributes:
        answer: its answer in the search.
        replicates, records, scores: of the trainings that count for it; scores are of the validation rows.
        won: whether it is the winner, which alone is judged by its test scores.
    """

    answer: Answer
    replicates: tuple[int, ...]
    records: tuple[Record, ...]
    scores: tuple[float | None, ...]
    won: bool = False

    @property
    def score(self) -> float | None:
        """The mean validation score over its replicates."""
        return mean(list(self.scores))

    def tests(self, name: str) -> list[float]:
        """The winner's test scores.

        Raises:
            ValueError: it did not win, so nobody looks at its test rows.
        """
        if not self.won:
            raise ValueError("Only the winner of a search is judged on test data.")
        return [record.scores["test"][name] for record in self.records if record.status == "ok"]


def leaders(answers: list[Answer], direction: str, most: int) -> list[Answer]:
    """The best distinct settings of a search, best first; earlier ones first where scores are equal."""
    sign = -1 if direction == "max" else 1
    scored = [answer for answer in answers if answer.score is not None]
    ranked = sorted(scored, key=lambda answer: (sign * answer.score, answer.question.number))  # type: ignore[operator]
    distinct: dict[str, Answer] = {}
    for answer in ranked:
        distinct.setdefault(str(answer.question.values), answer)
    return list(distinct.values())[:most]


def confirm(search: Search, objective: tuple[str, str], answers: list[Answer], train: Train) -> list[Finalist]:
    """Finalists, best first, fold by fold; the first of a fold is its winner. Empty if every trial failed.

    An ordinary search trains its best again, for all epochs, on replicates that the search has not seen: other
    splits, other weights. The best mean validation score there wins, and its test scores there are reported. Rows may
    be in one replicate's test part and another's validation part; only a nested search keeps test rows out of
    everything. There nothing is trained again: each split's winner is judged on the split's own test rows.
    """
    name, direction = objective
    if search.nested or not search.budget.confirmed:
        winners = [
            (answer, replicates)
            for fold, replicates in enumerate(folds(search))
            for answer in leaders([answer for answer in answers if answer.fold == fold], direction, 1)
        ]
        return [Finalist(answer, replicates, answer.records, answer.scores, won=True) for answer, replicates in winners]
    budget = search.budget
    fresh = tuple(range(budget.replicates, budget.replicates + max(1, budget.confirmations)))
    best = leaders(answers, direction, budget.confirmed)
    trials = [[final_trial(search, answer.question.values, replicate) for replicate in fresh] for answer in best]
    distinct = {planned.key: planned for group in trials for planned in group}
    results = train(list(distinct.values())) if best else {}
    finalists = []
    for answer, trained in zip(best, trials, strict=True):
        records = tuple(results[planned.key] for planned in trained)
        scores = tuple(score(record, name, direction, search.choose) for record in records)
        finalists.append(Finalist(answer, fresh, records, scores))
    return crowned(finalists, direction)


def crowned(finalists: list[Finalist], direction: str) -> list[Finalist]:
    """The finalists in order, the first as the winner; those with a failed replicate come last and never win."""
    sign = -1 if direction == "max" else 1
    ranked = sorted(finalists, key=lambda finalist: (finalist.score is None, sign * (finalist.score or 0.0)))
    return [replace(finalist, won=rank == 0 and finalist.score is not None) for rank, finalist in enumerate(ranked)]
