"""A network from a `.keras` file."""

from typing import Any

import keras
from keras import ops

WEIGHTS = ("drawn", "kept")


def saved(path: str, weights: str = "drawn") -> keras.Model:
    """A network as a file has it: its layers, with initial weights of its own for each trial, or with the file's.

    Drawn are the weights that train and the moving moments of batch normalisation, by the initializers of the file but
    not by their seeds: else all replicates would begin alike. What is frozen or adapted (a backbone, a
    `Normalization`) stays as the file has it. Nothing in the file is executed: a `Lambda` is refused.

    Args:
        path: of the file.
        weights: `drawn`, or `kept` to go on from those of the file, in every trial.

    Raises:
        ValueError: other `weights`, or a file that Keras cannot read.
    """
    if weights not in WEIGHTS:
        raise ValueError(f"`weights` must be one of {', '.join(WEIGHTS)}. Received: weights={weights!r}")
    file = keras.models.load_model(path, compile=False, safe_mode=True)
    network = keras.saving.deserialize_keras_object(unseeded(keras.saving.serialize_keras_object(file)), safe_mode=True)
    drawn = [(variable, ops.convert_to_numpy(variable)) for variable in changing(network)]
    network.load_weights(path)
    if weights == "drawn":
        for variable, array in drawn:
            variable.assign(array)
    return network


def changing(network: keras.Model) -> list:
    """The weights that training changes, and moments that follow it."""
    layers = network._flatten_layers(include_self=False)  # Keras has no public way to layers within layers
    normal = [layer for layer in layers if type(layer).__name__ == "BatchNormalization" and layer.trainable]
    return [*network.trainable_variables, *(moment for layer in normal for moment in layer.non_trainable_variables)]


def unseeded(config: Any) -> Any:
    """A configuration without the seeds in it."""
    if isinstance(config, dict):
        return {name: None if name == "seed" else unseeded(value) for name, value in config.items()}
    return [unseeded(value) for value in config] if isinstance(config, list) else config
