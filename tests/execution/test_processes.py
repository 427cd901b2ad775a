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

TRIALS = [one.trial for one in STUDY.trials()]
SIMULATIONS = [Simulation(part("softmax_identities"), replicate) for replicate in range(3)]
pytestmark = pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")


def records(events):
    """Key -> record of what was trained."""
    return {one.key: one for _, event in events if isinstance(event, Trained) for one in event.records}


@whole
def test_processes_find_what_threads_find():
    some = groups([*TRIALS, *SIMULATIONS], "auto")
    both = [records(pool.run(some)) for pool in (Threads(2), Processes(2, 1))]
    assert set(both[0]) == set(both[1]) == {one.key for one in (*TRIALS, *SIMULATIONS)}
    for key, one in both[0].items():
        other = both[1][key]
        assert one.status == other.status == "ok"
        for split, scores in one.scores.items():
            assert other.scores[split] == pytest.approx(scores, rel=1e-4, abs=1e-6)


@whole
def test_what_a_killed_worker_was_training_is_trained_by_the_next():
    (group,) = groups([trial(replicate=replicate) for replicate in range(4)], "stacked")
    pool, found, ticks, killed = Processes(1, 1), {}, 0, False
    with closing(pool.run([replace(group, size=2)])) as events:
        for place, event in events:
            assert place == 0
            ticks += event.trials if isinstance(event, Ticked) else 0
            if isinstance(event, Trained):
                ticks -= sum(one.epochs for one in event.records)
                found |= {one.key: one for one in event.records}
            elif found and not killed:  # in the middle of the second stack
                killed = True
                (worker,) = pool.workers.values()
                worker.process.kill()
                worker.process.join()
    assert killed and ticks == 0
    assert len(found) == 4 and all(one.status == "ok" for one in found.values())


@whole
def test_a_trial_that_always_ends_its_process_is_recorded_as_failed(monkeypatch):
    monkeypatch.setattr(processes, "serve", served)
    *first, last = [Simulation(part("softmax_identities"), replicate) for replicate in (0, 1, 77)]
    found = records(Processes(1, 1).run(groups([*first, last], "auto")))
    assert [found[one.key].status for one in first] == ["ok", "ok"]
    assert found[last.key].status == "error"
    assert "was ended by SIGKILL" in found[last.key].reason


def served(parent, threads, room):
    """A worker whose process a simulation of replicate 77 ends."""
    from experiments.engines import simulation

    run = simulation.run
    simulation.run = lambda one: os.kill(os.getpid(), signal.SIGKILL) if one.replicate == 77 else run(one)
    processes.serve(parent, threads, room)


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
    some = groups([*TRIALS, *SIMULATIONS], "auto")
    found = records(Processes(1, 1).run(some))
    assert len(some) > 2 and {one.status for one in found.values()} == {"ok"} and len(found) == len(TRIALS) + 3


def growing(parent, threads, room):
    """A worker that is too large after its first group."""
    from experiments.engines import machine

    sizes = iter([0])
    machine.resident_bytes = lambda: next(sizes, room)
    processes.serve(parent, threads, room)


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
        "for place, event in pool.run(groups([trial(epochs=10_000)], 'auto')):\n"
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
    assert [one.trials for one in pieces(group)] == [(each,) for each in group.trials]
    (stack, *_) = groups(TRIALS, "auto")
    assert pieces(stack) == [stack]
