"""predict_distribution: what a network with Monte Carlo dropout predicts, and how sure it is."""

import numpy as np
from keras import ops

KINDS = ("values", "probabilities", "logits")


def predict_distribution(model, inputs, samples=100, outputs="values", batch_size=128):
    """Mean and spread of repeated predictions, each by another random thinning of the network.

        mean    = Σ_s y_s / S
        std     = √(Σ_s (y_s − mean)² / S)
        entropy = −Σ_c mean_c ln mean_c    in nats, 0 for certainty, ln C for none

    Args:
        model: a built model that draws at inference (`MonteCarloDropout`); its counters move on.
        inputs: array (rows, ...), or a list of them.
        samples: S ≥ 1.
        outputs: what the model gives, (rows, ..., C): "probabilities" of C classes (C = 1: of the second of two),
            "logits" to be sent through a softmax (C = 1: a sigmoid) before anything else, or "values".
        batch_size: rows at a time, each `samples` times.

    Returns:
        dict of arrays: `mean` and `std` (rows, ..., C), float64, and, unless for values, `entropy` (rows, ...).

    Raises:
        ValueError: an unknown kind of outputs, or no samples.

    Reference: Gal and Ghahramani 2016, "Dropout as a Bayesian Approximation", equation (6), arXiv:1506.02142;
        predictive entropy: Gal 2016, "Uncertainty in Deep Learning", section 3.3.1.
    """
    if outputs not in KINDS or samples < 1:
        raise ValueError(
            f"`outputs` must be one of {KINDS}, `samples` at least 1. Received: outputs={outputs}, samples={samples}"
        )
    several = isinstance(inputs, list | tuple)
    arrays = [np.asarray(array) for array in (inputs if several else [inputs])]
    means, spreads = [], []
    for start in range(0, len(arrays[0]), batch_size):
        rows = [array[start : start + batch_size] for array in arrays]
        drawn = [model.predict_on_batch(rows if several else rows[0]) for _ in range(samples)]
        drawn = _probabilities(np.stack(drawn)) if outputs == "logits" else np.float64(np.stack(drawn))
        means.append(drawn.mean(0))
        spreads.append(drawn.std(0))
    moments = {"mean": np.concatenate(means), "std": np.concatenate(spreads)}
    return moments if outputs == "values" else {**moments, "entropy": _entropy(moments["mean"])}


def _probabilities(logits):
    squash = ops.sigmoid if logits.shape[-1] == 1 else ops.softmax
    return np.float64(ops.convert_to_numpy(squash(ops.convert_to_tensor(logits))))


def _entropy(p):
    p = np.concatenate([1 - p, p], axis=-1) if p.shape[-1] == 1 else p
    # 0 ln 0 = 0
    return -(p * np.log(np.where(p > 0, p, 1))).sum(-1)
