"""Negative log-likelihood beside cross-entropy with one-hot labels (claim O5)."""

import math

import numpy as np
from keras import ops

from custom_layers.activations import softmax
from custom_layers.losses import CrossEntropy, NegativeLogLikelihood
from experiments.record import Outcome
from experiments.simulations.tools.tensors import FLOAT, array, deviation, slopes, tensor


def likelihood_identity(seed: int, rows: int = 64, classes: int = 5, features: int = 8, steps: int = 20) -> Outcome:
    """Softmax with negative log-likelihood against cross-entropy, as losses, as gradients, and in training.

        −ln q[y] = H(onehot(y), q);  −log₂ q[y] = H / ln 2;  ∂/∂z = q − onehot(y), or that over ln 2

    Values: `error` (the largest of the next four), `loss_error`, `gradient_error`, `others_error` (how far the
    likelihood moves when only outputs of other classes are changed), `curve_error` (how far two training curves part,
    base 2 at a rate ln 2 times the other's). Curves: those of `steps` steps of gradient descent.

    Args:
        seed: of scores, labels, and the table that is trained on.
        rows, classes, features: of the random table.
        steps: of training.
    """
    random = np.random.default_rng(seed)
    z, y = 1.5 * random.normal(size=(rows, classes)), random.integers(0, classes, rows)
    hot, q = np.eye(classes)[y], np.exp(z) / np.exp(z).sum(-1, keepdims=True)
    by_hand = -np.log(q[np.arange(rows), y])
    natural, bits, entropy = losses(y, hot)
    scale = math.log(2)
    values = [array(natural(tensor(z))), array(bits(tensor(z))) * scale, array(entropy(tensor(z)))]
    gradients = [slopes(natural, z)[0], slopes(bits, z)[0] * scale, slopes(entropy, z)[0]]

    moved = random.dirichlet(np.ones(classes), rows) * (1 - hot)
    moved = hot * q + moved / moved.sum(-1, keepdims=True) * (1 - q[np.arange(rows), y])[:, None]
    likelihood = NegativeLogLikelihood(base=math.e, reduction=None, dtype=FLOAT)

    x = random.normal(size=(rows, features))
    first, second = trained(x, entropy, 0.5, steps, classes), trained(x, bits, 0.5 * scale, steps, classes)
    second = [value * scale for value in second]
    errors = {
        "loss_error": max(deviation(value, by_hand) for value in values),
        "gradient_error": max(deviation(gradient, q - hot) for gradient in gradients),
        "others_error": deviation(array(likelihood(y, tensor(moved))), by_hand),
        "curve_error": deviation(first, second),
    }
    return Outcome(
        values={"error": max(errors.values()), **errors},
        curves={"step": [float(i) for i in range(steps + 1)], "cross-entropy": first, "likelihood in nats": second},
    )


def losses(y: np.ndarray, hot: np.ndarray) -> list:
    """Of scores z before softmax: likelihood in nats, in bits, and cross-entropy, one value a row."""

    def likelihood(base):
        loss = NegativeLogLikelihood(base=base, reduction=None, dtype=FLOAT)
        return lambda z: loss(y, softmax(z))

    entropy = CrossEntropy(from_logits=True, reduction=None, dtype=FLOAT)
    return [likelihood(math.e), likelihood(2.0), lambda z: entropy(hot, z)]


def trained(x: np.ndarray, loss, rate: float, steps: int, classes: int) -> list[float]:
    """The mean loss before training and after each step of gradient descent of a linear layer."""
    kernel, curve, inputs = np.zeros((x.shape[1], classes)), [], tensor(x)

    def total(kernel):
        return ops.mean(loss(ops.matmul(inputs, kernel)))

    for _ in range(steps + 1):
        curve.append(float(array(total(tensor(kernel)))))
        kernel = kernel - rate * slopes(total, kernel)[0]
    return curve
