"""The primitives of the backend that Keras runs on; the files behind it are the only ones that name a backend."""

from importlib import import_module

import keras

from custom_layers.stacking import stacking

NAME = keras.backend.backend()
chosen = import_module(f"experiments.engines.{NAME}_backend")
STACKS = NAME in ("tensorflow", "jax")

out_of_memory, gradients, argmax = chosen.out_of_memory, chosen.gradients, chosen.argmax
device, devices, memory = chosen.device, chosen.devices, chosen.memory

if STACKS:
    compiled, traced, vectorized, loop = chosen.compiled, chosen.traced, stacking()(chosen.vectorized), chosen.loop
    take, put, spread = chosen.take, chosen.put, chosen.spread
