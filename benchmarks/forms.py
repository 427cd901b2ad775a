"""python -m benchmarks.forms: the time of a step and trial in each form of the stacked engine, against `fit`.

One run, side by side, in milliseconds once compiled, scoring after every epoch included; stacks of 8. A form that does
not take a network has no number.
"""

import time
from dataclasses import replace
from typing import Any

import keras
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import workloads
from experiments.data import load
from experiments.engines import fit, stacked
from experiments.engines.form import LOOPED, VECTORIZED
from experiments.engines.program import Program
from experiments.spec import Part, Trial, part

STACK, EPOCHS = 8, 4


class Dropped(keras.Model):
    """A subclassed network with Keras's dropout: 64-64-10."""

    def __init__(self, outputs: int):
        super().__init__()
        self.hidden = [keras.layers.Dense(64, "relu") for _ in range(2)]
        self.dropouts = [keras.layers.Dropout(0.3) for _ in range(2)]
        self.last = keras.layers.Dense(outputs)

    def call(self, x: Any, training: bool = False) -> Any:
        """Class scores."""
        for hidden, dropout in zip(self.hidden, self.dropouts, strict=True):
            x = dropout(hidden(x), training=training)
        return self.last(x)


def convolutions(input_shape: tuple[int, ...], outputs: int) -> keras.Model:
    """Keras's own layers: two convolutions of 16 and 32 maps, each pooled."""
    x = inputs = keras.Input(input_shape)
    x = keras.layers.Reshape((*input_shape[:2], 1))(x)
    for filters in (16, 32):
        x = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        x = keras.layers.MaxPooling2D()(x)
    return keras.Model(inputs, keras.layers.Dense(outputs)(keras.layers.Flatten()(x)))


def trial(model: Part, data: str = "wide") -> Trial:
    """A trial of plain gradient descent, batches of 32."""
    return Trial(
        part(f"benchmarks.workloads:{data}", scaling="none"), model, part("sgd", learning_rate=0.01), epochs=EPOCHS
    )


DIGITS = part("digits", scaling="standard")
NETWORKS = {
    "64-64-64-64-10, the suite's": replace(trial(workloads.grid(1, 1)[18].model), data=DIGITS),
    "784-300-100-10, the suite's": trial(workloads.wide_trials(1, 1)[0].model),
    "CNN 16, 32 on 28x28, the suite's": trial(workloads.CNN, "images"),
    "CNN 16, 32 on 28x28, Keras's layers": trial(part("benchmarks.forms:convolutions"), "images"),
    "64-64-10 subclassed, Keras's Dropout": replace(trial(part("benchmarks.forms:Dropped")), data=DIGITS),
}


def per_step(marks: list[float], steps: int) -> float:
    """Milliseconds a step of the median epoch but the first."""
    return float(np.median(np.diff(marks))) / steps * 1000


def fit_time(base: Trial) -> float:
    """Milliseconds a step of plain `fit`."""
    marks: list[float] = []
    record = fit.run(base, lambda: marks.append(time.perf_counter()))
    return per_step(marks, record.steps // record.epochs)


def stacked_time(base: Trial, form: str) -> float:
    """Milliseconds a step and trial of a stack in one form."""
    marks: list[float] = []
    trials = [replace(base, replicate=number) for number in range(STACK)]
    program = Program(base, load(base.data), form=form)
    record = stacked.run(trials, program, lambda: marks.append(time.perf_counter()))[0]
    return per_step(marks, record.steps // record.epochs * STACK)


def main() -> None:
    """Prints the table."""
    table = Table(title=f"ms a step and trial on {keras.backend.backend()}, stacks of {STACK}", title_justify="left")
    for name in ("network", "fit", VECTORIZED, LOOPED, "best against fit"):
        table.add_column(name, justify="left" if name == "network" else "right")
    for name, base in NETWORKS.items():
        plain, *forms = fit_time(base), stacked_time(base, VECTORIZED), stacked_time(base, LOOPED)
        table.add_row(name, *(f"{number:.3f}" for number in (plain, *forms)), f"{plain / min(forms):.1f} x")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
