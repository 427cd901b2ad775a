"""The store: all or nothing, read as tables, and plain words for files that are not ours."""

import math
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.record import Record
from experiments.store import Store, StoreError, finished, read
from tests.samples import STUDY

FACTS = {"name": "wine", "score": "accuracy"}


def record(one, **changes):
    """A finished record of a trial."""
    base = Record(
        key=one.key,
        status="ok",
        epochs=2,
        best_epoch=2,
        steps=12,
        parameters=9,
        scores={"test": {"loss": 0.5, "accuracy": 0.75}},
        curves={"train": {"loss": [1.0, 0.5]}, "validation": {"loss": [1.1, float("inf")]}},
        layers={"hidden_1": {"dead_share": [0.0, 0.25, 0.5]}},
        engine="stacked",
    )
    return replace(base, **changes)


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "run" / "results.sqlite")
    opened.plan([(STUDY, FACTS)])
    yield opened
    opened.close()


def test_what_was_stored_survives_kill_9(store):
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from experiments.store import Store\n"
        "from tests.store.test_store import record, trials\n"
        "Store(Path(sys.argv[1])).add(0, trials()[:3], [record(one) for one in trials()[:3]], {})\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", code, str(store.path)]
    assert subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode == -signal.SIGKILL
    assert (read(store.path).trials.status == "ok").sum() == 3
    store.add(0, trials()[3:], [record(one) for one in trials()[3:]], {})
    assert (read(store.path).trials.status == "ok").all()


def trials():
    return [planned.trial for planned in STUDY.trials()]


def test_what_is_stored_comes_back_as_tidy_tables(store):
    run = store.begin("the command", {"cores": 2})
    store.add(run, trials()[:2], [record(one) for one in trials()[:2]], {"backend": "x"})
    store.end(run)
    results = read(store.path)
    table = results.trials
    assert len(table) == len(STUDY.trials())
    assert sorted(table.status.value_counts().items()) == [("missing", 2), ("ok", 2)]
    assert table.loc[table.status == "ok", "test_accuracy"].tolist() == [0.75, 0.75]
    curve = results.curves.query("split == 'train' and key == @trials()[0].key")
    assert curve[["epoch", "value"]].values.tolist() == [[1, 1.0], [2, 0.5]]
    assert results.curves.query("split == 'validation'").value.isna().sum() == 2  # infinity has no place in JSON
    assert results.layers.query("epoch == 0").value.tolist() == [0.0, 0.0]
    assert results.runs[0]["trained"] == 2 and results.runs[0]["command"] == "the command"
    assert results.studies[0]["spec"]["name"] == "tiny"
    assert results.environments == [{"backend": "x"}]


def test_a_stored_trial_stays_as_it_is_unless_it_was_an_error(store):
    one = trials()[0]
    store.add(0, [one], [record(one, status="error", reason="broken")], {})
    assert finished(store.path) == {one.key}
    assert finished(store.path, retry=True) == set()
    store.add(0, [one], [record(one)], {})
    store.add(0, [one], [record(one, epochs=99)], {})
    assert read(store.path).trials.query("key == @one.key").epochs.tolist() == [2]


def test_a_failing_write_leaves_nothing_behind(store):
    one = trials()[0]
    broken = record(one, curves={"train": {"loss": [1.0]}}, layers={"hidden_1": {"mean": ["?"]}})
    with pytest.raises(TypeError, match="real number"):
        store.add(0, [trials()[1], one], [record(trials()[1]), broken], {})
    assert finished(store.path) == set()


def test_two_writers_at_once_lose_nothing(store):
    def write(part):
        own = Store(store.path)
        for one in part:
            own.add(0, [one], [record(one)], {"thread": 1})
        own.close()

    everything = trials()
    threads = [threading.Thread(target=write, args=(part,)) for part in (everything[:8], everything[4:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert finished(store.path) == {one.key for one in everything}


def test_a_new_plan_replaces_the_old_one_and_keeps_its_trials(store):
    one = trials()[0]
    store.add(0, [one], [record(one)], {})
    store.plan([(STUDY.adapted(None, None, 1), FACTS)])
    assert len(read(store.path).trials) == 4
    assert finished(store.path) == {one.key}


def test_a_full_disk_is_said_and_loses_nothing(store):
    one, other = trials()[:2]
    store.add(0, [one], [record(one)], {})
    pages = store.database.execute("PRAGMA page_count").fetchone()[0]
    store.database.execute(f"PRAGMA max_page_count = {pages}")
    long = record(other, curves={"train": {"loss": [math.sin(i) for i in range(10_000)]}})
    with pytest.raises(StoreError, match="full"):
        store.add(0, [other], [long], {})
    assert finished(store.path) == {one.key}


def test_files_that_are_not_ours_are_refused_and_left_alone(tmp_path):
    text = tmp_path / "results.sqlite"
    text.write_text("these are not the results you are looking for " * 20)
    foreign = tmp_path / "foreign" / "results.sqlite"
    foreign.parent.mkdir()
    with sqlite3.connect(foreign) as database:
        database.execute("CREATE TABLE songs (title TEXT)")
    database.close()
    for path, words in ((text, "not a usable results file"), (foreign, "another program")):
        before = path.read_bytes()
        for opening in (Store, lambda file: read(file).trials):
            with pytest.raises(StoreError, match=words):
                opening(path)
        assert path.read_bytes() == before


def test_a_damaged_file_is_refused(store):
    store.add(0, trials(), [record(one) for one in trials()], {})
    store.close()
    whole = bytearray(store.path.read_bytes())
    whole[4096:] = b"\x55" * (len(whole) - 4096)
    store.path.write_bytes(whole)
    with pytest.raises(StoreError, match=r"damaged|not a usable results file"):
        Store(store.path)


def test_a_newer_format_is_refused(store):
    store.database.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        Store(store.path)


def test_a_missing_run_is_said(tmp_path):
    with pytest.raises(StoreError, match="does not exist"):
        read(tmp_path)
