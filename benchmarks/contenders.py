"""The contenders: each trains the same trials in its own way and process, and returns seconds and scores."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from experiments.data import prepare
from experiments.record import Record
from experiments.spec import Trial


class Stopwatch:
    """Notes when epochs end, and keeps the records."""

    def __init__(self):
        self.marks: list[float] = []
        self.records: dict[str, Record] = {}

    def begin(self) -> None:
        """Nothing to note."""

    def tick(self, _trials: int) -> None:
        """An epoch ends."""
        self.marks.append(time.perf_counter())

    def done(self, records: list[Record]) -> None:
        """Some trials are trained."""
        self.records |= {record.key: record for record in records}


def suite(trials: list[Trial]) -> dict[str, Any]:
    """This suite, as a run of it goes: stacks, compilation and storing included."""
    from experiments.engines.grouping import groups
    from experiments.execution.executor import Executor
    from experiments.store import Store

    started, watch = time.perf_counter(), Stopwatch()
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "results.sqlite")
        Executor(store, 0, {}).execute((group, watch) for group in groups(trials, "stacked"))
        store.close()
    seconds = time.perf_counter() - started
    records = [watch.records[trial.key] for trial in trials]
    if failed := [record.reason for record in records if record.status == "error"]:
        raise RuntimeError(failed[0])
    steady = float(np.median(np.diff(watch.marks))) * trials[0].epochs  # of one stack; `fit` counts the same way
    scores = [record.scores.get("validation", {}).get("accuracy", 0.1) for record in records]
    return {"seconds": seconds, "steady": steady, "steps": sum(r.steps for r in records), "scores": scores}


def network(trial: Trial, shape: tuple[int, ...]) -> Any:
    """The trial's network of Keras's own layers."""
    import keras

    options, layers = trial.model, [keras.Input(shape)]
    if options.name == "cnn":
        layers.append(keras.layers.Reshape((*shape, 1)))
        for maps in options.get("filters"):
            layers += [keras.layers.Conv2D(maps, 3, padding="same", activation="relu"), keras.layers.MaxPooling2D(2)]
        layers.append(keras.layers.Flatten())
    elif options.name == "rnn":
        layers.append(keras.layers.SimpleRNN(options.get("units")))
    else:
        for units in options.get("hidden"):
            name = options.get("activation").name
            layers.append(keras.layers.Dense(units, activation=name, kernel_initializer="he_normal"))
    return keras.Sequential([*layers, keras.layers.Dense(10)])


def fit(trials: list[Trial], **options: Any) -> dict[str, Any]:
    """Plain Keras: build, compile and fit, one trial after the other, on arrays."""
    import keras

    started, steady, steps, scores = time.perf_counter(), 0.0, 0, []
    for trial in trials:
        data = prepare(trial.data, trial.replicate)
        x, y = data.inputs(data.rows.train), data.y[data.rows.train]
        keras.utils.set_random_seed(trial.seed("weights"))
        model = network(trial, x.shape[1:])
        rate = trial.optimizer.get("learning_rate")
        per_epoch = len(x) // trial.batch_size
        settings = {**options, **({"steps_per_execution": per_epoch} if options else {})}
        model.compile(
            optimizer=(keras.optimizers.Adam if trial.optimizer.name == "adam" else keras.optimizers.SGD)(rate),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["accuracy"],
            **settings,
        )
        marks: list[float] = []
        mark = keras.callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs, marks=marks: marks.append(time.perf_counter())
        )
        validation = (data.inputs(data.rows.validation), data.y[data.rows.validation])
        rows = per_epoch * trial.batch_size
        history = model.fit(x[:rows], y[:rows], batch_size=trial.batch_size, epochs=trial.epochs, verbose=0,
                            validation_data=validation, callbacks=[mark])  # fmt: skip
        steady += float(np.median(np.diff(marks))) * trial.epochs
        steps += per_epoch * trial.epochs
        scores.append(float(history.history["val_accuracy"][-1]))
    return {"seconds": time.perf_counter() - started, "steady": steady, "steps": steps, "scores": scores}


def fit_best(trials: list[Trial]) -> dict[str, Any]:
    """Plain Keras at its fastest settings: XLA, and an epoch's steps in one call."""
    return fit(trials, jit_compile=True)


def torch_loop(trials: list[Trial]) -> dict[str, Any]:
    """A loop written by hand in eager PyTorch."""
    import torch
    from torch import nn

    modules = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "elu": nn.ELU,
               "selu": nn.SELU, "gelu": nn.GELU, "silu": nn.SiLU, "mish": nn.Mish}  # fmt: skip
    started, steps, scores = time.perf_counter(), 0, []
    for trial in trials:
        data = prepare(trial.data, trial.replicate)
        torch.manual_seed(trial.seed("weights"))
        x, y = torch.tensor(data.inputs(data.rows.train)), torch.tensor(data.y[data.rows.train]).long()
        validation, truth = torch.tensor(data.inputs(data.rows.validation)), torch.tensor(data.y[data.rows.validation])
        layers, before = [], x.shape[1]
        for units in trial.model.get("hidden"):
            dense = nn.Linear(before, units)
            nn.init.kaiming_normal_(dense.weight)
            nn.init.zeros_(dense.bias)
            layers += [dense, modules[trial.model.get("activation").name]()]
            before = units
        model = nn.Sequential(*layers, nn.Linear(before, 10))
        rate = trial.optimizer.get("learning_rate")
        kind = torch.optim.Adam if trial.optimizer.name == "adam" else torch.optim.SGD
        optimizer, accuracy = kind(model.parameters(), lr=rate), 0.0
        for _ in range(trial.epochs):
            order = torch.randperm(len(x))
            for step in range(len(x) // trial.batch_size):
                rows = order[step * trial.batch_size : (step + 1) * trial.batch_size]
                optimizer.zero_grad(set_to_none=True)
                nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
                steps += 1
            with torch.no_grad():
                accuracy = float((model(validation).argmax(1) == truth).float().mean())
        scores.append(accuracy)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "steady": seconds, "steps": steps, "scores": scores}


def peak() -> float:
    """The machine's float32 matrix product, in floating-point operations a second: the best of twenty."""
    import tensorflow as tf

    size = 2048
    a = tf.random.normal((size, size))
    product = tf.function(lambda: tf.matmul(a, a), jit_compile=True)
    product()
    times = []
    for _ in range(20):
        started = time.perf_counter()
        product().numpy()
        times.append(time.perf_counter() - started)
    return 2 * size**3 / min(times)


CONTENDERS = {
    "suite": ("this suite, TensorFlow", suite, "tensorflow"),
    "suite_jax": ("this suite, JAX", suite, "jax"),
    "fit": ("model.fit, TensorFlow, as it comes", fit, "tensorflow"),
    "fit_best": ("model.fit, TensorFlow, jit_compile and steps_per_execution", fit_best, "tensorflow"),
    "fit_jax": ("model.fit, JAX, as it comes", fit, "jax"),
    "fit_best_jax": ("model.fit, JAX, jit_compile and steps_per_execution", fit_best, "jax"),
    "torch": ("PyTorch, eager loop by hand", torch_loop, "torch"),
}
