"""Every rule as its paper prints it, in float64 NumPy: what the implementations are compared with.

An optimizer's reference is a generator: given the start and the gradients, it yields the parameter after each
step. Names are the implementations' option names, so that a case's options can be passed as they are.
"""

import numpy as np


def sgd(theta, gradients, learning_rate):
    for g in gradients:
        theta = theta - learning_rate * g
        yield theta


def averaged_sgd(theta, gradients, learning_rate, ema_momentum, ema_overwrite_frequency):
    """Yields the parameter and its running mean after each step."""
    mean = theta
    for t, g in enumerate(gradients, start=1):
        theta = theta - learning_rate * g
        mean = theta if t == 1 else ema_momentum * mean + (1 - ema_momentum) * theta
        if t % ema_overwrite_frequency == 0:
            theta = mean
        yield theta, mean


def momentum(theta, gradients, learning_rate, momentum, rate_inside=True):
    v = 0.0
    for g in gradients:
        v = momentum * v - (learning_rate * g if rate_inside else g)
        theta = theta + (v if rate_inside else learning_rate * v)
        yield theta


def nesterov(theta, gradients, learning_rate, momentum, rate_inside=True):
    # Sutskever's variables: theta is his point plus momentum * v, the place where the gradient is taken
    v, point, factor = 0.0, theta, 1.0 if rate_inside else learning_rate
    for g in gradients:
        v = momentum * v - learning_rate / factor * g
        point = point + factor * v
        yield point + momentum * factor * v


def adagrad(theta, gradients, learning_rate, initial_accumulator_value, epsilon, epsilon_inside=False):
    total = initial_accumulator_value
    for g in gradients:
        total = total + g**2
        theta = theta - learning_rate * g / _root(total, epsilon, epsilon_inside)
        yield theta


def rmsprop(theta, gradients, learning_rate, rho, epsilon, momentum=0.0, centered=False, epsilon_inside=False):
    square = mean = velocity = 0.0
    for g in gradients:
        square = rho * square + (1 - rho) * g**2
        mean = rho * mean + (1 - rho) * g
        variance = square - mean**2 if centered else square
        velocity = (momentum or 0.0) * velocity - learning_rate * g / _root(variance, epsilon, epsilon_inside)
        theta = theta + velocity
        yield theta


def adam(theta, gradients, learning_rate, beta_1, beta_2, epsilon, bias_correction=True):
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        m_hat = m / (1 - beta_1**t) if bias_correction else m
        v_hat = v / (1 - beta_2**t) if bias_correction else v
        theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
        yield theta


def adamax(theta, gradients, learning_rate, beta_1, beta_2, epsilon):
    m = u = 0.0
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        u = np.maximum(beta_2 * u, np.abs(g))
        theta = theta - (learning_rate / (1 - beta_1**t)) * m / (u + epsilon)
        yield theta


def nadam(theta, gradients, learning_rate, beta_1, beta_2, epsilon):
    m = v = 0.0
    mu = [beta_1 * (1 - 0.5 * 0.96**t) for t in range(1, len(gradients) + 2)]
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        m_hat = mu[t] * m / (1 - np.prod(mu[: t + 1])) + (1 - mu[t - 1]) * g / (1 - np.prod(mu[:t]))
        theta = theta - learning_rate * m_hat / (np.sqrt(v / (1 - beta_2**t)) + epsilon)
        yield theta


def adamw(theta, gradients, learning_rate, beta_1, beta_2, epsilon, weight_decay, bias_correction=True):
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        m_hat = m / (1 - beta_1**t) if bias_correction else m
        v_hat = v / (1 - beta_2**t) if bias_correction else v
        theta = theta - learning_rate * (m_hat / (np.sqrt(v_hat) + epsilon) + weight_decay * theta)
        yield theta


def amsgrad(theta, gradients, learning_rate, beta_1, beta_2, epsilon, bias_correction=True):
    m = v = v_max = 0.0
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        v_max = np.maximum(v_max, v)
        m_hat = m / (1 - beta_1**t) if bias_correction else m
        v_hat = v_max / (1 - beta_2**t) if bias_correction else v_max
        theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
        yield theta


def radam(theta, gradients, learning_rate, beta_1, beta_2, epsilon, threshold):
    m = v = 0.0
    rho_inf = 2 / (1 - beta_2) - 1
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g**2
        m_hat, rho = m / (1 - beta_1**t), rho_inf - 2 * t * beta_2**t / (1 - beta_2**t)
        if rho > threshold:
            r = np.sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho))
            m_hat = r * m_hat / (np.sqrt(v / (1 - beta_2**t)) + epsilon)
        theta = theta - learning_rate * m_hat
        yield theta


def adabelief(theta, gradients, learning_rate, beta_1, beta_2, epsilon):
    m = s = 0.0
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        s = beta_2 * s + (1 - beta_2) * (g - m) ** 2 + epsilon
        theta = theta - learning_rate * (m / (1 - beta_1**t)) / (np.sqrt(s / (1 - beta_2**t)) + epsilon)
        yield theta


def lion(theta, gradients, learning_rate, beta_1, beta_2, weight_decay=0.0):
    m = 0.0
    for g in gradients:
        update = np.sign(beta_1 * m + (1 - beta_1) * g)
        m = beta_2 * m + (1 - beta_2) * g
        theta = theta - learning_rate * (update + weight_decay * theta)
        yield theta


def muon(theta, gradients, learning_rate, momentum, nesterov, rms_rate, adam_lr_ratio, **adam_options):
    if theta.ndim != 2:
        options = {key.removeprefix("adam_"): value for key, value in adam_options.items()}
        yield from adam(theta, gradients, learning_rate * adam_lr_ratio, **options)
        return
    rows, columns = theta.shape
    scale = np.sqrt(max(1, columns / rows)) if rms_rate is None else rms_rate * np.sqrt(max(rows, columns))
    m = 0.0
    for g in gradients:
        m = momentum * m + g
        # the quintic acts on the singular values alone
        u, s, vt = np.linalg.svd(g + momentum * m if nesterov else m, full_matrices=False)
        s = s / (np.sqrt((s**2).sum()) + 1e-7)
        for _ in range(5):
            s = 3.4445 * s - 4.7750 * s**3 + 2.0315 * s**5
        theta = theta - learning_rate * scale * (u * s) @ vt
        yield theta


def schedule_free_adamw(theta, gradients, learning_rate, beta_1, beta_2, epsilon, weight_decay=0.0, warmup_steps=0):
    z = x = y = theta
    v = total = 0.0
    for t, g in enumerate(gradients, start=1):
        v = beta_2 * v + (1 - beta_2) * g**2
        gamma = learning_rate * min(1, t / max(warmup_steps, 1))
        z = z - gamma * g / (np.sqrt(v / (1 - beta_2**t)) + epsilon) - gamma * weight_decay * y
        total += gamma**2
        x = (1 - gamma**2 / total) * x + gamma**2 / total * z
        y = (1 - beta_1) * z + beta_1 * x
        yield y


def _root(x, epsilon, inside):
    return np.sqrt(x + epsilon) if inside else np.sqrt(x) + epsilon
