"""A network of Python's as a file, and what tells it from another one."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import keras
from keras import ops

from experiments.own_networks.saved import changing, unseeded


def packed(network: keras.Model) -> tuple[bytes, bytes]:
    """A network as the bytes of a file, and what makes it this network while its weights are drawn anew.

    That is its layers and the weights that training does not change. Names of layers do not count, nor do seeds: a
    notebook's cell that is run again makes the same network, which Keras gives other names.
    """
    with TemporaryDirectory() as folder:
        network.save(path := Path(folder, "network.keras"))
        content = path.read_bytes()
    drawn = {id(variable) for variable in changing(network)}
    kept = [ops.convert_to_numpy(variable).tobytes() for variable in network.variables if id(variable) not in drawn]
    names = [layer.name for layer in network._flatten_layers()]
    numbers = {name: f"layer {number}" for number, name in enumerate(names)}
    config = unseeded(keras.saving.serialize_keras_object(network))
    text = json.dumps(renamed(config, numbers), sort_keys=True, default=str)
    return content, b"|".join([text.encode(), *kept])


def renamed(config: Any, names: dict[str, str]) -> Any:
    """A configuration with other names of layers."""
    if isinstance(config, dict):
        return {key: renamed(value, names) for key, value in config.items()}
    if isinstance(config, list | tuple):
        return [renamed(value, names) for value in config]
    return names.get(config, config) if isinstance(config, str) else config
