"""The same network with its dropout in force at inference."""

import keras

from custom_layers.layers import AlphaDropout, Dropout, SpatialDropout
from experiments.errors import UserError

DROPOUTS = (AlphaDropout, Dropout, SpatialDropout)


def awake(model: keras.Model) -> keras.Model:
    """A network of the same layers and weights whose dropout layers always draw; normalisation stays as it is.

    Raises:
        UserError: the network has no dropout layer.
    """
    if not any(isinstance(layer, DROPOUTS) for layer in model.layers):
        raise UserError("The evaluation monte_carlo needs a network with dropout. Received one without.")
    return keras.models.clone_model(
        model, clone_function=lambda layer: Awake(layer) if isinstance(layer, DROPOUTS) else layer
    )


class Awake(keras.layers.Layer):
    """A layer that works as in training, always."""

    def __init__(self, layer: keras.layers.Layer):
        super().__init__(name=f"awake_{layer.name}")
        self.layer = layer

    def call(self, inputs):
        """The layer's outputs in training."""
        return self.layer(inputs, training=True)
