"""What each layer does, in float64 NumPy: one output at a time, as its paper prints it.

A rule takes inputs, the layer's weights by name, its options and whether it trains.
"""

from statistics import NormalDist

import numpy as np

from custom_layers.random import uniform


def dropout(x, w, training, rate, seed):
    return np.where(uniform(x.shape, seed) >= np.float32(rate), x / (1 - rate), 0) if training else x


def monte_carlo_dropout(x, w, training, rate, seed):
    return dropout(x, w, True, rate, seed)


def spatial_dropout(x, w, training, rate, seed):
    maps = uniform((len(x), x.shape[-1]), seed) >= np.float32(rate)
    thinned = [[x[b, ..., c] * maps[b, c] for c in range(x.shape[-1])] for b in range(len(x))]
    return np.moveaxis(np.array(thinned), 1, -1) / (1 - rate) if training else x


def alpha_dropout(x, w, training, rate, seed):
    low, keep = -1.7580993408473766, 1 - rate
    thinned = np.where(uniform(x.shape, seed) >= np.float32(rate), x, low)
    a = (keep + low**2 * keep * (1 - keep)) ** -0.5
    return a * thinned - a * low * (1 - keep) if training else x


def dense(x, w, training, **_):
    return np.array([[sum(row * column) for column in w["kernel"].T] for row in x]) + w["bias"]


def batch_normalization(x, w, training, epsilon=1e-3, **_):
    columns = x.reshape(-1, x.shape[-1])
    mean, variance = w["moving_mean"], w["moving_variance"]
    if training:
        mean = columns.sum(0) / len(columns)
        variance = ((columns - mean) ** 2).sum(0) / len(columns)
    return w.get("gamma", 1) * (x - mean) / np.sqrt(variance + epsilon) + w.get("beta", 0)


def periodic_encoding(x, w, training, **_):
    angles = [[2 * np.pi * c * value for c, value in zip(w["frequency"], row, strict=True)] for row in x]
    return np.array([[[*np.sin(angle), *np.cos(angle)] for angle in row] for row in angles])


def piecewise_linear_encoding(x, w, training, bins):
    edges = [-3, *(NormalDist().inv_cdf(t / bins) for t in range(1, bins)), 3]

    def filled(value, t):
        if value < edges[t - 1] and t > 1:
            return 0
        if value >= edges[t] and t < bins:
            return 1
        return (value - edges[t - 1]) / (edges[t] - edges[t - 1])

    return np.array([[[filled(value, t) for t in range(1, bins + 1)] for value in row] for row in x])


def feature_dense(x, w, training, **_):
    return np.array([[code @ w["kernel"][f] + w["bias"][f] for f, code in enumerate(row)] for row in x])


def quantile_normalization(x, w, training, quantiles):
    def normal(value, q):
        equal = [k for k, known in enumerate(q) if known == value]
        if equal:
            share = np.mean(equal)
        elif value < q[0] or value > q[-1]:
            share = 0 if value < q[0] else len(q) - 1
        else:
            k = max(k for k, known in enumerate(q) if known < value)
            share = k + (value - q[k]) / (q[k + 1] - q[k])
        share = min(max(share / (len(q) - 1), NormalDist().cdf(-3)), NormalDist().cdf(3))
        return NormalDist().inv_cdf(share)

    return np.array([[normal(value, q) for value, q in zip(row, np.transpose(quantiles), strict=True)] for row in x])


def two(value):
    return (value, value) if isinstance(value, int) else value


def patches(x, size, strides, dilation, padding):
    """(batch, rows, columns, height, width, channels): what is seen from each place; nan outside."""
    (kh, kw), (sh, sw), (dh, dw) = two(size), two(strides), two(dilation)
    _, height, width, _ = x.shape
    reach = (kh - 1) * dh + 1, (kw - 1) * dw + 1
    top = left = 0
    rows, columns = (height - reach[0]) // sh + 1, (width - reach[1]) // sw + 1
    if padding == "same":
        rows, columns = -(-height // sh), -(-width // sw)
        top = max((rows - 1) * sh + reach[0] - height, 0) // 2
        left = max((columns - 1) * sw + reach[1] - width, 0) // 2
    seen = np.full((len(x), rows, columns, kh, kw, x.shape[-1]), np.nan)
    for r, c, i, j in np.ndindex(rows, columns, kh, kw):
        y, z = r * sh + i * dh - top, c * sw + j * dw - left
        if 0 <= y < height and 0 <= z < width:
            seen[:, r, c, i, j] = x[:, y, z]
    return seen


def conv2d(x, w, training, kernel_size, filters, strides=1, dilation_rate=1, padding="valid", activation=None, **_):
    seen = np.nan_to_num(patches(x, kernel_size, strides, dilation_rate, padding))
    y = np.einsum("brcijk,ijkf->brcf", seen, w["kernel"]) + w.get("bias", 0)
    return np.maximum(y, 0) if activation == "relu" else y


def max_pooling(x, w, training, pool_size=2, strides=None, padding="valid"):
    return np.nanmax(patches(x, pool_size, strides or pool_size, 1, padding), axis=(3, 4))


def average_pooling(x, w, training, pool_size=2, strides=None, padding="valid"):
    return np.nanmean(patches(x, pool_size, strides or pool_size, 1, padding), axis=(3, 4))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def simple_rnn(x, w, training, units, **options):
    def step(h, x):
        return np.tanh(x @ w["kernel"] + h @ w["recurrent_kernel"] + w.get("bias", 0))

    return run(step, x, np.zeros((len(x), units)), **options)


def lstm(x, w, training, units, **options):
    def step(state, x):
        h, c = state
        i, f, g, o = np.split(x @ w["kernel"] + h @ w["recurrent_kernel"] + w.get("bias", 0), 4, axis=-1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return np.array([sigmoid(o) * np.tanh(c), c])

    return run(step, x, np.zeros((2, len(x), units)), **options)


def gru(x, w, training, units, reset_after=True, **options):
    (W_z, W_r, W), (U_z, U_r, U) = (np.split(w[name], 3, axis=1) for name in ("kernel", "recurrent_kernel"))
    b = np.resize(w.get("bias", [[0] * 3 * units]), (2, 3 * units)) * ([[1], [1]] if reset_after else [[1], [0]])
    (b_z, b_r, b_x), (c_z, c_r, c) = (np.split(each, 3) for each in b)

    def step(h, x):
        z = sigmoid(x @ W_z + h @ U_z + b_z + c_z)
        r = sigmoid(x @ W_r + h @ U_r + b_r + c_r)
        g = np.tanh(x @ W + b_x + (r * (h @ U + c) if reset_after else (r * h) @ U))
        return z * h + (1 - z) * g

    return run(step, x, np.zeros((len(x), units)), **options)


def threshold_unit(x, w, training, units):
    return np.array([[sum(row * w["kernel"][:, j]) + w["bias"][j] >= 0 for j in range(units)] for row in x], float)


def landscape(x, w, training, function, start, curvatures=None):
    position = w["position"]
    heights = {
        "quadratic": (w["curvature"] * position**2).sum() / 2,
        "plateau": 1 - np.exp(-(position**2).sum() / 2),
    }
    return np.full((len(x), 1), heights[function])


def run(step, x, state, return_sequences=False, **_):
    outputs = []
    for t in range(x.shape[1]):
        state = step(state, x[:, t])
        outputs.append(state[0] if state.ndim == 3 else state)
    return np.stack(outputs, axis=1) if return_sequences else outputs[-1]
