"""How good predicted class probabilities are: float64 NumPy, for one network's predictions."""

import numpy as np

BINS = 15


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Logarithms of the probabilities that class scores (..., classes) stand for."""
    shifted = scores.astype(np.float64) - scores.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def calibration(scores: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """How far probabilities p = softmax(scores) of n rows are from what happened.

        nll   = −mean ln p[y]                                     negative log-likelihood, nats
        brier = mean Σ_k (p_k − [k = y])²                         between 0 and 2
        ece   = Σ_b n_b / n · |hits_b − confidence_b|             expected calibration error

    over the 15 bins b of `reliability`.

    Args:
        scores: (rows, classes).
        labels: class numbers (rows,).

    Reference: Guo, Pleiss, Sun and Weinberger 2017, "On Calibration of Modern Neural Networks", equations (3) and
        (4), arXiv:1706.04599; Brier 1950, Monthly Weather Review 78(1).
    """
    logarithms = log_softmax(scores)
    probabilities = np.exp(logarithms)
    surprise = -logarithms[np.arange(len(labels)), labels]
    bins = reliability(probabilities, labels)
    distance = np.abs(bins["hits"] - bins["confidence"])
    return {
        "nll": float(surprise.mean()),
        "brier": float(((probabilities - np.eye(scores.shape[-1])[labels]) ** 2).sum(-1).mean()),
        "ece": float((bins["count"] * distance).sum() / len(labels)),
    }


def reliability(probabilities: np.ndarray, labels: np.ndarray) -> dict[str, np.ndarray]:
    """The reliability curve: for each of 15 bins (0, 1/15], (1/15, 2/15], ... of the largest probability, its mean
    (`confidence`), the share of rows whose most probable class is the true one (`hits`), and how many rows (`count`).

    An empty bin has its middle as confidence, and no hits.
    """
    top, hit = probabilities.max(-1), probabilities.argmax(-1) == labels
    bin_index = np.clip(np.ceil(top * BINS).astype(int) - 1, 0, BINS - 1)
    count, total, right = (np.bincount(bin_index, weights, BINS) for weights in (None, top, hit))
    middle, nonzero = (np.arange(BINS) + 0.5) / BINS, np.maximum(count, 1)
    return {
        "confidence": np.where(count > 0, total / nonzero, middle),
        "hits": right / nonzero,
        "count": count.astype(float),
    }
