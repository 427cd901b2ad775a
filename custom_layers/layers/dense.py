"""Dense: a linear layer whose weights are kept small."""

import keras
from keras import ops

from custom_layers.constraints.max_norm import max_norm as bounded
from custom_layers.stacking import is_stacking


@keras.saving.register_keras_serializable("custom_layers")
class Dense(keras.layers.Dense):
    """A linear layer that pays for large weights, or may not have them.

        y = x W + b
        loss ← loss + λ₁ Σ |w| + λ₂ Σ w²             in training, over the weights of W
        w_j ← w_j min(1, c / ‖w_j‖)                  after each step, for each column of W: one unit's weights

    The biases are free. λ₁, λ₂ and c in use are non-trainable scalar weights, so that models that differ in them can
    share a program.

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

    def __init__(self, units, l1=None, l2=None, max_norm=None, **kwargs):
        super().__init__(units, **kwargs)
        for name, value in {"l1": l1, "l2": l2, "max_norm": max_norm}.items():
            if value is not None and value < 0:
                raise ValueError(f"`{name}` must be at least 0. Received: {name}={value}")
        self.l1 = l1
        self.l2 = l2
        self.max_norm = max_norm

    def build(self, input_shape):
        """Creates the weights, and stores the settings that are given."""
        super().build(input_shape)

        def setting(name):
            value = getattr(self, name)
            if value is None:
                return None
            start = keras.initializers.Constant(value)
            return self.add_weight(shape=(), initializer=start, trainable=False, autocast=False, name=name)

        self.price, self.square_price, self.bound = (setting(name) for name in ("l1", "l2", "max_norm"))
        if self.bound is not None:
            # in `fit` on JAX an optimizer sees no weight but those it trains
            self.kernel.constraint = lambda w: bounded(
                w, ops.convert_to_tensor(self.bound) if is_stacking() else self.max_norm
            )

    def call(self, inputs, training=None):
        """The outputs; in training the price of the weights is added to the model's loss."""
        if training and self.price is not None:
            self.add_loss(self.price * ops.sum(ops.abs(self.kernel)))
        if training and self.square_price is not None:
            self.add_loss(self.square_price * ops.sum(ops.square(self.kernel)))
        return super().call(inputs, training=training)

    def save_own_variables(self, store):
        """Writes the weights, and the settings under their names: Keras's layer writes kernel and bias alone."""
        super().save_own_variables(store)
        for variable in self.settings:
            store[variable.name] = variable

    def load_own_variables(self, store):
        """Reads the weights and the settings."""
        super().load_own_variables(store)
        for variable in self.settings:
            variable.assign(store[variable.name])

    @property
    def settings(self):
        """The settings that are given, as weights; none before the layer is built."""
        known = (self.price, self.square_price, self.bound) if self.built else ()
        return [one for one in known if one is not None]

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "l1": self.l1, "l2": self.l2, "max_norm": self.max_norm}
