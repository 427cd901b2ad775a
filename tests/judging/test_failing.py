"""Failed runs: who diverges or collapses, and the score of the others."""

from math import isnan, nan

import pandas as pd
import pytest

from experiments.judging.measures import MEASURES, Context

# a constant guess has 0.1, the best method 0.9: the bar is 0.18
TRIALS = pd.DataFrame(
    {"key": list("abcde"), "status": ["ok", "ok", "ok", "diverged", "missing"],
     "train_accuracy": [0.95, 0.18, 0.19, nan, nan], "test_accuracy": [0.9, 0.6, 0.2, nan, nan]}
)  # fmt: skip
FACTS = {"task": "classification", "score": "accuracy", "chance": 0.1}


@pytest.mark.parametrize(("best", "failed"), [(0.9, [0, 1, 0, 1]), (None, [0, 0, 0, 1]), (1.0, [0, 1, 1, 1])])
def test_a_run_fails_that_diverges_or_learns_less_than_a_tenth_of_what_the_best_does(best, failed):
    context = Context(TRIALS, FACTS, best=best)
    values, scores = (MEASURES[name].values(context).tolist() for name in ("failure", "sound_score"))
    assert values[:4] == failed and isnan(values[4])
    expected = [nan if fails else score for fails, score in zip(failed, [0.9, 0.6, 0.2, nan], strict=True)]
    assert scores[:4] == pytest.approx(expected, nan_ok=True) and isnan(scores[4])


def test_the_score_over_the_grid_is_the_mean_over_all_settings_of_a_replicate():
    cells = [("a", 0.1, 0), ("a", 0.2, 0), ("a", 0.1, 1), ("a", 0.2, 1), ("b", 0.1, 0)]
    trials = pd.DataFrame(cells, columns=["method", "setting", "replicate"]).assign(
        status=["ok", "diverged", "ok", "missing", "ok"], test_accuracy=[0.8, nan, 0.9, nan, 0.7]
    )
    values = MEASURES["score_over_grid"].values(Context(trials, FACTS)).tolist()
    assert values == pytest.approx([0.45, 0.45, nan, nan, 0.7], nan_ok=True)
