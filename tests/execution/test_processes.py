"""Workers in processes: what they find is what threads find, and a worker that dies costs nothing that is finished."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.engines.backends import backend
from experiments.engines.grouping import groups
from experiments.errors import UserError
from experiments.execution import processes
from experiments.execution.executor import pieces
from experiments.execution.processes import Processes
from experiments.execution.threads import Threads
from experiments.execution.work import Ticked, Trained
from experiments.spec import Simulation, part
from tests.marks import whole
from tests.samples import STUDY, trial

TRIALS = [planned.trial for planned in STUDY.trials()]
SIMULATIONS = [Simulation(part("softmax_identities"), replicate) for replicate in range(3)]
pytestmark = pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")


def records(events):
    """Key -> record of what was trained."""
    return {record.key: record for _, event in events if isinstance(event, Trained) for record in event.records}


@whole
def test_processes_find_what_threads_find():
    planned = groups([*TRIALS, *SIMULATIONS], "auto")
    results = [records(pool.run(planned)) for pool in (Threads(2), Processes(2, 1))]
    assert set(results[0]) == set(results[1]) == {sample.key for sample in (*TRIALS, *SIMULATIONS)}
    for key, record in results[0].items():
        same = results[1][key]
        assert record.status == same.status == "ok"
        for split, scores in record.scores.items():
            assert same.scores[split] == pytest.approx(scores, rel=1e-4, abs=1e-6)


@whole
def test_what_a_killed_worker_was_training_is_trained_by_the_next():
    (group,) = groups([trial(replicate=replicate) for replicate in range(4)], "stacked")
    pool, trained, ticks, killed = Processes(1, 1), {}, 0, False
    with closing(pool.run([replace(group, size=2)])) as events:
        for index, event in events:
            assert index == 0
            ticks += event.trials if isinstance(event, Ticked) else 0
            if isinstance(event, Trained):
                ticks -= sum(record.epochs for record in event.records)
                trained |= {record.key: record for record in event.records}
            elif trained and not killed:  # in the middle of the second stack
                killed = True
                (worker,) = pool.workers.values()
                worker.process.kill()
                worker.process.join()
    assert killed and ticks == 0
    assert len(trained) == 4 and all(record.status == "ok" for record in trained.values())


@whole
def test_a_trial_that_always_ends_its_process_is_recorded_as_failed(monkeypatch):
    monkeypatch.setattr(processes, "serve", served)
    *first, last = [Simulation(part("softmax_identities"), replicate) for replicate in (0, 1, 77)]
    trained = records(Processes(1, 1).run(groups([*first, last], "auto")))
    assert [trained[sample.key].status for sample in first] == ["ok", "ok"]
    assert trained[last.key].status == "error"
    assert "was ended by SIGKILL" in trained[last.key].reason


def served(parent, threads, limit):
    """A worker whose process a simulation of replicate 77 ends."""
    from experiments.engines import simulation

    run = simulation.run
    simulation.run = lambda sample: os.kill(os.getpid(), signal.SIGKILL) if sample.replicate == 77 else run(sample)
    processes.serve(parent, threads, limit)


@whole
def test_an_iterator_that_is_closed_ends_its_processes():
    pool = Processes(1, 1)
    with closing(pool.run(groups(TRIALS, "auto"))) as events:
        next(events)
        working = [worker.process for worker in pool.workers.values()]
        assert working
    assert not any(process.is_alive() for process in working)


@whole
def test_a_worker_that_has_grown_makes_room_for_another(monkeypatch):
    monkeypatch.setattr(processes, "serve", growing)
    planned = groups([*TRIALS, *SIMULATIONS], "auto")
    trained = records(Processes(1, 1).run(planned))
    assert (
        len(planned) > 2
        and {record.status for record in trained.values()} == {"ok"}
        and len(trained) == len(TRIALS) + 3
    )


def growing(parent, threads, limit):
    """A worker that is too large after its first group."""
    from experiments.engines import machine

    sizes = iter([0])
    machine.resident_bytes = lambda: next(sizes, limit)
    processes.serve(parent, threads, limit)


@whole
def test_workers_end_when_their_parent_is_killed():
    code = (
        "import os, signal\n"
        "from experiments.quiet import import_keras\n"
        "import_keras()\n"
        "from experiments.engines.grouping import groups\n"
        "from experiments.execution.processes import Processes\n"
        "from tests.samples import trial\n"
        "pool = Processes(1, 1)\n"
        "for index, event in pool.run(groups([trial(epochs=10_000)], 'auto')):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # the worker holds the pipes as well, so that this returns when it is gone
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, timeout=120)
    assert done.returncode == -signal.SIGKILL


@whole
def test_a_worker_that_cannot_start_ends_the_run_with_advice(monkeypatch):
    monkeypatch.setattr(processes, "serve", refused)
    with pytest.raises(UserError, match=r"ended with exit status 3.*--workers 1"):
        list(Processes(2, 1).run(groups(TRIALS, "auto")))


def refused(*_):
    """A worker that ends before it asks for work."""
    sys.exit(3)


def test_what_is_trained_alone_anyway_is_shared_out():
    (group,) = groups(TRIALS, "fit")
    assert [piece.trials for piece in pieces(group)] == [(sample,) for sample in group.trials]
    (stack, *_) = groups(TRIALS, "auto")
    assert pieces(stack) == [stack]
