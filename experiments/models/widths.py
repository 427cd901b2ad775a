"""Widths of hidden layers that give a network about so many parameters."""

from itertools import pairwise


def count(widths: tuple[int, ...]) -> int:
    """Weights and biases of dense layers of these widths, inputs first, outputs last."""
    return sum((inputs + 1) * outputs for inputs, outputs in pairwise(widths))


def fitted(shape: tuple[int, ...], inputs: int, outputs: int, parameters: int) -> tuple[int, ...]:
    """Hidden widths in the proportions of `shape`, at least 1 each, whose parameters come nearest to `parameters`."""
    widest, unit = parameters // max(1, inputs) + parameters, max(shape)
    candidates = ((max(1, round(width * step / unit)) for width in shape) for step in range(1, widest + 1))
    best: tuple[int, ...] = ()
    for widths in map(tuple, candidates):
        above = count((inputs, *widths, outputs)) - parameters
        if not best or abs(above) < abs(count((inputs, *best, outputs)) - parameters):
            best = widths
        if above > 0:
            return best
    return best
