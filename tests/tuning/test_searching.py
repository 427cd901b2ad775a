"""Searches as a person runs them: into the store, killed and gone on, cut short, read again, by a stock tuner."""

import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

from experiments.engines.halted import CAPACITY, Halts
from experiments.execution.watch import Unwatched
from experiments.execution.work import Carried
from experiments.report import export
from experiments.report.searches import searches
from experiments.run import main
from experiments.spec import part
from experiments.store import Store, read
from experiments.tuning.command import Settings, execute
from experiments.tuning.loop import batches
from experiments.tuning.training import Trainer
from tests.marks import whole
from tests.samples import STUDY
from tests.tuning.samples import ONE_PROGRAM, SPACE, search
from tuner_configs.search import Choice

SGD = part("momentum", learning_rate=0.05)
QUIET = Console(quiet=True)
BOTH = search(space=SPACE, oracle="bayesian", trials=9, batch=3, replicates=2)
ONE = search(trials=9, batch=3, replicates=1, epochs=1, confirmed=0)


def run(folder: Path, made, **settings):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.tuning.command.save", lambda *_: None)  # which trains once more
        return execute(QUIET, made, folder / "results.sqlite", Settings(**settings))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The folder of a search that ran to its end, and its finalists."""
    folder = tmp_path_factory.mktemp("undisturbed")
    return folder, run(folder, BOTH)


def decisions(folder):
    (stored,) = searches(read(folder))
    trials = stored.trials.drop(columns=["seconds"])
    return trials, stored.executions.drop(columns=["train_seconds"])


def same(folder, other):
    for first, second in zip(decisions(folder), decisions(other), strict=True):
        assert first.equals(second)


def test_what_was_asked_trained_and_told_can_be_read(undisturbed):
    folder, finalists = undisturbed
    (stored,) = searches(read(folder))
    assert (stored.metric, stored.direction, stored.spec["oracle"]) == ("accuracy", "max", "bayesian")
    assert list(stored.trials.number) == list(range(9))
    assert list(stored.trials.batch) == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert (stored.trials.told == stored.trials.score).all()
    assert (stored.trials.best.diff().dropna() >= 0).all()
    momentum = stored.trials["value:optimizer"] == "momentum"
    assert (stored.trials["value:optimizer.momentum"].notna() == momentum).all()
    within = stored.executions[stored.executions.phase == "search"]
    assert len(within) == 18
    assert (within.score == within.validation_accuracy).all()
    assert within.test_accuracy.isna().all()  # only the winner is judged on test data
    assert list(stored.winners.replicate) == [2, 3]
    assert list(stored.winners.test_accuracy) == finalists[0].tests("accuracy")
    assert stored.executions.test_accuracy.notna().sum() == 2


def test_a_search_is_read_as_a_tidy_table(undisturbed, tmp_path):
    folder, finalists = undisturbed
    trials = read(folder).trials
    within, again = trials[trials.role == "search"], trials[trials.role == "final"]
    assert (len(within), set(trials.study), set(trials.status)) == (18, {"small"}, {"ok"})
    assert sorted(within.replicate.unique()) == [0, 1] and list(within.number.unique()) == list(range(9))
    assert set(within.optimizer) == {"sgd", "momentum"} and (within["optimizer.learning_rate"] > 0).all()
    assert (within["optimizer.momentum"].notna() == (within.optimizer == "momentum")).all()
    assert (within.score == within.validation_accuracy).all()
    best = within.groupby("number").score.mean().idxmax()  # what a notebook would ask first
    assert best in set(again.number)
    assert trials.test_accuracy.notna().sum() == again.won.sum() == len(finalists[0].records)
    (path, *_) = export.csv(read(folder), tmp_path)
    table = pd.read_csv(path)
    assert len(table) == len(trials) and {"optimizer.learning_rate", "score", "won", "fold"} <= set(table)


def test_a_run_of_a_study_and_a_search_has_the_trials_of_both(undisturbed, tmp_path):
    path = tmp_path / "results.sqlite"
    shutil.copy(undisturbed[0] / "results.sqlite", path)
    store = Store(path)
    store.plan([(STUDY, {"name": "wine", "score": "accuracy", "chance": 0.4})])
    store.close()
    trials = read(tmp_path).trials
    assert trials.study.value_counts().to_dict() == {"small": 22, "tiny": len(STUDY.trials())}
    assert read(tmp_path).planned.study.unique().tolist() == ["tiny"]


def test_the_same_search_again_trains_nothing_and_finds_the_same(undisturbed, monkeypatch):
    from experiments.execution.executor import Executor

    monkeypatch.setattr(Executor, "execute", lambda *_: pytest.fail("something was trained"))
    folder, finalists = undisturbed
    assert [finalist.answer.question for finalist in run(folder, BOTH)] == [
        finalist.answer.question for finalist in finalists
    ]


@whole
def test_a_search_killed_in_the_middle_of_a_batch_goes_on_to_the_same_winner(undisturbed, tmp_path):
    code = (
        "import os, signal\n"
        "from experiments.quiet import import_keras\n"
        "import_keras()\n"
        "from experiments.store import Store\n"
        "from tests.tuning.test_searching import BOTH, run\n"
        "from pathlib import Path\n"
        "add, count = Store.add, []\n"
        "def adding(*arguments):\n"
        "    add(*arguments)\n"
        "    count.append(1)\n"
        "    len(count) == 3 and os.kill(os.getpid(), signal.SIGKILL)\n"
        "Store.add = adding\n"
        f"run(Path({str(tmp_path)!r}), BOTH)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]
    stored = read(tmp_path).query("SELECT count(*) AS n FROM trials").n[0]
    assert 0 < stored < 18
    run(tmp_path, BOTH)
    same(tmp_path, undisturbed[0])


@whole
def test_time_is_counted_over_all_runs_and_what_is_stored_costs_none(tmp_path):
    now = [0.0]

    def clock():  # every look at it is a minute later
        now[0] += 60
        return now[0]

    def limited(minutes):
        execute(QUIET, replace(ONE, oracle="random"), tmp_path / "results.sqlite",
                Settings(minutes=minutes), clock=clock)  # fmt: skip
        return len(searches(read(tmp_path))[0].trials)

    assert limited(2) == 3  # asked at minute 1, trained from 2 to 3; at minute 4 it is over
    assert limited(2) == 3
    assert limited(600) == 9


@whole
def test_another_search_of_the_same_name_begins_anew_but_trains_nothing_twice(undisturbed, tmp_path):
    run(tmp_path, replace(ONE, oracle="random", budget=replace(ONE.budget, trials=3)))
    before = set(read(tmp_path).query("SELECT key FROM trials").key)
    run(tmp_path, replace(ONE, oracle="random", budget=replace(ONE.budget, trials=6)))
    (stored,) = searches(read(tmp_path))
    assert len(stored.trials) == 6
    assert before <= set(read(tmp_path).query("SELECT key FROM trials").key)
    runs = read(tmp_path).runs
    assert sum(row["trained"] for row in runs) == len(set(read(tmp_path).query("SELECT key FROM trials").key))


@whole
def test_impossible_settings_fail_with_a_reason_and_the_search_goes_on(tmp_path):
    odd = search(space=(Choice("optimizer.momentum", (0.5, 2.5)),), oracle="grid", optimizer=SGD, trials=2, epochs=2)
    finalists = run(tmp_path, odd)
    trials = searches(read(tmp_path))[0].trials
    failed = trials[trials.status == "error"]
    assert list(failed["value:optimizer.momentum"]) == [2.5]
    assert failed.reason.str.contains("momentum").all()
    assert finalists[0].answer.question.values["optimizer.momentum"] == 0.5


@whole
def test_the_command_line_runs_a_file_of_ones_own(tmp_path, capsys):
    file = tmp_path / "mine.py"
    file.write_text("from tests.tuning.samples import search\nSEARCH = search(name='mine', trials=4, confirmed=0)\n")
    options = [str(file), "--out", str(tmp_path), "--name", "x", "--trials", "3"]
    assert main([*options, "--dry-run"]) == 0
    assert "Search mine" in capsys.readouterr().out
    assert not (tmp_path / "x").exists()
    assert main([*options, "--dataset", "breast_cancer"]) == 0
    assert "the best settings" in capsys.readouterr().out
    (stored,) = searches(read(tmp_path / "x"))
    assert (len(stored.trials), stored.facts["name"]) == (3, "breast_cancer")
    assert main([str(file), "--oracle", "luck", "--out", str(tmp_path)]) == 2
    assert "random, bayesian" in capsys.readouterr().err


@pytest.fixture
def mine(tmp_path):
    """A file with a search, and where its results go."""
    file = tmp_path / "mine.py"
    file.write_text("from tests.tuning.samples import search\nSEARCH = search(name='mine', trials=2, confirmed=0)\n")
    return [str(file), "--out", str(tmp_path / "out"), "--quiet"]


@whole
def test_several_data_sets_have_a_folder_each(mine, tmp_path, capsys):
    both = [*mine, "--dataset", "wine", "--dataset", "two_moons"]
    assert main([*both, "--name", "x"]) == 2
    assert "one data set" in capsys.readouterr().err and not (tmp_path / "out").exists()
    assert main(both) == 0
    for name in ("wine", "two_moons"):
        (stored,) = searches(read(tmp_path / "out" / name))
        assert stored.facts["name"] == name and (tmp_path / "out" / name / "mine.html").is_file()


@whole
def test_pages_are_written_anew_without_training(mine, tmp_path, monkeypatch, capsys):
    from experiments.execution.executor import Executor

    assert main([*mine, "--report-only"]) == 2
    assert "does not exist" in capsys.readouterr().err and not (tmp_path / "out").exists()
    assert main(mine) == 0
    page = tmp_path / "out" / "wine" / "mine.html"
    before = page.read_bytes()
    page.unlink()
    monkeypatch.setattr(Executor, "execute", lambda *_: pytest.fail("something was trained"))
    assert main([*mine, "--report-only"]) == 0
    assert page.read_bytes() == before
    assert main([*mine, "--report-only", "--dataset", "two_moons"]) == 2
    assert main(["mlp_optimizer", "--name", "wine", *mine[1:], "--report-only"]) == 2
    assert "nothing of the search mlp_optimizer" in capsys.readouterr().err


def test_runs_without_searches_have_none(tmp_path):
    Store(tmp_path / "results.sqlite").close()
    assert searches(read(tmp_path)) == []


class Counted(Unwatched):
    """Counts epochs of trials."""

    epochs = 0

    def tick(self, trials):
        self.epochs += trials


@whole  # in the core, `tests/engines/test_halted.py` trains on what halted
@pytest.mark.parametrize(("engine", "trials", "epochs"), [("auto", 4, 3), ("auto", 12, 9), ("fit", 4, 3)])
def test_a_promoted_trial_goes_on_from_its_own_state(engine, trials, epochs, tmp_path):
    space = (*ONE_PROGRAM, Choice("schedule", (None, "one_cycle")))
    made = search(space=space, oracle="hyperband", trials=trials, epochs=epochs, batch=8, stopping=None)
    results, counts = [], []
    for capacity in (CAPACITY, 0):
        store, counted = Store(tmp_path / f"{capacity}.sqlite"), Counted()
        trainer = Trainer(store, store.begin("", {}), {}, engine, counted)
        trainer.carried = Carried(halts=Halts(capacity))
        results.append([answer for group in batches(made, ("accuracy", "max"), trainer) for answer in group])
        counts.append(counted.epochs)
        store.close()
    promoted = [answer for answer in results[0] if answer.question.parent is not None]
    assert "one_cycle" in {answer.question.values["schedule"] for answer in promoted}
    for answer in promoted:
        (record,), (before,) = answer.records, results[0][answer.question.parent].records
        assert record.epochs == answer.question.epochs > before.epochs == answer.question.since
        for split, curves in before.curves.items():
            for name, values in curves.items():
                assert record.curves[split][name][: before.epochs] == values
    # trained from the start, as after a kill, they come to the same, with more epochs
    assert [answer.scores for answer in results[0]] == [answer.scores for answer in results[1]]
    assert counts == [sum(getattr(answer.question, name) for answer in results[0]) for name in ("cost", "epochs")]
