"""A Ray cluster of two nodes on this machine: what it finds is what threads find, and what is lost is trained again."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.engines.grouping import groups
from experiments.errors import UserError
from experiments.execution.threads import Threads
from experiments.execution.work import Began, Ticked, Trained
from experiments.spec import Simulation, part
from tests.samples import STUDY, trial

ray = pytest.importorskip("ray")
from experiments.execution.cluster import nodes, pool  # noqa: E402
from experiments.execution.cluster.connection import connect  # noqa: E402
from experiments.execution.cluster.pool import Cluster  # noqa: E402

pytestmark = [pytest.mark.ray, pytest.mark.filterwarnings("ignore")]  # Ray leaves sockets open
ROOT = Path(__file__).parents[2]
TRIALS = [planned.trial for planned in STUDY.trials()]


@pytest.fixture(scope="module")
def cluster():
    """A cluster of two nodes with a CPU each."""
    from ray.cluster_utils import Cluster as Nodes

    made = Nodes(initialize_head=True, head_node_args={"num_cpus": 1})
    made.add_node(num_cpus=1)
    patience, nodes.PATIENCE = nodes.PATIENCE, 10 * nodes.PATIENCE
    assert str(connect(made.address)) == "2 nodes with 2 CPUs"
    yield made
    nodes.PATIENCE = patience
    ray.shutdown()
    made.shutdown()


def records(events):
    """Key -> record of what was trained."""
    return {record.key: record for _, event in events if isinstance(event, Trained) for record in event.records}


def test_a_cluster_finds_what_threads_find(cluster):
    simulations = [Simulation(part("softmax_identities"), replicate) for replicate in range(3)]
    planned = groups([*TRIALS, *simulations], "auto")
    results = [records(workers.run(planned)) for workers in (Threads(2), Cluster())]
    assert set(results[0]) == set(results[1]) == {sample.key for sample in (*TRIALS, *simulations)}
    for key, record in results[0].items():
        same = results[1][key]
        assert record.status == same.status == "ok"
        for split, scores in record.scores.items():
            assert same.scores[split] == pytest.approx(scores, rel=1e-4, abs=1e-6)


NET = """
import keras

def build(input_shape, outputs):
    return keras.Sequential([keras.Input(input_shape), keras.layers.Dense(4, "relu"), keras.layers.Dense(outputs)])
"""


def test_a_node_needs_neither_the_users_network_nor_the_data_file(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("net.py").write_text(NET)
    Path("rows.csv").write_text("a,b,y\n" + "".join(f"{i},{i % 7},{i % 2}\n" for i in range(60)))
    own = replace(trial(), data=part("rows.csv", target="y"), model=part("net.py:build"), epochs=2)
    trained = records(Cluster().run(groups([own], "auto")))
    assert trained[own.key].status == "ok", trained[own.key].reason


def test_a_file_that_a_node_cannot_have_is_named_before_anything_is_trained(cluster, tmp_path, monkeypatch):
    (tmp_path / "net.py").write_text(NET)
    own = replace(trial(), model=part(f"{tmp_path}/net.py:build"))
    planned = groups([own], "auto")
    (tmp_path / "net.py").write_text(NET + "\n# another file on the node\n")
    with pytest.raises(UserError, match=r"lacks .*net\.py:build"):
        list(Cluster().run(planned))


def test_a_trial_that_always_ends_its_worker_is_recorded_as_failed(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ending = f"    if os.getpid() != {os.getpid()}:\n        os._exit(1)\n"
    Path("fatal.py").write_text("import os\n" + NET.replace("    return", f"{ending}    return"))
    own = replace(trial(), model=part("fatal.py:build"))
    sound = Simulation(part("softmax_identities"), 0)
    planned = [replace(group, trials=(own,)) for group in groups([trial()], "fit")]
    trained = records(Cluster().run([*planned, *groups([sound], "auto")]))
    assert trained[sound.key].status == "ok"
    assert trained[own.key].status == "error" and f"{pool.LOSSES + 1} times" in trained[own.key].reason


def test_a_lost_node_costs_its_own_tasks_alone(cluster):
    extra = cluster.add_node(num_cpus=2)
    samples = [trial(replicate=replicate) for replicate in range(6)]
    planned = [replace(group, size=1, trials=(sample,)) for sample in samples for group in groups([sample], "fit")]
    lost, ticks, trained = False, 0, {}
    with closing(Cluster().run(planned)) as events:
        for _, event in events:
            ticks += event.trials if isinstance(event, Ticked) else 0
            if isinstance(event, Trained):
                trained |= {record.key: record for record in event.records}
            if isinstance(event, Began) and not lost:
                lost = True
                cluster.remove_node(extra)
    assert len(trained) == len(samples) and all(record.status == "ok" for record in trained.values())
    assert ticks == sum(record.epochs for record in trained.values())


def test_a_lost_head_ends_the_run_and_what_is_finished_stays(tmp_path):
    """The command itself, on a cluster of its own whose head is killed in the middle."""
    script = tmp_path / "lost.py"
    script.write_text(LOST)
    ended = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "RAY_ADDRESS": "local"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert ended.returncode == 2, ended.stderr[-2000:]
    assert "no longer answers" in ended.stderr and "Traceback" not in ended.stderr
    from experiments.store import finished

    assert finished(tmp_path / "reports" / "wine" / "results.sqlite")


LOST = f"""
import os, signal, sys
import psutil
from experiments.execution.cluster import nodes
from experiments.execution import executor
from experiments.execution.work import Trained
from experiments.run import main

nodes.PATIENCE = 200.0
noted = executor.Executor._note

def note(self, event, watch, facts):
    noted(self, event, watch, facts)
    if isinstance(event, Trained):
        for process in psutil.process_iter(["name"]):
            if process.info["name"] == "gcs_server" and process.pid in ours:
                os.kill(process.pid, signal.SIG{signal.SIGKILL.name[3:]})

before = {{process.pid for process in psutil.process_iter()}}
class Ours:
    def __contains__(self, pid):
        return pid not in before
ours = Ours()
executor.Executor._note = note
sys.exit(main(["perceptron", "early_stopping", "--scale", "quick", "--dataset", "wine", "--no-references",
               "--executor", "ray", "--out", sys.argv[1] + "/reports"]))
"""
