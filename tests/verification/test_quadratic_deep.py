"""The published baselines from a second program: DeepOBS's quadratic problem in plain NumPy."""

import numpy as np
import pytest

from experiments.verification.check import same_mean
from experiments.verification.quadratic_deep import DIGITS, LARGEST, PUBLISHED, SEEDS, START

SIZE, BATCH, STEPS, EPOCHS, TESTED = 100, 128, 7, 100, 896


def hessian():
    """H = Rᵀ diag(λ) R, the rotation grown by one Householder reflection a dimension."""
    draws = np.random.RandomState(42)
    curvatures = np.concatenate([draws.uniform(0, 1, 90), draws.uniform(30, 60, 10)])
    angle = 2 * np.pi * draws.uniform()
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    for d in range(2, SIZE):
        direction = draws.normal(size=d + 1)
        mirror = -direction / np.linalg.norm(direction)
        mirror[0] += 1
        mirror /= np.linalg.norm(mirror)
        turn = np.pad(turn, ((1, 0), (1, 0)))
        turn[0, 0] = 1
        turn = turn - 2 * np.outer(mirror, mirror @ turn)
    return turn.T @ (curvatures[:, None] * turn)


H = hessian()
TRAIN, TEST = (np.float64(np.float32(np.random.RandomState(seed).normal(0, 0.6, (1000, SIZE)))) for seed in (42, 43))


def loss(theta):
    away = theta - TEST[:TESTED]
    return float(0.5 * (away @ H * away).sum(1).mean())


def sgd(rate):
    return lambda slots, gradient: -rate * gradient


def momentum(rate, beta):
    def step(slots, gradient):
        slots["m"] = beta * slots.get("m", 0) - rate * gradient
        return slots["m"]

    return step


def adam(rate, beta_1=0.9, beta_2=0.999, epsilon=1e-8):
    def step(slots, gradient):
        t = slots["t"] = slots.get("t", 0) + 1
        m = slots["m"] = beta_1 * slots.get("m", 0) + (1 - beta_1) * gradient
        v = slots["v"] = beta_2 * slots.get("v", 0) + (1 - beta_2) * gradient**2
        return -rate * (1 - beta_2**t) ** 0.5 / (1 - beta_1**t) * m / (np.sqrt(v) + epsilon)

    return step


RULES = {"SGD": sgd(0.01584893), "Momentum": momentum(0.00251189, 0.99), "Adam": adam(0.03981072)}


def train(rule, seed, fixed=True, epochs=EPOCHS):
    """The final test loss; all that a seed decides is the order of the batches."""
    generator, theta, slots = np.random.default_rng(seed), np.ones(SIZE), {}
    order = generator.permutation(len(TRAIN))
    for epoch in range(epochs):
        order = order if fixed or not epoch else generator.permutation(len(TRAIN))
        for batch in order[: BATCH * STEPS].reshape(STEPS, BATCH):
            theta = theta + rule(slots, H @ (theta - TRAIN[batch].mean(0)))
    return loss(theta)


def test_the_construction_has_the_check_digits():
    assert [H[0, 0], H[0, 1], np.trace(H)] == pytest.approx(list(DIGITS.values()), abs=1e-9)
    assert np.linalg.eigvalsh(H)[-1] == pytest.approx(LARGEST, abs=5e-7)
    assert loss(np.ones(SIZE)) == pytest.approx(START, abs=3e-5)  # float32 there


@pytest.mark.parametrize("name", PUBLISHED)
def test_ten_seeds_agree_with_the_published_ten(name):
    ours = [train(RULES[name], seed) for seed in range(SEEDS)]
    assert same_mean(name, *PUBLISHED[name], SEEDS, ours, ".4f").agrees


def test_a_new_order_each_epoch_would_not_agree():
    ours = [train(RULES["Momentum"], seed, fixed=False) for seed in range(SEEDS)]
    assert not same_mean("Momentum", *PUBLISHED["Momentum"], SEEDS, ours, ".4f").agrees


def test_sgd_diverges_beyond_2_over_the_largest_curvature():
    assert train(sgd(0.0251), 0, epochs=10) < START
    with np.errstate(over="ignore", invalid="ignore"):
        assert not train(sgd(0.0398), 0) < START
    assert 0.0251 < 2 / LARGEST < 0.0398
