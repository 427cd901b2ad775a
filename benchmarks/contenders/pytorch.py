"""PyTorch by hand: an eager loop over trials, and `torch.func.vmap` over a stack of them."""

import time
from typing import Any

import numpy as np

from benchmarks.contenders.arrays import arrays, kinds, stacked_arrays, unit
from experiments.spec import Trial

ADAM = 0.9, 0.999, 1e-7


def network(trial: Trial, features: int) -> Any:
    """The trial's network."""
    import torch
    from torch import nn

    modules = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "elu": nn.ELU,
               "selu": nn.SELU, "gelu": nn.GELU, "silu": nn.SiLU, "mish": nn.Mish}  # fmt: skip
    torch.manual_seed(trial.seed("weights"))
    layers, before = [], features
    for units in trial.model.get("hidden"):
        dense = nn.Linear(before, units)
        nn.init.kaiming_normal_(dense.weight)
        nn.init.zeros_(dense.bias)
        layers += [dense, modules[unit(trial)]()]
        before = units
    return nn.Sequential(*layers, nn.Linear(before, 10))


def loop(trials: list[Trial]) -> dict[str, Any]:
    """An eager loop, one trial after the other."""
    import torch
    from torch import nn

    started, steps, scores = time.perf_counter(), 0, []
    for trial in trials:
        x, y, validation, truth = map(torch.tensor, arrays(trial))
        y, model = y.long(), network(trial, x.shape[1])
        rate = trial.optimizer.get("learning_rate")
        kind = torch.optim.Adam if trial.optimizer.name == "adam" else torch.optim.SGD
        optimizer, accuracy = kind(model.parameters(), lr=rate), 0.0
        for _ in range(trial.epochs):
            order = torch.randperm(len(x))
            for step in range(len(x) // trial.batch_size):
                rows = order[step * trial.batch_size : (step + 1) * trial.batch_size]
                optimizer.zero_grad(set_to_none=True)
                nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
                steps += 1
            with torch.no_grad():
                accuracy = float((model(validation).argmax(1) == truth).float().mean())
        scores.append(accuracy)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "steady": seconds, "steps": steps, "scores": scores}


def vmapped(trials: list[Trial]) -> dict[str, Any]:
    """`torch.func`: all trials with the same activation at once; Adam or gradient descent on stacked weights."""
    started, steps, scores = time.perf_counter(), 0, {}
    for stack in kinds(trials):
        taken, accuracies = train_stack(stack)
        steps += taken
        scores |= {trial.key: accuracy for trial, accuracy in zip(stack, accuracies, strict=True)}
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "steady": seconds, "steps": steps, "scores": [scores[trial.key] for trial in trials]}


def train_stack(trials: list[Trial]) -> tuple[int, list[float]]:
    """Steps of all trials together, and the last validation accuracy of each."""
    import torch
    from torch.func import functional_call, grad, stack_module_state, vmap

    x, y, validation, truth = map(torch.tensor, stacked_arrays(trials))
    y, count, rows = y.long(), len(trials), x.shape[1]
    models = [network(trial, x.shape[-1]) for trial in trials]
    weights, _ = stack_module_state(models)
    weights = {name: weight.detach() for name, weight in weights.items()}
    rates = torch.tensor([trial.optimizer.get("learning_rate") for trial in trials])
    moments = {name: (torch.zeros_like(weight), torch.zeros_like(weight)) for name, weight in weights.items()}
    batch, each = trials[0].batch_size, torch.arange(count)[:, None]

    def loss(weights: Any, x: Any, y: Any) -> Any:
        return torch.nn.functional.cross_entropy(functional_call(models[0], weights, (x,)), y)

    gradient, outputs = vmap(grad(loss)), vmap(lambda weights, x: functional_call(models[0], weights, (x,)))
    beta_1, beta_2, epsilon = ADAM
    step, accuracy = 0, np.zeros(count)
    for _ in range(trials[0].epochs):
        order = torch.rand(count, rows).argsort(1)
        for start in range(0, rows - batch + 1, batch):
            chosen, step = order[:, start : start + batch], step + 1
            for name, slope in gradient(weights, x[each, chosen], y[each, chosen]).items():
                rate = rates.view(-1, *[1] * (slope.ndim - 1))
                if trials[0].optimizer.name == "adam":
                    first, second = moments[name]
                    first.mul_(beta_1).add_(slope, alpha=1 - beta_1)
                    second.mul_(beta_2).addcmul_(slope, slope, value=1 - beta_2)
                    size = (second / (1 - beta_2**step)).sqrt_().add_(epsilon)
                    slope = first / (1 - beta_1**step) / size
                weights[name].sub_(rate * slope)
        accuracy = (outputs(weights, validation).argmax(-1) == truth).float().mean(1).numpy()
    return step * count, accuracy.tolist()
