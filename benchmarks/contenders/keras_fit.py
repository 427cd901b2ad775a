"""Plain Keras: build, compile and fit, one trial after the other, on arrays."""

import time
from typing import Any

import numpy as np

from experiments.data import prepare
from experiments.spec import Trial


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
    """Keras as it comes."""
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
    """Keras at its fastest settings: XLA, and an epoch's steps in one call."""
    return fit(trials, jit_compile=True)
