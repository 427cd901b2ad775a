"""Every oracle is asked in batches, keeps to its budget, decides alike when told alike, and learns from failures."""

import pytest

from experiments.tuning.oracles import Asker, round_epochs
from tests.marks import whole
from tests.tuning.samples import search
from tuner_configs.search import ORACLES, Choice, Float

SQUARE = (Float("model.dropout", 0.0, 1.0), Float("model.l2", 0.0, 1.0))


def worth(question) -> float:
    """A score with its best, 0, at (0.3, 0.7)."""
    return -((question.values["model.dropout"] - 0.3) ** 2) - (question.values["model.l2"] - 0.7) ** 2


def played(asker, score=worth):
    """All batches of a search, with what they were told."""
    batches = []
    while asked := asker.ask():
        batches.append(
            [(question.values, question.epochs, asker.tell(question, score(question))) for question in asked]
        )
    return batches


@pytest.mark.parametrize("oracle", ORACLES)
def test_batches_are_full_and_the_budget_is_kept(oracle):
    asker = Asker(search(space=SQUARE, oracle=oracle, trials=14, epochs=9, batch=4), "max", 5)
    batches = played(asker)
    sizes = [len(batch) for batch in batches]
    assert max(sizes) == 4
    if oracle == "hyperband":
        assert asker.spent == sum(question.epochs - question.since for question in asker.asked)
        assert {question.epochs for question in asker.asked} == {1, 3, 9}
    else:
        assert sum(sizes) == (9 if oracle == "grid" else 14)
        assert all(size == 4 for size in sizes[:-1])


@pytest.mark.parametrize("oracle", ORACLES)
def test_told_alike_an_oracle_decides_alike(oracle):
    made = search(space=SQUARE, oracle=oracle, trials=12, epochs=9, batch=4)
    assert played(Asker(made, "max", 5)) == played(Asker(made, "max", 5))
    if oracle in ("bayesian", "hyperband"):
        assert played(Asker(made, "max", 5)) != played(Asker(made, "max", 5), lambda question: -worth(question))
    if oracle != "grid":
        assert played(Asker(made, "max", 5)) != played(Asker(made, "max", 6))


@whole
def test_the_bayesian_oracle_comes_nearer_than_chance():
    def best(oracle, seed):
        made = search(space=SQUARE, oracle=oracle, trials=24, batch=6)
        return max(reported for batch in played(Asker(made, "max", seed)) for *_, reported in batch)

    wins = sum(best("bayesian", seed) > best("random", seed) for seed in range(1, 6))
    assert wins >= 4


def test_the_bayesian_oracle_does_not_repeat_itself_within_a_batch():
    made = search(space=SQUARE, oracle="bayesian", trials=24, batch=6)
    values = [str(values) for batch in played(Asker(made, "max", 2)) for values, *_ in batch]
    assert len(set(values)) == len(values) == 24


@pytest.mark.parametrize("direction", ["max", "min"])
def test_hyperband_promotes_the_best_of_a_rung_in_its_bracket(direction):
    sign = 1 if direction == "max" else -1
    asker = Asker(search(space=SQUARE, oracle="hyperband", trials=10, epochs=9, batch=50), direction, 1)
    scores = {}
    while asked := asker.ask():
        for question in asked:
            scores[question.number] = sign * asker.tell(question, sign * worth(question))
    promoted = [question for question in asker.asked if question.parent is not None]
    assert promoted
    assert asker.spent == sum(question.epochs - question.since for question in asker.asked) <= 10 * 9
    assert asker.spent + round_epochs(asker.oracle) > 10 * 9
    for question in promoted:
        parent = asker.asked[question.parent]
        assert (question.values, question.bracket, question.rung) == (parent.values, parent.bracket, parent.rung + 1)
        assert question.epochs > parent.epochs == question.since
        rivals = [each for each in asker.asked if (each.bracket, each.rung) == (parent.bracket, parent.rung)]
        going = {each.parent for each in asker.asked}
        left = [scores[each.number] for each in rivals if each.number not in going]
        assert scores[parent.number] >= max(left)


def test_a_failed_trial_counts_as_the_worst_so_far():
    asker = Asker(search(space=SQUARE, oracle="bayesian", trials=8, batch=4), "min", 1)
    first = asker.ask()
    assert [asker.tell(first[0], None, "it broke"), asker.tell(first[1], 0.5), asker.tell(first[2], 2.0)] == [
        None, 0.5, 2.0,
    ]  # fmt: skip
    assert asker.tell(first[3], None, "it diverged") == 2.0
    assert asker.oracle.trials[first[0].trial].status == "FAILED"
    assert asker.oracle.trials[first[0].trial].message == "it broke"
    assert len(asker.ask()) == 4


@pytest.mark.parametrize("oracle", ["random", "bayesian", "hyperband"])
def test_a_search_in_which_everything_fails_comes_to_its_end(oracle):
    asker = Asker(search(space=SQUARE, oracle=oracle, trials=8, epochs=9, batch=4), "max", 1)
    assert {reported for batch in played(asker, lambda _: None) for *_, reported in batch} == {None}


def test_a_space_that_is_exhausted_ends_the_search():
    asker = Asker(search(space=(Choice("optimizer", ("sgd", "adam")),), trials=50), "max", 1)
    assert sum(len(batch) for batch in played(asker, lambda _: 0.0)) == 2


def test_near_seeds_draw_settings_that_have_nothing_in_common():
    def drawn(seed):
        return {
            value
            for question in Asker(search(trials=20, batch=20), "max", seed).ask()
            for value in question.values.values()
        }

    first, second = ({value for value in drawn(seed) if isinstance(value, float)} for seed in (1, 2))
    assert len(first) >= 20 and not first & second
    assert drawn(1) == drawn(1)
