"""python -m benchmarks.throughput: how fast trials train, in this suite and in other ways, in one run, side by side.

`grid`: 9 activations x 7 learning rates x 5 seeds = 315 trials of 30 epochs on the digits; the suite
trains all of them, a contender that would need an hour trains a sample at equal distances, and its time is scaled.
Everything counts: building, compiling, scoring on validation data after every epoch, storing. The scores beside each
time are of the same trials. `wide`, `cnn` and `rnn`: the time of a step once compiled, scoring included.
"""

import argparse
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import workloads
from benchmarks.contenders import CONTENDERS, peak
from experiments.quiet import import_keras

STACK = 8
STEPS = {
    "wide": lambda count: workloads.wide_trials(count, epochs=8),
    "cnn": lambda count: workloads.small("images", workloads.CNN, count, epochs=5),
    "rnn": lambda count: workloads.small("sequences", workloads.RNN, count, epochs=5),
}
TITLES = {
    "wide": "784-300-100-10",
    "cnn": "two 3x3 convolutions of 16 and 32 maps on 28x28, pooled",
    "rnn": "SimpleRNN of 32 units over 30 steps",
}


def work(name: str, workload: str, sample: int) -> dict[str, Any]:
    """Runs one contender in this process."""
    import_keras()
    _, contender, _ = CONTENDERS[name]
    if workload == "peak":
        return {"flops": peak()}
    if workload in STEPS:
        count = STACK if name.startswith("suite") else 1
        return contender(STEPS[workload](count))
    trials = workloads.grid()
    chosen = workloads.sample(trials, sample)
    if not name.startswith("suite"):
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


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description=__doc__)
    parser.add_argument("--sample", type=int, default=6, help="trials that the slow contenders train (default: 6)")
    parser.add_argument("--only", nargs=2, metavar=("CONTENDER", "WORKLOAD"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        name, workload = options.only
        print(json.dumps(work(name, workload, options.sample)))
        return
    names = [name for name, (_, _, backend) in CONTENDERS.items() if find_spec(backend)]
    console = Console(width=130)
    console.print(grid_table({name: separately(name, "grid", options.sample) for name in names}))
    flops = separately("suite", "peak", 0)["flops"]
    for workload in STEPS:
        able = [name for name in names if name != "torch" or workload == "wide"]
        console.print(steps_table(workload, {name: separately(name, workload, options.sample) for name in able}, flops))


def grid_table(results: dict[str, dict[str, Any]]) -> Table:
    """Seconds a trial and for 315 trials, and how many times the suite is faster."""
    table = Table(title="315 trials x 30 epochs: 64-64-64-64-10 on the digits", title_justify="left")
    for name in ("contender", "trials run", "s a trial", "s for 315", "suite is faster", "mean score"):
        table.add_column(name, justify="left" if name == "contender" else "right")
    ours = results["suite"]["seconds"] / results["suite"]["trials"]
    for name, result in results.items():
        trial_seconds = result["seconds"] / result["trials"]
        score = sum(result["scores"]) / len(result["scores"])
        cells = (
            str(result["trials"]),
            f"{trial_seconds:.3f}",
            f"{trial_seconds * 315:.0f}",
            f"{trial_seconds / ours:.1f} x",
            f"{score:.3f}",
        )
        table.add_row(CONTENDERS[name][0], *cells)
    return table


def steps_table(workload: str, results: dict[str, dict[str, Any]], flops: float) -> Table:
    """Milliseconds a step and trial without compilation, and the share of the matrix-product peak."""
    title = f"{TITLES[workload]}, batches of 32, stacks of {STACK}; matrix-product peak {flops / 1e9:.0f} GFLOP/s"
    table = Table(title=title, title_justify="left")
    for name in ("contender", "ms a step", "suite is faster", "share of peak"):
        table.add_column(name, justify="left" if name == "contender" else "right")
    ours = results["suite"]["steady"] / results["suite"]["steps"]
    for name, result in results.items():
        step_seconds = result["steady"] / result["steps"]
        share = f"{workloads.WORK[workload] * 32 / step_seconds / flops:.0%}" if workload in workloads.WORK else ""
        table.add_row(CONTENDERS[name][0], f"{step_seconds * 1000:.3f}", f"{step_seconds / ours:.1f} x", share)
    return table


if __name__ == "__main__":
    main()
