"""A setting is chosen in the middle of what is as good as the best, on tuning replicates alone."""

from math import inf, nan
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.judging.allowance import Allowance
from experiments.judging.choice import Choice, choose, preferred, samples
from experiments.judging.effects import allowed
from experiments.study import RETUNED, THEORY

NOISE = np.array([[2.0, -1.0, 0.5, -2.0, 1.0], [-1.0, 1.5, -1.5, 0.5, -1.0], [0.5, -0.5, 2.0, 0.0, -1.0],
                  [-2.0, 1.0, -1.0, 2.5, 0.0], [0.5, -1.0, 0.0, -1.0, 1.0]])  # fmt: skip


def picked(levels, centre: str = "mean", scores=None) -> int:
    """The index chosen among settings with these levels, or with these values of replicates."""
    values = np.array(levels, float)
    values = values + 0.1 * NOISE[:, : values.shape[-1]] if values.ndim == 1 else values
    return int(preferred(values, values if scores is None else np.array(scores, float) + 0 * values, centre))


@pytest.mark.parametrize(
    ("levels", "index"),
    [
        ([0, 0, 0.01, 0, -9], 2),  # the better of the two middle ones of four
        ([0.0, 0.01, 0.0, -9, -9], 1),
        ([-9, -9, 0.02, 0, -9], 2),
        ([-3, -2, 0, -2, -3], 2),
        ([-4, -3, -2, -1, 0], 4),
        ([0, -9, 0.02, -9, 0], 2),  # as good, but no neighbours
    ],
)
def test_the_middle_of_the_plateau_is_chosen(levels, index):
    assert picked(levels) == index


def test_one_outlier_among_equals_is_one_standard_error_away_whatever_the_round_off():
    for step in (1 / 359, 0.1, 3.0):
        lumpy = [[0.9, 0.9, 0.9 - step * (k == 0)] for k in range(5)]
        assert picked(lumpy) == 1


def test_equal_settings_go_to_the_middle_one_and_of_two_to_the_better_score_then_to_the_smaller():
    assert picked(np.zeros((5, 3))) == 1 and picked(np.zeros((5, 2))) == 0
    assert picked(np.zeros((5, 2)), scores=[0.1, 0.2]) == 1


@pytest.mark.parametrize(
    ("epochs", "index"),
    [
        ([[3, 4, 9], [4, 3, 9], [3, 4, 9], [5, 5, 9], [3, 3, 9]], 0),  # 2 lost, 1 won: as good; the better middle
        ([[3, 4, 9], [3, 4, 9], [3, 4, 9], [5, 5, 9], [3, 3, 9]], 0),  # 3 lost, none won: worse
        ([[inf, 3, 3], [inf, 4, 3], [inf, 3, 4], [inf, 5, 5], [inf, inf, 2]], 2),
        ([[inf] * 3] * 5, 1),
    ],
)
def test_medians_are_compared_by_wins_and_may_be_infinite(epochs, index):
    assert picked(-np.array(epochs, float), "median") == index


def trials(rows) -> pd.DataFrame:
    """Rows of (method, setting, role, validation score, epochs to target), one a replicate."""
    table = pd.DataFrame(rows, columns=["method", "setting", "role", "validation_score", "epochs_to_target"])
    return table.assign(replicate=table.groupby(["method", "setting"], dropna=False).cumcount(), status="ok")


def test_the_setting_is_the_best_of_the_tuning_replicates():
    table = trials(
        [("a", 0.1, "tune", 0.8, 9.0), ("a", 0.2, "tune", 0.9, inf), ("a", 0.3, "tune", 0.7, 9.0),
         ("a", 0.3, "report", 1.0, 1.0),
         ("b", 0.1, "report", 0.9, 1.0), ("b", 0.2, "report", 0.9, 1.0), ("c", 0.5, "report", 0.9, 1.0),
         ("d", nan, "report", 0.9, 1.0)]
    )  # fmt: skip
    chosen = {method: first for method, (first,) in choose(table, "validation_score").items()}
    assert chosen == {"a": Choice(0.2, "", (0,)), "b": Choice(None), "c": Choice(0.5), "d": Choice(None)}
    assert choose(table, "epochs_to_target")["a"] == (
        Choice(0.1, "lowest", (0,)),
    )  # a tie at 9 epochs: the better score


