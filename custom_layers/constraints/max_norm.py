"""MaxNorm: weights into a unit no longer than a bound."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def max_norm(w, bound, axis=0):
    """The weights, with the vectors along `axis` that are longer than the bound shortened to it.

        max_norm(w) = w min(1, c / ‖w‖)

    `bound` is c ≥ 0, a number or a scalar tensor. A norm within the bound gives the factor 1 exactly, 0 included.
    """
    norm = ops.sqrt(ops.sum(w * w, axis=axis, keepdims=True))
    long = norm > bound
    return w * ops.where(long, bound / ops.where(long, norm, 1.0), 1.0)


@keras.saving.register_keras_serializable("custom_layers")
class MaxNorm(keras.constraints.Constraint):
    """Shortens the weight vector of every unit that is longer than the bound; leaves the others alone.

        w ← w min(1, c / ‖w‖)

    for weights of any shape; ‖w‖ is taken along `axis`. A vector of zeros stays.

    Args:
        max_value: c ≥ 0, in units of the weights.
        axis: axes of one unit's inputs: 0 for a dense kernel, [0, 1, 2] for that of a 2D convolution.

    Raises:
        ValueError: `max_value` below 0.

    Reference: Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting",
        section 5.1, Journal of Machine Learning Research 15.
    """

    def __init__(self, max_value=2.0, axis=0):
        if max_value < 0:
            raise ValueError(f"`max_value` must be at least 0. Received: max_value={max_value}")
        self.max_value = max_value
        self.axis = axis

    def __call__(self, w):
        """The weights within the bound."""
        return max_norm(ops.convert_to_tensor(w), self.max_value, self.axis)

    def get_config(self):
        """The constructor's arguments."""
        return {"max_value": self.max_value, "axis": self.axis}
