"""A network whose dropout layers draw at inference too."""

import keras

from custom_layers.layers import AlphaDropout, Dropout, SpatialDropout
from experiments.errors import UserError

OWN = (AlphaDropout, Dropout, SpatialDropout)
KERAS = ("Dropout", "AlphaDropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D")
DROPOUTS = (*OWN, *(getattr(keras.layers, name) for name in KERAS))


def awake(model: keras.Model) -> keras.Model:
    """A network of the same layers and weights whose dropout layers always draw; normalisation stays as it is.

    Raises:
        UserError: the network has no dropout layer.
    """
    if not getattr(model, "inputs", None) or not any(isinstance(layer, DROPOUTS) for layer in model.layers):
        raise UserError(
            "The evaluation monte_carlo needs a network with dropout among its own layers, functional or Sequential. "
            f"Received: {', '.join(layer.name for layer in model.layers)}"
        )
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
