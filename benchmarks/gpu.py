"""python -m benchmarks.gpu: the stacked engine on an accelerator, in under 8 minutes.

Needs JAX and no TensorFlow: `KERAS_BACKEND=jax python -m benchmarks.gpu --out figures.json`. It asks, in this order:

1. Do curves equal the CPU's? The same stack trains here and in a process that sees the CPU alone; the largest
   difference of the validation loss after each epoch, with exact float32 products and with the device's own (TF32).
2. How many trials a second? The digits study (64-64-64-64-10) in stacks of 1, 32, 256, 2,048 and 8,192.
3. How near to the device's peak? The wide network (784-300-100-10) and a small convolutional one, milliseconds a step
   and trial, and the share of the measured matrix product.
4. Where does an epoch's time go? Drawing the order of rows, training, scoring: seconds of each.

Every time is the median over epochs after the first, which compiles. `--small` asks the same at sizes for a CPU.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import workloads
from experiments.quiet import import_keras
from experiments.spec import Trial

STACKS = (1, 32, 256, 2048, 8192)
SMALL = (1, 8, 32)
PRODUCTS = {"float32": "highest", "device's own": "default"}  # precision of matrix products, in JAX's words
AGREE = 1e-4  # the largest difference of a validation loss in the first epochs
CURVES = "curves"


def digits(count: int, epochs: int) -> list[Trial]:
    """Trials of one program: a ReLU network of three layers of 64 on the digits at several rates, over replicates."""
    replicates = -(-count // len(workloads.RATES))
    grid = [trial for trial in workloads.grid(replicates, epochs) if trial.model.get("activation").name == "relu"]
    return grid[:count]


def curves(epochs: int) -> list[list[float]]:
    """Validation losses of eight trials, by epoch."""
    records, _, _ = trained(digits(8, epochs))
    return [record.curves["validation"]["loss"] for record in records]


def trained(trials: list[Trial]) -> tuple[list, Any, list[float]]:
    """The records of one stack, the stack, and when each epoch ended."""
    from experiments.data import load
    from experiments.engines.program import Program
    from experiments.engines.stacked import Stack

    stack, marks = Stack(trials, Program(trials[0], load(trials[0].data))), [time.perf_counter()]
    records = stack.run(lambda: marks.append(time.perf_counter()))
    return records, stack, marks


def steady(marks: list[float]) -> float:
    """Seconds of an epoch once compiled."""
    return float(np.median(np.diff(marks)[1:]))


def agreement(epochs: int) -> dict[str, list[float]]:
    """Largest difference from the CPU's validation losses after each epoch, by precision of matrix products."""
    import jax

    command = [sys.executable, "-m", "benchmarks.gpu", "--only", CURVES, "--epochs", str(epochs)]
    environment = {**os.environ, "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": "-1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The CPU's curves could not be computed:\n{done.stderr[-2000:]}")
    reference = np.array(json.loads(done.stdout.splitlines()[-1]))
    differences = {}
    for name, precision in PRODUCTS.items():
        with jax.default_matmul_precision(precision):
            differences[name] = np.abs(np.array(curves(epochs)) - reference).max(0).tolist()
    return differences


def throughput(stacks: tuple[int, ...], epochs: int) -> list[dict[str, float]]:
    """Trials of 30 epochs a second, by size of the stack; with everything but compilation, and with it."""
    from experiments.engines.machine import peak_bytes

    rows = []
    for count in stacks:
        trials, started = digits(count, epochs), time.perf_counter()
        _, stack, marks = trained(trials)
        epoch = steady(marks)
        rows.append(
            {
                "stack": count,
                "first epoch": marks[1] - started,
                "ms an epoch": 1000 * epoch,
                "trials a second": count / (workloads.EPOCHS * epoch),
                "µs a step and trial": 1e6 * epoch / stack.steps / count,
                "peak GB": peak_bytes() / 1e9,
            }
        )
    return rows


def peak(size: int) -> dict[str, float]:
    """Operations a second of a square float32 matrix product, by its precision: the best of ten."""
    import jax
    import jax.numpy as jnp

    square, speeds = jnp.ones((size, size), jnp.float32), {}
    for name, precision in PRODUCTS.items():
        product = jax.jit(lambda a, precision=precision: jnp.matmul(a, a, precision=precision))
        product(square).block_until_ready()
        times = []
        for _ in range(10):
            started = time.perf_counter()
            product(square).block_until_ready()
            times.append(time.perf_counter() - started)
        speeds[name] = 2 * size**3 / min(times)
    return speeds


