"""The best of a search, trained again: a winner of many trials owes a part of its score to luck."""

from dataclasses import dataclass

from experiments.record import Record
from experiments.tuning.assembly import trial
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
    known = [one for one in answers if one.score is not None]
    ranked = sorted(known, key=lambda one: (sign * one.score, one.question.number))  # type: ignore[operator]
    found: dict[str, Answer] = {}
    for one in ranked:
        found.setdefault(str(one.question.values), one)
    return list(found.values())[:most]


def confirm(search: Search, objective: tuple[str, str], answers: list[Answer], train: Train) -> list[Finalist]:
    """Finalists, best first, fold by fold; the first of a fold is its winner. Empty if every trial failed.

    An ordinary search trains its best again, for all epochs, on replicates that the search has not seen: other
    splits, other weights. The best mean validation score there wins, and its test scores there are reported. Rows may
    be in one replicate's test part and another's validation part; only a nested search keeps test rows out of
    everything. There nothing is trained again: each split's winner is judged on the split's own test rows.
    """
    name, direction = objective
    if search.nested or not search.budget.confirmed:
        found = []
        for fold, replicates in enumerate(folds(search)):
            for one in leaders([each for each in answers if each.fold == fold], direction, 1):
                found.append(Finalist(one, replicates, one.records, one.scores, won=True))
        return found
    budget = search.budget
    fresh = tuple(range(budget.replicates, budget.replicates + max(1, budget.confirmations)))
    best = leaders(answers, direction, budget.confirmed)
    trials = [[trial(search, one.question.values, budget.epochs, replicate) for replicate in fresh] for one in best]
    records = train(list({each.key: each for some in trials for each in some}.values())) if best else {}
    finalists = []
    for one, some in zip(best, trials, strict=True):
        found = tuple(records[each.key] for each in some)
        scores = tuple(score(record, name, direction, search.choose) for record in found)
        finalists.append(Finalist(one, fresh, found, scores))
    return crowned(finalists, direction)


def crowned(finalists: list[Finalist], direction: str) -> list[Finalist]:
    """The finalists in order, the first as the winner; those with a failed replicate come last and never win."""
    sign = -1 if direction == "max" else 1
    ranked = sorted(finalists, key=lambda one: (one.score is None, sign * (one.score or 0.0)))
    return [
        Finalist(one.answer, one.replicates, one.records, one.scores, won=place == 0 and one.score is not None)
        for place, one in enumerate(ranked)
    ]
