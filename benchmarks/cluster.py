"""python -m benchmarks.cluster: how a Ray cluster would do at 10^6 trials and 1,000 workers, by simulation.

No such cluster is at hand, so what one machine can show is measured, and the rest is computed. Measured here: what the
machine that runs the command does for each trial that comes back (it is the only writer) and for each message, and how
large trials and records are. Given: how long a trial trains (`--seconds`, one core; the digits studies take about 0.1).
The simulation then follows every message: tasks of five seconds to a minute, two a worker handed over at a time; each
worker in training sends one message a second and one a finished stack; one process takes them in turn and stores.

Assumptions: every worker is as fast as this machine's core, trials last equally long but for a spread of 20 % a task, a
worker starts once (importing Keras, tracing), the network carries what is sent, no node is lost. Efficiency is the time
that training alone would take on all workers, divided by the time until everything is stored.
"""

import argparse
import heapq
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.reporting import fill, made, record
from experiments.execution.cluster.pool import QUEUED, task_seconds
from experiments.spec import Trial, dumps

TRIALS = (10_000, 100_000, 1_000_000)
WORKERS = (2, 16, 128, 1_000)
STACK = 128  # trials in a stack
START = 12.0  # seconds until a new worker trains
TICKS = 1.0  # seconds between two messages of a worker in training
SPREAD = 0.2  # standard deviation of a task's time, as a share of it


@dataclass(frozen=True)
class Costs:
    """Seconds of the process that stores, and bytes.

    Attributes:
        message: for taking a message of a worker.
        stored: for storing a trial.
        record_bytes, trial_bytes: what a record and a trial are when sent.
        disk_bytes: what a trial takes in the store.
    """

    message: float
    stored: float
    record_bytes: float
    trial_bytes: float
    disk_bytes: float


@dataclass(frozen=True)
class Outcome:
    """What a simulated run comes to: seconds, share of the workers' time that trained, share of the writer's time."""

    seconds: float
    efficiency: float
    writer: float


def measured(count: int = 5_000) -> Costs:
    """Costs on this machine, of made records."""
    study = made(count)
    trials = [planned.trial for planned in study.trials() if isinstance(planned.trial, Trial)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "results.sqlite"
        started = time.process_time()
        fill(path, study, trials)
        stored = (time.process_time() - started) / len(trials)
        disk = path.stat().st_size / len(trials)
    numbers = np.random.default_rng(0)
    records = [record(trial, numbers) for trial in trials[:STACK]]
    return Costs(
        message(),
        stored,
        len(dumps(records)) / len(records),
        len(dumps(trials[:STACK])) / STACK,
        disk,
    )


def message(count: int = 300) -> float:
    """Seconds of this process for one message of a Ray task; without Ray the figure of a machine that had it."""
    try:
        import ray
    except ModuleNotFoundError:
        return 4e-4
    ray.init("local", num_cpus=1, log_to_driver=False)

    @ray.remote(num_returns="streaming")
    def messages() -> object:
        for index in range(count):
            yield [index]

    stream, started = messages.remote(), time.process_time()
    for reference in stream:
        ray.wait([stream], num_returns=1, timeout=0)
        ray.get(reference)
    seconds = (time.process_time() - started) / count
    ray.shutdown()
    return seconds


def simulated(trials: int, workers: int, seconds: float, costs: Costs) -> Outcome:
    """Follows every task and every finished stack of a run."""
    random = np.random.default_rng(0)
    each = max(1, round(task_seconds(seconds * trials, QUEUED * workers) / seconds / STACK)) * STACK
    tasks = [min(each, trials - start) for start in range(0, trials, each)][::-1]
    ready = [0.0 for _ in range(min(QUEUED * workers, len(tasks)))]  # when tasks that were handed over can start
    free = [START] * workers  # when workers are free; they start together
    heapq.heapify(free)
    messages: list[tuple[float, int, bool]] = []  # arrival, trials that are stored, whether a task ends with it
    writer = busy = 0.0
    ready.sort(reverse=True)
    while tasks or messages:
        while tasks and ready:  # what is handed over starts on the next free worker
            start = max(heapq.heappop(free), ready.pop())
            size = tasks.pop()
            pace = seconds * max(0.2, random.normal(1, SPREAD))
            for done in range(STACK, size + STACK, STACK):
                end = start + pace * min(done, size)
                heapq.heappush(messages, (end, min(STACK, size - done + STACK), done >= size))
            heapq.heappush(free, start + pace * size)
        arrival, count, ended = heapq.heappop(messages)
        ticks = seconds * count / TICKS  # the worker's other messages since its last stack
        work = (1 + ticks) * costs.message + count * costs.stored
        writer, busy = max(writer, arrival) + work, busy + work
        if ended:
            ready.insert(0, writer)
    return Outcome(writer, seconds * trials / workers / writer, busy / writer)


def main() -> None:
    """Prints the costs and the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.1, help="that a trial trains on one core (default: 0.1)")
    options = parser.parse_args()
    costs, console = measured(), Console(width=110)
    console.print({name: f"{value:.3g}" for name, value in asdict(costs).items()})
    table = Table(title=f"Trials of {options.seconds:g} s each", title_justify="left")
    for name in ("trials", "workers", "seconds", "efficiency", "writer is busy", "sent MB", "store MB"):
        table.add_column(name, justify="right")
    for trials in TRIALS:
        for workers in WORKERS:
            result = simulated(trials, workers, options.seconds, costs)
            sent = trials * (costs.record_bytes + costs.trial_bytes) / 1e6
            cells = [f"{result.seconds:,.0f}", f"{result.efficiency:.0%}", f"{result.writer:.0%}"]
            table.add_row(
                f"{trials:,}", f"{workers:,}", *cells, f"{sent:,.0f}", f"{trials * costs.disk_bytes / 1e6:,.0f}"
            )
    console.print(table)


if __name__ == "__main__":
    main()
