"""Sparse: a few large weights into each unit."""

import math
import random

import keras
import numpy as np
from keras import ops

from custom_layers.random import normal, uniform


@keras.saving.register_keras_serializable("custom_layers")
class Sparse(keras.initializers.Initializer):
    """Each unit receives from a fixed number of inputs, whatever the width of the layer below.

        W[i, j] ~ N(0, stddev²) for k inputs i of each unit j, drawn without repetition; 0 elsewhere

    for weights of `shape` (..., n_out), read as a matrix of ∏(...) inputs. Units differ as much as they can,
    and their input does not grow with the width.

    Args:
        connections: k ≥ 1; all inputs where there are fewer.
        stddev: standard deviation of the weights that are not 0; 1 as published for sigmoid units, whose biases are
            0, and 0.25 for tanh units, whose biases are set to 0.5 with it.
        seed: integer in [0, 2⁶³), or `None` to draw one (`keras.utils.set_random_seed` then governs it). An
            instance draws the same numbers each time, the same on every backend.

    Raises:
        ValueError: `connections` below 1.

    Reference: Martens 2010, "Deep learning via Hessian-free optimization", section 5 (15 connections);
        Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", section
        3.1 (both standard deviations and biases).
    """

    def __init__(self, connections=15, stddev=1.0, seed=None):
        if connections < 1:
            raise ValueError(f"`connections` must be at least 1. Received: connections={connections}")
        self.connections = connections
        self.stddev = stddev
        self.seed = seed
        self._seed = random.randint(1, 10**9) if seed is None else seed

    def __call__(self, shape, dtype=None):
        """Weights of `shape`."""
        matrix = (math.prod(shape[:-1]), shape[-1])
        # the inputs of a unit are those of its smallest draws, from a stream apart from the weights'
        rank = uniform(matrix, self._seed + 2**63).argsort(axis=0).argsort(axis=0)
        values = np.where(rank < self.connections, self.stddev * normal(matrix, self._seed), 0)
        return ops.cast(values.reshape(shape), dtype or keras.config.floatx())

    def get_config(self):
        """The constructor's arguments."""
        return {"connections": self.connections, "stddev": self.stddev, "seed": self.seed}
