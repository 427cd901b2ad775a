"""Softmax of random inputs against its identities (claim O4)."""

import numpy as np
from scipy.special import expit

from custom_layers.activations import sigmoid, softmax
from experiments.record import Outcome
from experiments.simulations.tools.tensors import array, deviation, tensor


def softmax_identities(seed: int, samples: int = 1000, classes: int = 10) -> Outcome:
    """Softmax of random inputs against its identities.

        p = softmax(z):  0 < p < 1,  Σ p = 1,  pᵢ / pₖ = exp(zᵢ − zₖ),  softmax([x, 0])₁ = σ(x)

    "Pushes down all but the largest" is read as: against plain shares zᵢ / Σz of positive inputs, every output but the
    largest is smaller. That depends on the inputs' scale.

    Values: `error` (largest deviation from the identities), `outside` (outputs not in (0, 1)), `moved` (samples whose
    largest output is not the largest input's), `pushed_down` (share of samples, z uniform in (0, 5), in which all but
    the largest fall below their plain shares). Curves: that share, and the mean share of the largest, over the scale.

    Args:
        seed: of the inputs.
        samples, classes: how many inputs of what length.
    """
    random = np.random.default_rng(seed)
    z = random.normal(scale=2, size=(samples, classes))
    p, x = array(softmax(tensor(z))), 3 * random.normal(size=samples)
    top = z.argmax(-1)[:, None]
    ratios = p / np.take_along_axis(p, top, -1)
    pair = array(softmax(tensor(np.stack([x, np.zeros(samples)], -1))))[:, 0]
    errors = (
        deviation(p.sum(-1), np.ones(samples)),
        deviation(ratios, np.exp(z - np.take_along_axis(z, top, -1))),
        deviation(pair, expit(x)),
        deviation(pair, array(sigmoid(tensor(x)))),
    )
    scales = np.geomspace(0.1, 100, 31)
    shares = random.uniform(size=(samples, classes))
    comparisons = [compared(scale * shares) for scale in scales]
    return Outcome(
        values={
            "error": max(errors),
            "outside": float(((p <= 0) | (p >= 1)).sum()),
            "moved": float((p.argmax(-1) != top[:, 0]).sum()),
            "pushed_down": compared(5 * shares)[0],
        },
        curves={
            "scale": scales.tolist(),
            "all others pushed down": [pushed for pushed, _, _ in comparisons],
            "softmax of the largest": [largest for _, largest, _ in comparisons],
            "plain share of the largest": [plain for _, _, plain in comparisons],
        },
    )


def compared(z: np.ndarray) -> tuple[float, float, float]:
    """Samples in which softmax lowers all but the largest share; the largest share, mean, by softmax and plainly."""
    p, plain = array(softmax(tensor(z))), z / z.sum(-1, keepdims=True)
    others = np.arange(z.shape[-1]) != z.argmax(-1)[:, None]
    pushed = ((p < plain) | ~others).all(-1)
    return float(pushed.mean()), float(p.max(-1).mean()), float(plain.max(-1).mean())
