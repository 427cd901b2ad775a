"""The loop on invented records: epochs, failures, replicates, confirmation, nesting and the clock."""

import math

import pytest

from experiments.record import Record
from experiments.tuning.confirmation import confirm
from experiments.tuning.loop import batches
from experiments.tuning.scoring import metric, score
from tests.tuning.samples import search

OBJECTIVE = ("accuracy", "max")


class Invented:
    """Trains nothing: the score is the dropout rate plus what the replicate adds; some rates diverge."""

    def __init__(self, luck=lambda trial: 0.0, diverges=lambda trial: False):
        self.luck, self.diverges, self.trials = luck, diverges, []

    def __call__(self, *batch):
        trials = [trial for trials in batch for trial in trials]
        self.trials += trials
        return {trial.key: self.record(trial) for trial in trials}

    def record(self, trial):
        if self.diverges(trial):
            return Record(trial.key, "diverged", "the loss was no longer finite in epoch 1")
        value = trial.model.get("l2") + self.luck(trial)
        scores = {split: {"accuracy": value + add} for split, add in (("validation", 0.0), ("test", 5.0))}
        return Record(trial.key, "ok", scores=scores)


def answers(made, train, **options):
    return [answer for batch in batches(made, OBJECTIVE, train, **options) for answer in batch]


def test_a_trial_is_worth_what_its_kept_weights_are_worth_never_its_luckiest_epoch():
    curve = [0.2, 0.9, 0.5, 0.6]
    record = Record("k", "ok", best_epoch=3, scores={"validation": {"accuracy": 0.5}},
                    curves={"validation": {"accuracy": curve}})  # fmt: skip
    assert score(record, "accuracy", "max") == 0.5
    assert score(record, "accuracy", "max", "last") == 0.6
    assert score(record, "accuracy", "max", "best") == 0.9
    assert score(record, "accuracy", "min", "best") == 0.2
    assert score(Record("k", "diverged"), "accuracy", "max", "best") is None
    assert metric("score", "r2") == ("r2", "max")
    assert metric("loss", "r2") == ("loss", "min")


def test_every_replicate_is_kept_and_their_mean_is_told():
    train = Invented(luck=lambda trial: 0.1 * trial.replicate)
    given = answers(search(replicates=3), train)
    assert len(given) == 8
    assert len({trial.key for trial in train.trials}) == 24
    for answer in given:
        rate = answer.question.values["model.l2"]
        assert answer.scores == pytest.approx((rate, rate + 0.1, rate + 0.2))
        assert answer.reported == answer.score == pytest.approx(rate + 0.1)


def test_a_diverged_trial_is_recorded_with_its_reason_and_the_search_goes_on():
    train = Invented(diverges=lambda trial: trial.model.get("l2") > 0.25)
    given = answers(search(trials=12), train)
    failed = [answer for answer in given if answer.status == "diverged"]
    assert 0 < len(failed) < len(given) == 12
    assert all(answer.score is None and "no longer finite" in answer.reason for answer in failed)
    winner = confirm(search(), OBJECTIVE, given, train)[0]
    assert winner.won
    assert winner.answer.status == "ok"


def test_the_lucky_one_of_the_search_does_not_win_the_confirmation():
    made = search(trials=8, confirmed=2)
    rates = sorted(answer.question.values["model.l2"] for answer in answers(made, Invented()))
    lucky = rates[0]  # the worst of all, but very lucky in the search's own replicate
    train = Invented(luck=lambda trial: 9.0 if trial.replicate == 0 and trial.model.get("l2") == lucky else 0.0)
    given = answers(made, train)
    finalists = confirm(made, OBJECTIVE, given, train)
    assert max(given, key=lambda answer: answer.score).question.values["model.l2"] == lucky
    assert finalists[0].answer.question.values["model.l2"] == rates[-1]
    assert finalists[0].replicates == (1, 2)  # the search has seen 0
    assert finalists[0].tests("accuracy") == pytest.approx([rates[-1] + 5.0] * 2)
    assert not finalists[1].won
    with pytest.raises(ValueError, match="Only the winner"):
        finalists[1].tests("accuracy")


def test_a_finalist_that_fails_once_cannot_win():
    made = search()
    given = answers(made, Invented())
    best = max(answer.question.values["model.l2"] for answer in given)
    train = Invented(diverges=lambda trial: trial.model.get("l2") == best and trial.replicate == 2)
    finalists = confirm(made, OBJECTIVE, given, train)
    assert [finalist.answer.question.values["model.l2"] == best for finalist in finalists] == [False, True]


def test_when_every_trial_fails_nobody_wins():
    train = Invented(diverges=lambda _: True)
    assert confirm(search(), OBJECTIVE, answers(search(), train), train) == []


def test_a_nested_search_looks_at_one_split_at_a_time_and_judges_its_winner_there():
    made = search(nested=3, trials=4)
    train = Invented(luck=lambda trial: 0.01 * trial.replicate)
    given = answers(made, train)
    assert {(answer.fold, len([each for each in given if each.fold == answer.fold])) for answer in given} == {
        (0, 4), (1, 4), (2, 4),
    }  # fmt: skip
    asked = len(train.trials)
    finalists = confirm(made, OBJECTIVE, given, train)
    assert len(train.trials) == asked  # nothing is trained again
    assert [finalist.replicates for finalist in finalists] == [(0,), (1,), (2,)]
    assert all(finalist.won and finalist.answer.fold == fold for fold, finalist in enumerate(finalists))


def test_no_batch_begins_after_the_time_is_up():
    now = [0.0]

    def go_on(_):
        return now[0] < 100

    def train(trials):
        now[0] += 60
        return Invented()(trials)

    given = answers(search(trials=99), train, go_on=go_on, clock=lambda: now[0])
    assert len(given) == 8  # two batches of four: the second began at 60 and ended at 120
    assert sum(answer.seconds for answer in given) == pytest.approx(120)
    assert math.isclose(given[0].seconds, 15)
