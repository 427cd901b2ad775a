"""Parts of networks: a linear layer, and the layers that may follow its kernel."""

from typing import Any

import keras

from custom_layers.layers import AlphaDropout, BatchNormalization, Dense, Dropout, FeatureDense
from experiments import build
from experiments.errors import UserError
from experiments.own_networks.normalization import BEFORE, normalization
from experiments.spec import Part, part

RELU, HE_NORMAL = part("relu"), part("he_normal")
NORMALIZATIONS = (None, "before", "after", "input", "both", "frozen", "layer", "group")
DROPOUTS = {"dropout": Dropout, "alpha_dropout": AlphaDropout}


def dense(units: int, initializer: Part, seed: int, name: str, **limits: float | None) -> keras.layers.Layer:
    """A linear layer with drawn weights; `limits` are `l1`, `l2` and `max_norm` of `custom_layers.layers.Dense`."""
    drawn = build.initializer(initializer, seed)
    if all(limit is None for limit in limits.values()):
        return keras.layers.Dense(units, kernel_initializer=drawn, name=name)
    return Dense(units, kernel_initializer=drawn, name=name, **limits)


def entrance(x: Any, batch_normalization: str | None, moving: float = 0.99) -> Any:
    """The inputs, normalised by batch if the network does so (`input`, `both`).

    Raises:
        UserError: an unknown kind of normalisation.
    """
    if batch_normalization not in NORMALIZATIONS:
        allowed = ", ".join(str(kind) for kind in NORMALIZATIONS)
        raise UserError(f"`batch_normalization` is one of {allowed}. Received: {batch_normalization!r}")
    if batch_normalization not in ("input", "both"):
        return x
    return BatchNormalization(moving, name="normalization_0")(x)


def embedded(x: Any, embedding: Part, width: int, seed: int, activation: Part, initializer: Part) -> Any:
    """Each feature as `width` numbers, (batch, features · width): a code of it, a linear layer, the activation."""
    x = build.embedding(embedding, seed + 3000, name="embedding")(x)
    drawn = build.initializer(initializer, seed + 3001)
    x = FeatureDense(width, kernel_initializer=drawn, name="embedding_dense")(x)
    x = build.activation(activation, seed + 3002, name="embedding_activation")(x)
    return keras.layers.Flatten(name="embedded")(x)


def activated(
    x: Any,
    depth: int,
    seed: int,
    activation: Part,
    batch_normalization: str | None,
    dropout: float | None,
    dropout_kind: str,
    moving: float = 0.99,
) -> Any:
    """The layers after the kernel of the hidden layer at `depth`: normalisation, activation and dropout, as asked for.

    Raises:
        UserError: an unknown kind of dropout.
    """
    if batch_normalization in BEFORE:
        x = normalization(batch_normalization, x.shape[-1], moving, f"normalization_{depth}")(x)
    x = build.activation(activation, seed + 2000 + depth, name=f"activation_{depth}")(x)
    if batch_normalization == "after":
        x = BatchNormalization(moving, name=f"normalization_{depth}")(x)
    if dropout is None:
        return x
    if dropout_kind not in DROPOUTS:
        raise UserError(f"`dropout_kind` is one of {', '.join(DROPOUTS)}. Received: {dropout_kind!r}")
    return DROPOUTS[dropout_kind](dropout, seed=seed + 1000 + depth, name=f"dropout_{depth}")(x)
