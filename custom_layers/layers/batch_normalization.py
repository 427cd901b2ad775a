"""BatchNormalization: gives every feature a mean and a spread of its own choosing."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
class BatchNormalization(keras.layers.Layer):
    """Standardises each feature by its moments, then scales and shifts it by what is learnt.

        y = γ (x − μ) / √(σ² + ε) + β
        in training   μ, σ² = mean, variance (÷ n) over the batch;  μ̄ ← m μ̄ + (1 − m) μ,  σ̄² likewise
        at inference  μ, σ² = μ̄, σ̄²

    Inputs (batch, ..., features): moments are taken over all axes but the last, so a convolution has one mean
    and one variance for each feature map. Dtype kept, moments in float32 (float64 of float64). Masked steps do not
    count. A layer with `trainable = False` works as at inference. (The paper stores n / (n − 1) times the variance;
    Keras, and so this class, does not.)

    Args:
        momentum: m, 0 ≤ m < 1, the share that moving moments keep at each step.
        epsilon: ε > 0, added to the variance, in its unit.
        center, scale: whether there is a β, a γ.
        frozen: whether β and γ keep their start, 0 and 1, in training.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: a setting outside its range.

    Reference: Ioffe and Szegedy 2015, "Batch Normalization: Accelerating Deep Network Training by Reducing
        Internal Covariate Shift", algorithms 1 and 2; feature maps: section 3.2, arXiv:1502.03167.
    """

    def __init__(self, momentum=0.99, epsilon=1e-3, center=True, scale=True, frozen=False, **kwargs):
        super().__init__(**kwargs)
        if not 0 <= momentum < 1 or epsilon <= 0:
            raise ValueError(
                f"`momentum` must lie in [0, 1), `epsilon` be above 0. Received: momentum={momentum}, epsilon={epsilon}"
            )
        self.momentum = momentum
        self.epsilon = epsilon
        self.center = center
        self.scale = scale
        self.frozen = frozen
        self.supports_masking = True

    def build(self, input_shape):
        """Creates γ, β and the moving moments, one of each a feature."""

        def weight(name, initializer, trainable):
            return self.add_weight(
                shape=(input_shape[-1],), initializer=initializer, trainable=trainable, autocast=False, name=name
            )

        self.gamma = weight("gamma", "ones", not self.frozen) if self.scale else None
        self.beta = weight("beta", "zeros", not self.frozen) if self.center else None
        self.moving_mean = weight("moving_mean", "zeros", False)
        self.moving_variance = weight("moving_variance", "ones", False)

    def call(self, inputs, training=False, mask=None):
        """The inputs, standardised, scaled and shifted."""
        wide = "float64" if self.compute_dtype == "float64" else "float32"
        x = ops.cast(inputs, wide)
        mean, variance = (ops.cast(v, wide) for v in (self.moving_mean, self.moving_variance))
        if training and self.trainable:
            old, axes = (mean, variance), tuple(range(len(x.shape) - 1))
            # Keras's moments are not in two passes everywhere: in float64 digits are what is asked for
            near = mask is None and wide == "float32"
            mean, variance = ops.moments(x, axes) if near else two_passes(x, mask, axes)
            self.moving_mean.assign(self.momentum * old[0] + (1 - self.momentum) * mean)
            self.moving_variance.assign(self.momentum * old[1] + (1 - self.momentum) * variance)
        factor = ops.rsqrt(variance + self.epsilon)
        if self.scale:
            factor = factor * ops.cast(self.gamma, wide)
        outputs = (x - mean) * factor
        if self.center:
            outputs = outputs + ops.cast(self.beta, wide)
        return ops.cast(outputs, self.compute_dtype)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {
            **super().get_config(),
            "momentum": self.momentum,
            "epsilon": self.epsilon,
            "center": self.center,
            "scale": self.scale,
            "frozen": self.frozen,
        }


def two_passes(x, mask, axes):
    """Mean and variance of each feature over the entries where the mask, if any, is true; 0 if there are none."""
    share = ops.ones_like(x)
    if mask is not None:
        share = share * ops.cast(mask[..., None], x.dtype)
    count = ops.maximum(ops.sum(share, axes), 1)
    mean = ops.sum(share * x, axes) / count
    return mean, ops.sum(share * ops.square(x - mean), axes) / count
