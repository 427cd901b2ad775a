"""Unsupervised pretraining: hidden layers of an autoencoder that was trained on inputs without labels."""

from inspect import signature

from experiments.engines.starts.sources import copied, source, trained
from experiments.engines.weights import Weights
from experiments.errors import UserError
from experiments.models.mlp import mlp
from experiments.spec import Part, Trial, part

SHARED = ("activation", "initializer")


def autoencoder(trials: list[Trial]) -> list[Weights]:
    """The initial weights of `mlp` trials, with hidden layers from autoencoders of the training inputs.

    All layers of the autoencoder are trained at once, with Adam and squared error. Options: `layers` (all hidden ones),
    `data` (the trial's own, its unlabelled rows among them), `epochs` (20), `learning_rate` (0.001), `batch_size`
    (32).

    Reference: Hinton and Salakhutdinov 2006, "Reducing the Dimensionality of Data with Neural Networks", Science
        313; as a start for classifiers: Erhan et al. 2010, "Why Does Unsupervised Pre-training Help Deep Learning?",
        Journal of Machine Learning Research 11.
    """
    if unfit := {trial.model.name for trial in trials} - {"mlp"}:
        raise UserError(f"The start autoencoder is for the model mlp. Received: {', '.join(sorted(unfit))}.")
    sources = []
    for trial in trials:
        start = trial.start or Part("autoencoder")
        options = start.but(data=start.get("data", trial.data.but(labelled=None)))
        sources.append(source(trial, options, model=encoder(trial), loss=part("prediction")))
    return [
        copied(trial, origin, weights, len(origin.model.get("hidden")))
        for trial, origin, weights in zip(trials, sources, trained(sources), strict=True)
    ]


def encoder(trial: Trial) -> Part:
    """The autoencoder whose encoder is the lower part of a trial's network."""
    hidden = trial.model.get("hidden", signature(mlp).parameters["hidden"].default)
    layers = (trial.start or Part("autoencoder")).get("layers", len(hidden))
    shared = {name: value for name, value in trial.model.options if name in SHARED}
    return part("autoencoder", hidden=hidden[:layers], **shared)
