"""Dense: a linear layer whose weights are kept small."""

import keras
from keras import ops

from custom_layers.constraints.max_norm import max_norm as bounded
from custom_layers.settings import Settings, setting


@keras.saving.register_keras_serializable("custom_layers")
class Dense(keras.layers.Dense):
    """A linear layer that pays for large weights, or may not have them.

        y = x W + b
        loss ← loss + λ₁ Σ |w| + λ₂ Σ w²             in training, over the weights of W
        w_j ← w_j min(1, c / ‖w_j‖)                  after each step, for each column of W: one unit's weights

    The biases are free. Models that differ in λ₁, λ₂ and c can share a program; none is a weight.

    Args:
        units: number of outputs.
        l1, l2: λ₁ ≥ 0 and λ₂ ≥ 0; `None` for no such term.
        max_norm: c ≥ 0; `None` for no bound.
        **kwargs: what `keras.layers.Dense` takes.

    Raises:
        ValueError: a setting below 0.

    Reference: Goodfellow, Bengio and Courville 2016, "Deep Learning", section 7.1 (penalties); Srivastava et al. 2014,
        "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", section 5.1 (bound).
    """

    l1 = setting("l1", optional=True)
    l2 = setting("l2", optional=True)
    max_norm = setting("max_norm", optional=True)

    def __init__(self, units, l1=None, l2=None, max_norm=None, **kwargs):
        super().__init__(units, **kwargs)
        self.settings = Settings("l1", "l2", "max_norm")
        self.l1 = l1
        self.l2 = l2
        self.max_norm = max_norm

    def build(self, input_shape):
        """Creates the weights, and makes ready the settings."""
        super().build(input_shape)
        self.settings.build()
        if self.max_norm is not None:
            self.kernel.constraint = lambda w: bounded(w, self.settings.value("max_norm"))

    def call(self, inputs, training=None):
        """The outputs; in training the price of the weights is added to the model's loss."""
        price, square_price = self.settings.value("l1"), self.settings.value("l2")
        if training and price is not None:
            self.add_loss(price * ops.sum(ops.abs(self.kernel)))
        if training and square_price is not None:
            self.add_loss(square_price * ops.sum(ops.square(self.kernel)))
        return super().call(inputs, training=training)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "l1": self.l1, "l2": self.l2, "max_norm": self.max_norm}