def test_settings_that_failed_and_replicates_that_are_not_whole_have_no_say():
    rows = [("a", setting, "tune", score, 1.0) for setting, scores in
            ((0.1, (0.9, 0.8, 0.9)), (0.2, (0.95, 0.9, nan)), (0.3, (nan, nan, 1.0))) for score in scores]  # fmt: skip
    (choice,) = choose(trials(rows), "validation_score")["a"]
    assert (choice.setting, choice.replicates) == (0.2, (0, 1))


@pytest.mark.parametrize(("count", "size", "number"), [(1, 0, 0), (2, 1, 2), (3, 2, 6), (5, 4, 70), (10, 6, 1000)])
def test_samples_are_all_of_them_with_their_probabilities(count, size, number):
    rows, shares = samples(count)
    assert len(rows) == len(shares) == number and shares.sum() == pytest.approx(float(number > 0))
    times = [np.bincount(row, minlength=count) for row in rows]
    assert number == 0 or shares @ np.array(times) == pytest.approx(size / count, abs=0.1)


def test_a_choice_that_stands_out_is_the_choice_of_every_sample_and_a_narrow_one_is_not():
    def resampled(levels) -> set[float]:
        rows = [("a", float(place), "tune", level + noise, 1.0)
                for place, level in enumerate(levels) for noise in 0.1 * NOISE[:, place]]  # fmt: skip
        (choice,) = choose(trials(rows), "validation_score")["a"]
        assert choice.sure == (len(choice.candidates) == 1)
        return set(choice.resampled)

    assert resampled([-3, -2, 0, -2, -3]) == {2.0}
    assert len(resampled([-3, -0.1, 0, -0.1, -3])) > 1


def again(levels, settings, count: int) -> list[tuple[str, float, str, float, float]]:
    """Rows of further tuning replicates at some settings."""
    noise = np.tile(0.1 * NOISE, (count // len(NOISE), 1))
    return [
        ("a", float(place), "retune", levels[place] + each, 1.0) for place in settings for each in noise[:, -1 - place]
    ]


def test_later_looks_choose_among_what_a_sample_of_the_first_tuning_chose_once_theirs_has_ended():
    first = [-3.0, -0.1, 0.0, -0.1, -3.0]
    rows = [("a", float(place), "tune", level + noise, 1.0)
            for place, level in enumerate(first) for noise in 0.1 * NOISE[:, place]]  # fmt: skip
    (alone,) = choose(trials(rows), "validation_score")["a"]
    candidates = sorted(int(setting) for setting in alone.candidates)
    later = [9.0, -0.5, -0.5, 3.0, 9.0]  # what was out stays out, be it as good as may
    assert 3 in candidates and {0, 4}.isdisjoint(candidates)
    for count, looks in ((5, 2), (10, 2), (15, 3), (35, 4)):
        table = trials([*rows, *again(later, candidates, count)])
        further = table["role"] == "retune"
        table.loc[further, "replicate"] = RETUNED + table[further].groupby("setting").cumcount()
        kept, *others = choose(table, "validation_score")["a"]
        assert kept == alone and len(others) == looks - 1
        assert [len(choice.replicates) for choice in others] == [10, 20, 40][: looks - 1]
        assert {choice.setting for choice in others} == {3.0}
    table.loc[table.index[-1], "status"] = "missing"
    assert len(choose(table, "validation_score")["a"]) == 3


def test_methods_that_tune_nothing_allow_for_nothing_and_narrow_choices_for_much():
    """The effect's own replicates are the same: only what chose the settings differs."""
    generator = np.random.default_rng(4)
    replicates = np.arange(5)

    def allowance(levels) -> Allowance:
        noise = generator.normal(0, 0.1, (len(levels), 5))
        tuned = {float(place): pd.Series(level + noise[place], replicates) for place, level in enumerate(levels)}
        table = pd.DataFrame({"score": pd.concat(tuned)}).reset_index(names=["setting", "replicate"])
        rows = table.assign(method="a", role="tune", status="ok", validation_score=table["score"])
        (choice,) = choose(rows, "validation_score")["a"]
        evidence: Any = SimpleNamespace(
            choice=lambda *_: choice, tuned=lambda _, setting, __: tuned[setting], overlap=0.25
        )
        return allowed(evidence, "a", THEORY, "validation_score")

    assert allowance([0.0]) == Allowance(0.25)
    assert allowance([-3, 0, -3]) == Allowance(0.25, 0.0, 4)
    narrow = allowance([-3, -0.05, 0, -3])
    assert 0 < narrow.choice < 0.15 and narrow.freedom == 4
