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
        trials = [one for some in batch for one in some]
        self.trials += trials
        return {one.key: self.record(one) for one in trials}

    def record(self, one):
        if self.diverges(one):
            return Record(one.key, "diverged", "the loss was no longer finite in epoch 1")
        value = one.model.get("l2") + self.luck(one)
        scores = {split: {"accuracy": value + add} for split, add in (("validation", 0.0), ("test", 5.0))}
        return Record(one.key, "ok", scores=scores)


def answers(made, train, **options):
    return [one for batch in batches(made, OBJECTIVE, train, **options) for one in batch]


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
    train = Invented(luck=lambda one: 0.1 * one.replicate)
    found = answers(search(replicates=3), train)
    assert len(found) == 8
    assert len({one.key for one in train.trials}) == 24
    for one in found:
        rate = one.question.values["model.l2"]
        assert one.scores == pytest.approx((rate, rate + 0.1, rate + 0.2))
        assert one.told == one.score == pytest.approx(rate + 0.1)


def test_a_diverged_trial_is_recorded_with_its_reason_and_the_search_goes_on():
    train = Invented(diverges=lambda one: one.model.get("l2") > 0.25)
    found = answers(search(trials=12), train)
    failed = [one for one in found if one.status == "diverged"]
    assert 0 < len(failed) < len(found) == 12
    assert all(one.score is None and "no longer finite" in one.reason for one in failed)
    winner = confirm(search(), OBJECTIVE, found, train)[0]
    assert winner.won
    assert winner.answer.status == "ok"


def test_the_lucky_one_of_the_search_does_not_win_the_confirmation():
    made = search(trials=8, confirmed=2)
    rates = sorted(one.question.values["model.l2"] for one in answers(made, Invented()))
    lucky = rates[0]  # the worst of all, but very lucky in the search's own replicate
    train = Invented(luck=lambda one: 9.0 if one.replicate == 0 and one.model.get("l2") == lucky else 0.0)
    found = answers(made, train)
    finalists = confirm(made, OBJECTIVE, found, train)
    assert max(found, key=lambda one: one.score).question.values["model.l2"] == lucky
    assert finalists[0].answer.question.values["model.l2"] == rates[-1]
    assert finalists[0].replicates == (1, 2)  # the search has seen 0
    assert finalists[0].tests("accuracy") == pytest.approx([rates[-1] + 5.0] * 2)
    assert not finalists[1].won
    with pytest.raises(ValueError, match="Only the winner"):
        finalists[1].tests("accuracy")


def test_a_finalist_that_fails_once_cannot_win():
    made = search()
    found = answers(made, Invented())
    best = max(one.question.values["model.l2"] for one in found)
    train = Invented(diverges=lambda one: one.model.get("l2") == best and one.replicate == 2)
    finalists = confirm(made, OBJECTIVE, found, train)
    assert [one.answer.question.values["model.l2"] == best for one in finalists] == [False, True]


def test_when_every_trial_fails_nobody_wins():
    train = Invented(diverges=lambda _: True)
    assert confirm(search(), OBJECTIVE, answers(search(), train), train) == []


def test_a_nested_search_looks_at_one_split_at_a_time_and_judges_its_winner_there():
    made = search(nested=3, trials=4)
    train = Invented(luck=lambda one: 0.01 * one.replicate)
    found = answers(made, train)
    assert {(one.fold, len([each for each in found if each.fold == one.fold])) for one in found} == {
        (0, 4), (1, 4), (2, 4),
    }  # fmt: skip
    asked = len(train.trials)
    finalists = confirm(made, OBJECTIVE, found, train)
    assert len(train.trials) == asked  # nothing is trained again
    assert [one.replicates for one in finalists] == [(0,), (1,), (2,)]
    assert all(one.won and one.answer.fold == fold for fold, one in enumerate(finalists))


def test_no_batch_begins_after_the_time_is_up():
    now = [0.0]

    def go_on(_):
        return now[0] < 100

    def train(trials):
        now[0] += 60
        return Invented()(trials)

    found = answers(search(trials=99), train, go_on=go_on, clock=lambda: now[0])
    assert len(found) == 8  # two batches of four: the second began at 60 and ended at 120
    assert sum(one.seconds for one in found) == pytest.approx(120)
    assert math.isclose(found[0].seconds, 15)