def networks(stacks: tuple[int, ...], epochs: int, peaks: dict[str, float]) -> list[dict[str, Any]]:
    """Microseconds a step and trial of the wide and of the convolutional network, and the share of the peak."""
    factories = {
        "784-300-100-10": lambda count: workloads.wide_trials(count, epochs),
        "two 3x3 convolutions": lambda count: workloads.small("images", workloads.CNN, count, epochs),
    }
    rows = []
    for name, trials in factories.items():
        for count in stacks:
            _, stack, marks = trained(trials(count))
            step = steady(marks) / stack.steps / count
            shares = {f"of {kind}": workloads.WORK["wide"] * 32 / step / flops for kind, flops in peaks.items()}
            share = shares if name.startswith("784") else dict.fromkeys(shares)
            rows.append({"network": name, "stack": count, "µs a step and trial": 1e6 * step, **share})
    return rows


def parts(count: int) -> dict[str, float]:
    """Seconds of an epoch's parts for the digits study: what the host draws, training, validation scores."""
    import jax

    from experiments.engines.order import batches

    _, stack, _ = trained(digits(count, 3))
    times: dict[str, list[float]] = {"order of rows": [], "training": [], "validation scores": []}
    for epoch in range(3, 8):
        marks = [time.perf_counter()]
        rows = np.stack([batches(trial, data, epoch) for trial, data in zip(stack.trials, stack.data, strict=True)])
        numbers = jax.block_until_ready(stack.bank.rows(rows))
        marks.append(time.perf_counter())
        rates = stack.rates.epoch(0, [])
        stack.state, _ = stack.program.train(
            stack.state, stack.hyper, stack.bank.scaling, stack.bank.x, stack.bank.y, *numbers, rates,
            stack.draws(epoch), np.int32(epoch * stack.steps), np.array([0, stack.steps], np.int32),
        )  # fmt: skip
        jax.block_until_ready(stack.state)
        marks.append(time.perf_counter())
        stack.score("validation", (stack.state["trainable"], stack.state["non_trainable"]))
        marks.append(time.perf_counter())
        for name, seconds in zip(times, np.diff(marks), strict=True):
            times[name].append(float(seconds))
    return {name: float(np.median(seconds)) for name, seconds in times.items()}


def measured(small: bool, console: Console) -> dict[str, Any]:
    """All measurements, printed one after the other."""
    from experiments.engines.backends import backend

    stacks, large = (SMALL, (1, 8)) if small else (STACKS, (32, 256))
    figures: dict[str, Any] = {"device": backend.device(), "backend": backend.TITLE}
    console.print(f"[bold]{figures['device']}[/], {figures['backend']}")
    figures["difference from the CPU"] = agreement(3 if small else 5)
    for name, gaps in figures["difference from the CPU"].items():
        verdict = "equal" if max(gaps[:2]) <= AGREE else f"more than {AGREE:g} apart"
        console.print(f"{name} products, epoch by epoch: {', '.join(f'{gap:.1e}' for gap in gaps)} ({verdict})")
    figures["peak"] = peak(1024 if small else 8192)
    console.print(*(f"{name} product: {flops / 1e12:.2f} TFLOP/s" for name, flops in figures["peak"].items()), sep="\n")
    figures["trials a second"] = throughput(stacks, 4)
    console.print(table("The digits study", figures["trials a second"]))
    figures["networks"] = networks(large, 4, figures["peak"])
    console.print(table("Larger networks, batches of 32", figures["networks"]))
    figures["parts of an epoch"] = parts(stacks[-2])
    console.print(table(f"An epoch of {stacks[-2]} trials, seconds", [figures["parts of an epoch"]]))
    return figures


def table(title: str, rows: list[dict[str, Any]]) -> Table:
    """Rows of numbers as a table."""
    result = Table(title=title, title_justify="left")
    for name in rows[0]:
        result.add_column(name, justify="right")
    for row in rows:
        result.add_row(
            *(
                "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
                for value in row.values()
            )
        )
    return result


def shown(value: float | str | None) -> str:
    """A cell: four digits of a number that was measured."""
    return f"{value:.4g}" if isinstance(value, float) else "" if value is None else str(value)


def main() -> None:
    """Measures, prints, and writes the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description=__doc__)
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    parser.add_argument("--small", action="store_true", help="sizes for a CPU")
    parser.add_argument("--only", choices=[CURVES], help=argparse.SUPPRESS)
    parser.add_argument("--epochs", type=int, default=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import_keras()
    if options.only:
        print(json.dumps(curves(options.epochs)))
        return
    figures = measured(options.small, Console(width=130))
    if options.out:
        options.out.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
