"""A quadratic bowl with noise: the smallest problem on which optimizers have been compared in print."""

from functools import lru_cache

import keras
import numpy as np
from keras import ops

SEED = 42
STEEP = (30.0, 60.0)  # a tenth of the curvatures; the others lie between 0 and 1


def quadratic(input_shape: tuple[int, ...], outputs: int, seed: int) -> keras.Model:
    """A model without layers that computes its own loss, to be trained with the loss `prediction`.

        output(x) = ½ (θ − x)ᵀ H (θ − x),  θ trainable, at first all ones

    Args:
        input_shape: (d,); d = 100 is the published problem `quadratic_deep`.
        outputs, seed: not read; H is the published one, the same for every replicate.

    Reference: Schneider, Balles and Hennig 2019, "DeepOBS: A Deep Learning Optimizer Benchmark Suite",
        arXiv:1903.05499; the curvatures: Chaudhari et al. 2017, "Entropy-SGD", arXiv:1611.01838.
    """
    del outputs, seed
    inputs = keras.Input(input_shape)
    return keras.Model(inputs, Bowl(name="bowl")(inputs))


@keras.saving.register_keras_serializable("experiments")
class Bowl(keras.layers.Layer):
    """The output of `quadratic`: rows (rows, d) to heights (rows, 1)."""

    def build(self, input_shape):
        """Creates θ."""
        self.theta = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="theta")

    def call(self, inputs):
        """The height of each row."""
        difference = ops.convert_to_tensor(self.theta) - inputs
        slope = ops.matmul(difference, np.float32(hessian(inputs.shape[-1])))
        return 0.5 * ops.sum(difference * slope, axis=-1, keepdims=True)


@lru_cache(maxsize=4)
def hessian(size: int) -> np.ndarray:
    """H = Rᵀ diag(λ) R in float64: curvatures λ and a random rotation R, drawn one after the other."""
    draws = np.random.RandomState(SEED)
    steep = size // 10
    curvatures = np.concatenate([draws.uniform(0, 1, size - steep), draws.uniform(*STEEP, steep)])
    turn = rotation(size, draws)
    return turn.T @ np.diag(curvatures) @ turn


def rotation(size: int, draws: np.random.RandomState) -> np.ndarray:
    """A uniformly random rotation of `size` coordinates, one more coordinate at a time.

    Reference: Diaconis and Shahshahani 1987, "The subgroup algorithm for generating uniform random variables".
    """
    angle = 2 * np.pi * draws.uniform()
    matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    for d in range(2, size):
        v = draws.normal(size=d + 1)
        v /= np.linalg.norm(v)
        axis = np.eye(d + 1)[0] - v
        axis /= np.linalg.norm(axis)
        larger = np.eye(d + 1)
        larger[1:, 1:] = matrix
        matrix = larger - 2 * np.outer(axis, axis @ larger)
    return -matrix
