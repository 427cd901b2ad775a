"""Known answers: numbers that follow from a definition, computed with the suite's own layers and optimizers."""

from collections.abc import Callable

import numpy as np
from scipy import integrate, stats

from experiments.verification.check import Check, exact, near

# Random123's test vectors (Salmon et al. 2011): key, counter, result of 20 rounds
THREEFRY = (
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xC4923A9C, 0x483DF7A0)),
)
CURVATURE, RATE, MOMENTUM = 53.129015, 0.01, 0.9
STEPS = 400


def rows() -> list[Check]:
    """All of them."""
    return [*threefry(), *selu(), stability(), terminal_speed()]


def threefry() -> list[Check]:
    """Random bits: Threefry-2x32 with 20 rounds against its published test vectors."""
    from custom_layers.random import threefry2x32

    checks = []
    for number, (key, counter, published) in enumerate(THREEFRY, start=1):
        first, second = (tuple(np.array([word], np.uint32) for word in pair) for pair in (key, counter))
        for which, (word, ours) in enumerate(zip(published, threefry2x32(first, second, np), strict=True)):
            name = f"Threefry-2x32, vector {number}, {('first', 'second')[which]} word"
            checks.append(exact(name, word, int(ours[0]), "08x"))
    return checks


def selu() -> list[Check]:
    """The constants of Klambauer et al. 2017, and what they are made for: normal inputs keep mean 0 and variance 1."""
    from custom_layers.activations.selu import ALPHA, SCALE

    def value(x: float) -> float:
        return SCALE * (x if x > 0 else ALPHA * np.expm1(x))

    return [
        near("SELU's α", 1.6732632423543778, ALPHA, 1e-15, ".15f", "the last printed digit is round-off"),
        near("SELU's scale", 1.0507009873554805, SCALE, 1e-15, ".15f"),
        near("SELU of a standard normal value, mean", 0, moment(value), 1e-9, ".9f", "by quadrature"),
        near("SELU of a standard normal value, variance", 1, moment(lambda x: value(x) ** 2), 1e-9, ".9f"),
    ]


def moment(function: Callable[[float], float]) -> float:
    """The mean of a function of a standard normal value."""
    halves = ((-np.inf, 0.0), (0.0, np.inf))
    return sum(integrate.quad(lambda x: function(x) * stats.norm.pdf(x), *half)[0] for half in halves)


def stability() -> Check:
    """Gradient descent on ½ λ θ² shrinks θ up to the rate 2/λ: found by bisection with the suite's own SGD."""
    from custom_layers.optimizers import SGD

    def grows(rate: float) -> bool:
        theta = 1.0
        for step in range(1, STEPS + 1):
            theta, _ = SGD.rule(CURVATURE * theta, theta, {}, step, {"learning_rate": rate})
        return not abs(theta) <= 1  # also when it has overflown

    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if grows(middle) else (middle, high)
    return near("Largest stable rate, curvature 53.129: 2/λ", 2 / CURVATURE, low, 1e-9, ".6f")


def terminal_speed() -> Check:
    """On a constant slope of 1 momentum's step tends to η / (1 − β): the suite's own, after 400 steps."""
    from custom_layers.optimizers import Momentum

    hyper = {"learning_rate": RATE, "momentum": MOMENTUM, "rate_inside": True}
    before = theta = np.zeros(1)
    slots = {"m": np.zeros(1)}
    for step in range(1, STEPS + 1):
        before, (theta, slots) = theta, Momentum.rule(1.0, theta, slots, step, hyper)
    speed = float((before - theta)[0])
    return near("Terminal speed of momentum 0.9 at rate 0.01: η/(1 − β)", RATE / (1 - MOMENTUM), speed, 1e-9, ".6f")
