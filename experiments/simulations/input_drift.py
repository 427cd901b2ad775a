"""How much each layer's inputs and gradient change because the other layers learn (claim B1)."""

import math

import numpy as np

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.step_noise import cosines
from experiments.simulations.tools import networks
from experiments.spec import Part, part

TANH, GLOROT = part("tanh"), part("glorot_normal")
MEASURES = ("moment_drift", "wasserstein", "gradient_change", "gradient_distance")


def input_drift(
    seed: int,
    data: Data,
    learning_rate: float = 0.1,
    batch_normalization: str | None = None,
    activation: Part = TANH,
    initializer: Part = GLOROT,
    hidden: tuple[int, ...] = (32, 32, 32, 32, 32),
    batch_size: int = 64,
    steps: int = 200,
    every: int = 10,
    rows: int = 256,
) -> Outcome:
    """Trains a dense network by SGD and looks, at one update in `every`, at every layer but the first.

    `hidden` layers are of one width. Distributions are those of up to `rows` training rows, before and after one
    update; their unit is the layer's standard deviation over rows, the root mean square over units, before it.

    Values, means over layers and looks (infinite if the training diverges):
    `moment_drift`: |change of the mean| + |change of the standard deviation| of each input unit, the mean over units;
    `wasserstein`: the 1-D Wasserstein distance of each input unit's distributions, the mean over units;
    `gradient_change`: 1 − the cosine between the gradient of the layer's kernel before and after the layers below have
    made their update, on the same batch; `gradient_distance`: the norm of that change over the norm before
    (Santurkar et al. 2018, "How Does Batch Normalization Help Optimization?", definition 2.1, arXiv:1805.11604);
    `loss`: the mean over the last tenth of the batches.
    Curves: the first four, means over layers, and the batch's `loss` at each look, over `step`.
    """
    rng = np.random.default_rng(seed)
    units = hidden[0]
    programs = networks.programs(activation, units, batch_normalization, data.table.task)
    parameters = networks.drawn(seed, data.table, hidden, initializer, batch_normalization is not None)
    probe, _ = networks.rows_of(data, rng.permutation(data.rows.train)[:rows])
    size = min(batch_size, len(data.rows.train))
    losses: list[float] = []
    looks: list[list[float]] = []
    for _ in range(steps // every):
        parameters, more = networks.trained(programs, parameters, data, rng, batch_size, every - 1, learning_rate)
        batch = networks.rows_of(data, rng.choice(data.rows.train, size, replace=False))
        loss, slopes = networks.numpy(programs.gradients(parameters, *batch))
        after = networks.stepped(parameters, slopes, learning_rate)
        losses += [*more, float(loss)]
        if not math.isfinite(loss):
            return Outcome(dict.fromkeys((*MEASURES, "loss"), math.inf), curves(looks, losses, every))
        inputs = (networks.numpy(programs.trace(weights, probe)).inputs[1:] for weights in (parameters, after))
        drifts = np.mean([drift(*pair) for pair in zip(*inputs, strict=True)], 0)
        changes = gradient_changes(programs, parameters, after, slopes, batch)
        looks.append([*drifts, *np.mean(changes, 0)])
        parameters = after
    values = dict(zip(MEASURES, np.mean(looks, 0).tolist(), strict=True))
    last = max(1, steps // 10)
    return Outcome({**values, "loss": float(np.mean(losses[-last:]))}, curves(looks, losses, every))


def curves(looks: list[list[float]], losses: list[float], every: int) -> dict[str, list[float]]:
    """What each look saw, over the step."""
    columns = np.array(looks, np.float64).reshape(-1, len(MEASURES)).T.tolist()
    loss = losses[every - 1 :: every][: len(looks)]
    step = [float(every * (k + 1)) for k in range(len(looks))]
    return {"step": step, **dict(zip(MEASURES, columns, strict=True)), "loss": loss}


def drift(before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """Change of moments, and Wasserstein distance, between the inputs (rows, units) of one layer."""
    unit = max(float(np.sqrt(before.var(0).mean())), 1e-12)
    moments = np.abs(after.mean(0) - before.mean(0)) + np.abs(after.std(0) - before.std(0))
    # as many rows in both: the distance is that between the sorted values
    distance = np.abs(np.sort(after, 0) - np.sort(before, 0)).mean()
    return float(moments.mean()) / unit, float(distance) / unit


def gradient_changes(
    programs: networks.Programs,
    before: networks.Parameters,
    after: networks.Parameters,
    slopes: networks.Parameters,
    batch: tuple[np.ndarray, np.ndarray],
) -> list[tuple[float, float]]:
    """1 − cosine and relative distance for the kernel of each layer but the first, once those below it have moved."""

    def stacked(depth: int, name: str) -> np.ndarray:
        # network k has its first k + 1 layers moved
        return np.stack([(after if depth <= k else before)[depth][name] for k in range(len(before) - 1)])

    stack = [{name: stacked(depth, name) for name in layer} for depth, layer in enumerate(before)]
    moved = programs.each(stack, *batch)
    changes = []
    for layer in range(1, len(before)):
        old = slopes[layer]["kernel"].ravel()
        new = networks.numpy(moved[layer]["kernel"])[layer - 1].ravel()
        length = max(float(np.linalg.norm(old)), 1e-300)
        changes.append((1 - float(cosines(old, new)), float(np.linalg.norm(new - old)) / length))
    return changes
