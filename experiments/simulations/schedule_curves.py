"""The learning rate of every schedule over one training, for the figure to claims L3 and L4."""

import numpy as np
from keras import ops

from custom_layers.schedules import Plateau, Warmup
from experiments import build
from experiments.record import Outcome
from experiments.spec import part

EPOCHS = 20  # in which `plateau` counts


def schedule_curves(seed: int, learning_rate: float = 0.1, steps: int = 200) -> Outcome:
    """Rates from `learning_rate` over `steps` steps; `seed` is not read.

    `warmup` rises over a tenth of the steps and then decays exponentially; `plateau` watches a loss that falls for a
    tenth of the steps, stays level for three tenths, falls once more and stays level, and waits two of twenty epochs.

    Values: for each schedule its mean rate over `learning_rate`.
    Curves: the rate of each schedule at each `step`.
    """
    del seed
    tenth = max(1, steps // 10)
    specs = {
        "constant": part("constant"),
        "exponential": part("exponential", decay_share=1.0),
        "one_cycle": part("one_cycle"),
        "step": part("step", decay_share=0.3, decay_rate=0.5),
        "power": part("power", decay_share=0.1),
        "piecewise_constant": part("piecewise_constant", boundary_shares=(0.4, 0.8), factors=(1.0, 0.1, 0.01)),
        "cosine_restarts": part("cosine_restarts", first_decay_steps=3 * tenth),
    }
    schedules = {name: build.schedule(spec, learning_rate, steps) for name, spec in specs.items()}
    schedules["warmup"] = Warmup(schedules["exponential"], tenth)
    step = np.arange(steps)
    rates = {name: ops.convert_to_numpy(schedule(step)).astype(np.float64) for name, schedule in schedules.items()}
    plateau, losses = Plateau(learning_rate, factor=0.5, patience=2), synthetic(EPOCHS)
    epochs = np.array([float(plateau(losses[:k])) for k in range(EPOCHS)])
    rates["plateau"] = epochs[step * EPOCHS // steps]
    # one of the schedules is called as the axis is: the axis keeps the name
    curves = {f"{name}_decay" if name == "step" else name: rate for name, rate in rates.items()}
    means = {name: float(rate.mean() / learning_rate) for name, rate in curves.items()}
    every = slice(None, None, -(-steps // 200))
    return Outcome(
        means, {"step": step[every].astype(float).tolist(), **{k: rate[every].tolist() for k, rate in curves.items()}}
    )


def synthetic(epochs: int) -> np.ndarray:
    """A loss after each epoch that falls from 1 to ½, rests, falls to ¼ and rests."""
    return np.interp(np.arange(epochs) / epochs, [0, 0.1, 0.4, 0.5, 1], [1, 0.5, 0.5, 0.25, 0.25])
