"""Ensembles: greedy selection finds what is known to be best, and an own page of a search says so."""

import numpy as np
import pytest

from experiments.judging.ensemble import ROUNDS, accuracy, of_finalists, r2, weights
from experiments.report.searches import searches
from experiments.report.searching.ensemble import ensemble
from experiments.spec import part
from experiments.store import read
from experiments.tuning.command import Settings, execute
from tests.marks import tried
from tests.tuning.samples import search
from tests.tuning.test_searching import QUIET
from tuner_configs.search import Float

RNG = np.random.default_rng(0)
TRUTH = RNG.normal(size=400)


def test_members_with_independent_errors_share_the_weight():
    members = [TRUTH[:, None] + RNG.normal(size=(400, 1)) for _ in range(3)]
    found = weights(members, TRUTH, r2)
    assert found.sum() == pytest.approx(1) and (found > 0.2).all()
    mean = sum(share * one for share, one in zip(found, members, strict=True))
    assert r2(mean, TRUTH) > max(r2(one, TRUTH) for one in members)


def test_what_only_adds_noise_is_left_out():
    good, bad = TRUTH[:, None] + 0.1 * RNG.normal(size=(400, 1)), RNG.normal(size=(400, 1))
    assert weights([bad, good], TRUTH, r2).tolist() == [0.0, 1.0]


def test_selection_is_with_replacement_and_as_the_paper_has_it():
    """By hand: every count of two members up to so many rounds, greedily reached."""
    members = [TRUTH[:, None] + scale * RNG.normal(size=(400, 1)) for scale in (0.5, 1.0)]
    errors = np.array([(one[:, 0] - TRUTH) for one in members])
    covariance = errors @ errors.T
    best = (covariance[1, 1] - covariance[0, 1]) / (covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    assert weights(members, TRUTH, r2)[0] == pytest.approx(best, abs=1 / ROUNDS)


def test_ties_of_accuracy_go_to_less_surprise():
    labels = np.array([0, 1, 1])
    sure, unsure = (np.eye(2)[labels] * (1 - 2 * e) + e for e in (0.1, 0.4))
    assert accuracy(sure, labels)[0] == accuracy(unsure, labels)[0] == 1
    assert weights([unsure, sure], labels, accuracy).tolist() == [0.0, 1.0]


@pytest.fixture(scope="module", params=tried(["wine", "diabetes"], ["wine"]))
def searched(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    space = (Float("optimizer.learning_rate", 1e-2, 1e-1, "log"),)
    made = search(data=part(request.param), space=space, trials=4, epochs=8)
    execute(QUIET, made, folder / "results.sqlite", Settings())
    results = read(folder)
    (found,) = searches(results)
    return results, found


def test_the_finalists_predictions_have_their_scores(searched):
    results, found = searched
    finals = found.executions[found.executions.phase == "final"]
    whole = of_finalists(results, finals, found.metric)
    assert whole.winner.to_list() == pytest.approx(found.winners[f"test_{found.metric}"].to_list(), abs=1e-3)
    assert sum(whole.weights.values()) == pytest.approx(1) and len(whole.test) == 2
    for replicate, some in finals.groupby("replicate"):
        assert whole.validation[replicate] >= some[f"validation_{found.metric}"].max() - 1e-3


def test_the_page_says_what_the_ensemble_gains(searched):
    results, found = searched
    said = ensemble(results, found)
    assert said["gap"]["n"] == said["test"]["n"] == 2 and "trial" in said["members"]
    assert said["bold"].startswith("The ensemble of the finalists ")


def test_without_predictions_there_is_none(searched):
    results, found = searched
    finals = found.executions[found.executions.phase == "final"]
    assert of_finalists(results, finals[finals.won], found.metric) is None
    assert of_finalists(results, finals.assign(key="?"), found.metric) is None
    assert of_finalists(results, finals, "loss") is None
