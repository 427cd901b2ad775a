"""One optimizer step over all parameters of a network, as Keras does it: clip, decay, rule."""

from typing import Any

from keras import ops


def updated(
    optimizer: Any, gradients: list, parameters: list, slots: list[dict], step: Any, hyper: dict[str, Any]
) -> tuple[list, list[dict]]:
    """New parameters and slots.

    Args:
        optimizer: a class with a pure `rule`; see `custom_layers.optimizers.rule`.
        gradients, parameters, slots: one for each parameter.
        step: counts from 1.
        hyper: `learning_rate` and the optimizer's settings; if present also `clipnorm`, `global_clipnorm`,
            `clipvalue` and `weight_decay`, which mean what they mean in every Keras optimizer: a bound of 0 is none.
    """
    gradients = clipped(gradients, hyper)
    if "weight_decay" in hyper and not optimizer.decays:
        parameters = [p - p * hyper["weight_decay"] * hyper["learning_rate"] for p in parameters]
    pairs = [optimizer.rule(g, p, slot, step, hyper) for g, p, slot in zip(gradients, parameters, slots, strict=True)]
    return [parameter for parameter, _ in pairs], [slot for _, slot in pairs]


def clipped(gradients: list, hyper: dict[str, Any]) -> list:
    """Gradients with their norm, their common norm or their values bounded, by the first bound that is set."""
    if "clipnorm" in hyper:
        return [shortened(g, ops.sqrt(ops.sum(g * g)), hyper["clipnorm"]) for g in gradients]
    if "global_clipnorm" in hyper:
        norm = ops.sqrt(sum(ops.sum(g * g) for g in gradients))
        return [shortened(g, norm, hyper["global_clipnorm"]) for g in gradients]
    if "clipvalue" in hyper:
        bound = ops.where(hyper["clipvalue"] > 0, hyper["clipvalue"], float("inf"))
        return [ops.minimum(ops.maximum(g, -bound), bound) for g in gradients]
    return gradients


def shortened(gradient: Any, norm: Any, bound: Any) -> Any:
    """The gradient times bound / norm where its norm is above the bound, if that is above 0."""
    return gradient * ops.where((norm > bound) & (bound > 0), bound / ops.maximum(norm, 1e-30), 1.0)
