"""Cross-entropy of random distributions against its bound, and whether its excess is a distance (claim O6)."""

import math

import numpy as np
from scipy.stats import entropy

from custom_layers.losses import CrossEntropy, KLDivergence
from experiments.record import Outcome
from experiments.simulations.tools.tensors import FLOAT, array, deviation, tensor


def cross_entropy_bound(seed: int, samples: int = 2000, classes: int = 6, heads: float = 0.3) -> Outcome:
    """Entropies of random distributions p, q, r.

        H(p, q) = −Σ p log q ≥ H(p) = H(p, p);  KL(p, q) = H(p, q) − H(p) ≥ 2 (½ Σ|p − q|)² nats (Pinsker)

    Values: `error` (largest violation of the bound, of H(p, p) = H(p), or of the KL identity in nats and in bits),
    `smallest_excess` (of KL over Pinsker's bound, a ratio: above 1 means that only q = p reaches H(p)), `asymmetry`
    (mean |KL(p, q) − KL(q, p)| in bits) and `triangle_violations` (share of triples whose detour over r is shorter):
    a distance in the strict sense has neither. Curves: H(p, q) and H(p) in bits of a coin with `heads`, over q.

    Args:
        seed: of the distributions, drawn from Dirichlet laws.
        samples, classes: how many, over how many classes.
        heads: probability that the curves' coin shows heads.
    """
    random = np.random.default_rng(seed)
    sharpness = random.uniform(0.5, 5, size=(3, samples, 1))
    drawn = random.gamma(np.broadcast_to(sharpness, (3, samples, classes)))
    p, q, r = 0.999 * drawn / drawn.sum(-1, keepdims=True) + 0.001 / classes
    crossed, own = cross(p, q), entropy(p, axis=-1)
    excess = crossed - own
    errors = (
        float(np.maximum(own - crossed, 0).max()),
        deviation(cross(p, p), own),
        deviation(divergence(p, q, math.e), excess),
        deviation(divergence(p, q, 2.0) * math.log(2), excess),
    )
    forward, backward = divergence(p, q, 2.0), divergence(q, p, 2.0)
    detour = divergence(p, r, 2.0) + divergence(r, q, 2.0)
    guesses = np.linspace(0.01, 0.99, 99)
    coin, guessed = np.full((99, 2), [heads, 1 - heads]), np.stack([guesses, 1 - guesses], -1)
    return Outcome(
        values={
            "error": max(errors),
            "smallest_excess": float((excess / (np.abs(p - q).sum(-1) ** 2 / 2)).min()),
            "asymmetry": float(np.abs(forward - backward).mean()),
            "triangle_violations": float((detour < forward).mean()),
        },
        curves={
            "q": guesses.tolist(),
            "H(p, q)": (cross(coin, guessed) / math.log(2)).tolist(),
            "H(p)": entropy(coin, base=2, axis=-1).tolist(),
        },
    )


def cross(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """H(p, q) of each row, in nats."""
    return array(CrossEntropy(reduction=None, dtype=FLOAT)(tensor(p), tensor(q)))


def divergence(p: np.ndarray, q: np.ndarray, base: float) -> np.ndarray:
    """KL(p, q) of each row, in the base's unit."""
    return array(KLDivergence(base=base, reduction=None, dtype=FLOAT)(tensor(p), tensor(q)))
