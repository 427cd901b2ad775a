"""The primitives of the backend that Keras runs on; the files behind it are the only ones that name a backend."""

from importlib import import_module

import keras

from custom_layers.stacking import stacking

NAME = keras.backend.backend()
chosen = import_module(f"experiments.engines.backends.{NAME}_backend")
TITLE = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}[NAME]
STACKS = NAME in ("tensorflow", "jax")

gradients, argmax = chosen.gradients, chosen.argmax
device, devices, memory = chosen.device, chosen.devices, chosen.memory
compiled, traced, vectorized, loop = chosen.compiled, chosen.traced, stacking()(chosen.vectorized), chosen.loop
put, spread = chosen.put, chosen.spread

if STACKS:
    take, check_compiles = chosen.take, chosen.check_compiles
    looped, REFUSED = chosen.looped, chosen.REFUSED

# Messages of allocators; Keras and compilers raise them in errors of types of their own.
MESSAGES = ("resource_exhausted", "out of memory", "oom when allocating", "std::bad_alloc", "can't allocate memory")


def out_of_memory(error: BaseException | None) -> bool:
    """Whether an error, or what it was raised from, means that there was too little memory."""
    if error is None:
        return False
    short = isinstance(error, chosen.MEMORY_ERRORS) or any(message in str(error).lower() for message in MESSAGES)
    return short or out_of_memory(error.__cause__)
