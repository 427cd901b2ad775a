"""Transfer: the lower hidden layers of a network that was trained on other data."""

from experiments.engines.starts.sources import copied, source, trained
from experiments.engines.weights import Weights
from experiments.errors import UserError
from experiments.spec import Part, Trial


def transfer(trials: list[Trial]) -> list[Weights]:
    """The trials' initial weights, with `layers` lower hidden layers from networks trained on the start's `data`.

    The source has the same layers, Adam, and the default loss of its data; the layers above are freshly drawn, as
    they are without a start. Options: `data` (needed), `layers` (2), `epochs` (20), `learning_rate` (0.001),
    `batch_size` (32).

    Reference: Yosinski, Clune, Bengio and Lipson 2014, "How transferable are features in deep neural networks?",
        section 3, arXiv:1411.1792.
    """
    starts = [trial.start or Part("transfer") for trial in trials]
    if any(start.get("data") is None for start in starts):
        raise UserError("The start transfer needs `data`, the source's: part('transfer', data=part('digits', ...)).")
    sources = [source(trial, start) for trial, start in zip(trials, starts, strict=True)]
    return [
        copied(trial, origin, weights, start.get("layers", 2))
        for trial, start, origin, weights in zip(trials, starts, sources, trained(sources), strict=True)
    ]
