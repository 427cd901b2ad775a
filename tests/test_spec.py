"""Specs: stable keys, paired seeds, plans."""

import subprocess
import sys
from dataclasses import replace

import pytest

from experiments import build, catalog, names
from experiments.spec import dumps, part, seed
from tests.samples import STUDY, trial


def test_a_key_is_the_same_in_every_process():
    code = "from tests.samples import trial; print(trial().key)"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": str(n)}
        ).stdout.strip()
        for n in (1, 2)
    }
    assert runs == {trial().key}


def test_a_key_changes_with_every_field():
    changed = [
        trial(epochs=5),
        trial(batch_size=8),
        trial(replicate=1),
        trial(optimizer=part("sgd", learning_rate=0.06)),
        trial(loss=part("squared_error")),
        trial(schedule=part("exponential")),
        trial(stopping=part("early_stopping", patience=2)),
        trial(diagnostics="light"),
    ]
    assert len({spec.key for spec in [trial(), *changed]}) == len(changed) + 1


def test_a_field_that_is_none_stays_out_of_the_key():
    assert "schedule" not in dumps(trial())
    assert replace(trial(), schedule=None).key == trial().key


def test_options_are_sorted_and_lists_become_tuples():
    assert part("x", b=1, a=[2, 3]) == part("x", a=(2, 3), b=1)
    assert hash(part("x", a=[1])) == hash(part("x", a=(1,)))
    assert part("x", a=1).but(a=None) == part("x")


def test_seeds_differ_by_role_and_replicate_and_not_by_technique():
    data = part("digits")
    seeds = {seed(role, data, n) for role in ("split", "weights", "order") for n in range(50)}
    assert len(seeds) == 150
    assert all(0 <= number < 2**31 for number in seeds)
    first, second = trial(), trial(optimizer=part("adam", learning_rate=0.1))
    assert first.seed("weights") == second.seed("weights")


def test_seeds_do_not_depend_on_the_scaling():
    assert seed("split", part("digits", scaling="none"), 3) == seed("split", part("digits", scaling="standard"), 3)


def test_a_study_plans_every_method_rate_and_replicate_once():
    cells = tuple((label, rate, 2) for label in ("SGD", "Momentum") for rate in STUDY.rates)
    assert len(STUDY.trials()) == 2 * 2  # before a rate is chosen
    planned = replace(STUDY, reported=cells).trials()
    assert len(planned) == 2 * 2 * 3
    assert len({row.trial.key for row in planned}) == len(planned)
    assert [row.role for row in planned[:3]] == ["tune", "report", "report"]


def test_a_method_with_rates_of_its_own_shares_trials():
    study = catalog.load("optimizers")
    keys = {
        label: {row.trial.key for row in study.trials() if row.method == label and row.role == "tune"}
        for label in ("Adam", "Adam at 0.001")
    }
    assert keys["Adam at 0.001"] < keys["Adam"]


def test_more_replicates_keep_the_trials_that_are_there():
    fewer, more = (
        {planned.trial.key for planned in replace(STUDY, reported=(("SGD", 0.01, count),)).trials()} for count in (2, 5)
    )
    assert fewer < more


def test_an_option_that_means_none_is_kept():
    muon = part("muon", rms_rate=None)
    assert muon.get("rms_rate", 0.2) is None and muon.but(momentum=0.9).get("rms_rate", 0.2) is None
    assert muon.but(rms_rate=0.1).get("rms_rate") == 0.1 and muon.but(rms_rate=None) == part("muon")
    assert build.optimizer(muon, 0.1).hyperparameters["rms_rate"] is None


def test_what_was_once_wrong_has_another_key():
    def key(**options):
        return trial(optimizer=part("schedule_free_adamw", learning_rate=0.1, **options)).key

    plain, decaying = key(), key(weight_decay=0.1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "MENDED", {})
        assert key() == plain and key(weight_decay=0.0) != plain and key(weight_decay=0.1) != decaying
