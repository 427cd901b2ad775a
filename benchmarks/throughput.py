"""python -m benchmarks.throughput: how fast trials train, in this suite and in other ways, in one run, side by side.

`grid`: 9 activations x 7 learning rates x 5 seeds = 315 trials of 30 epochs on the digits. `pack`: 58 networks of
256-256 on one table of 16,000 rows. The suite, and stacks written by hand, train all of them; a contender that would
need an hour trains a sample at equal distances, and its time is scaled. Everything counts: building, compiling,
scoring on validation data after every epoch, storing. The scores beside each time are of the same trials. `wide`,
`cnn` and `rnn`: the time of a step once compiled, scoring included; PyTorch compiles nothing, so all of its time.
The contenders run in turn, each in a process of its own, `--repeats` times: the median, and the least and the most.
"""

import argparse
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import workloads
from benchmarks.contenders import CONTENDERS, MULTILAYER, STACKED
from benchmarks.contenders.peak import peak
from experiments.quiet import import_keras

STACK = 8
WHOLE = {"grid": workloads.grid, "pack": workloads.pack}
STEPS = {
    "wide": lambda count: workloads.wide_trials(count, epochs=8),
    "cnn": lambda count: workloads.small("images", workloads.CNN, count, epochs=5),
    "rnn": lambda count: workloads.small("sequences", workloads.RNN, count, epochs=5),
}
TITLES = {
    "grid": "315 trials x 30 epochs: 64-64-64-64-10 on the digits",
    "pack": "58 trials x 4 epochs: 54-256-256-10 on 16,000 rows, batches of 256",
    "wide": "784-300-100-10",
    "cnn": "two 3x3 convolutions of 16 and 32 maps on 28x28, pooled",
    "rnn": "SimpleRNN of 32 units over 30 steps",
}


def work(name: str, workload: str, sample: int) -> dict[str, Any]:
    """Runs one contender in this process."""
    import_keras()
    if workload == "peak":
        return {"flops": peak()}
    _, contender, _ = CONTENDERS[name]
    if workload in STEPS:
        return contender(STEPS[workload](STACK if name in STACKED else 1))
    trials = WHOLE[workload]()
    chosen = workloads.sample(trials, sample)
    if name not in STACKED:
        return {**contender(chosen), "trials": len(chosen)}
    result = contender(trials)
    picked = {trial.key for trial in chosen}
    scores = [score for trial, score in zip(trials, result["scores"], strict=True) if trial.key in picked]
    return {**result, "trials": len(trials), "scores": scores}


def separately(name: str, workload: str, sample: int) -> dict[str, Any]:
    """Runs one contender in a process of its own, on its own backend."""
    command = [sys.executable, "-m", "benchmarks.throughput", "--only", name, workload, "--sample", str(sample)]
    environment = {**os.environ, "KERAS_BACKEND": CONTENDERS[name][2], "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def in_turn(workload: str, names: list[str], sample: int, repeats: int) -> dict[str, list[dict[str, Any]]]:
    """Results of every contender, one after the other, several times."""
    results: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(repeats):
        for name in names:
            results[name].append(separately(name, workload, sample))
    return results


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__)
    parser.add_argument("--sample", type=int, default=6, help="trials that the slow contenders train (default: 6)")
    parser.add_argument("--repeats", type=int, default=3, help="how often each contender runs, in turn (default: 3)")
    parser.add_argument("--contenders", nargs="+", choices=CONTENDERS, help="default: all that are installed")
    parser.add_argument("--workloads", nargs="+", choices=TITLES, default=list(TITLES), help="default: all")
    parser.add_argument("--only", nargs=2, metavar=("CONTENDER", "WORKLOAD"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        name, workload = options.only
        print(json.dumps(work(name, workload, options.sample)))
        return
    names = [name for name, (_, _, backend) in CONTENDERS.items() if find_spec(backend)]
    names = [name for name in names if name in (*(options.contenders or names), "suite")]
    console = Console(width=130)
    flops = separately("suite", "peak", 0)["flops"]
    for workload in options.workloads:
        able = [name for name in names if workload not in ("cnn", "rnn") or name not in MULTILAYER]
        results = in_turn(workload, able, options.sample, options.repeats)
        console.print(steps_table(workload, results, flops) if workload in STEPS else whole_table(workload, results))


def spread(values: list[float], digits: int) -> str:
    """The median, and the least and the most where there are several."""
    middle = f"{median(values):.{digits}f}"
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})" if len(values) > 1 else middle


def drawn(title: str, columns: tuple[str, ...]) -> Table:
    """An empty table of contenders."""
    table = Table(title=title, title_justify="left")
    table.add_column("contender")
    for name in columns:
        table.add_column(name, justify="right")
    return table


def whole_table(workload: str, results: dict[str, list[dict[str, Any]]]) -> Table:
    """Seconds a trial and for all of them, and how many times the suite is faster."""
    count = len(WHOLE[workload]())
    table = drawn(TITLES[workload], ("trials run", "s a trial", f"s for {count}", "suite is faster", "mean score"))
    times = {name: [run["seconds"] / run["trials"] for run in runs] for name, runs in results.items()}
    for name, runs in results.items():
        scores = [score for run in runs for score in run["scores"]]
        table.add_row(
            CONTENDERS[name][0],
            str(runs[0]["trials"]),
            spread(times[name], 3),
            f"{median(times[name]) * count:.0f}",
            f"{median(times[name]) / median(times['suite']):.1f} x",
            f"{sum(scores) / len(scores):.3f}",
        )
    return table


def steps_table(workload: str, results: dict[str, list[dict[str, Any]]], flops: float) -> Table:
    """Milliseconds a step and trial without compilation, and the share of the matrix-product peak."""
    title = f"{TITLES[workload]}, batches of 32, stacks of {STACK}; matrix-product peak {flops / 1e9:.0f} GFLOP/s"
    table = drawn(title, ("ms a step", "suite is faster", "share of peak"))
    times = {name: [run["steady"] / run["steps"] for run in runs] for name, runs in results.items()}
    for name, seconds in times.items():
        share = ""
        if workload in workloads.WORK:
            share = f"{workloads.WORK[workload] * 32 / median(seconds) / flops:.0%}"
        faster = f"{median(seconds) / median(times['suite']):.1f} x"
        table.add_row(CONTENDERS[name][0], spread([1000 * value for value in seconds], 3), faster, share)
    return table


if __name__ == "__main__":
    main()
