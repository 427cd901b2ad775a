"""Conv2D: a convolution of images that stacks."""

import keras
from keras import ops

from custom_layers.layers.windows import check_images, checked_padding, checked_pair, output_sizes, windows
from custom_layers.stacking import is_stacking


@keras.saving.register_keras_serializable("custom_layers")
class Conv2D(keras.layers.Layer):
    """Every place of the image is looked at through the same small window, by several filters.

        y[b, r, c, f] = φ(Σ_ijk x̃[b, r s₁ + i d₁, c s₂ + j d₂, k] w[i, j, k, f] + bias[f])

    Inputs (batch, height, width, channels) of known height and width; outputs (batch, rows, columns, filters),
    x̃ and the number of rows and columns as in `windows`. The backend's convolution; within `stacking`, and where
    neither strides nor dilation are 1, the shifted images side by side times one matrix: that vectorises over
    stacked models, and holds kh kw copies of the inputs in memory. Weights have the shapes of
    `keras.layers.Conv2D`, so `set_weights` goes either way.

    Args:
        filters: number of output channels.
        kernel_size, strides, dilation_rate: window, its steps and the distance of its pixels, in pixels; each
            an integer or (height, width).
        padding: "valid" or "same".
        activation: φ, a name or a function; `None` for the identity.
        use_bias: whether each filter adds a number of its own.
        kernel_initializer, bias_initializer: names or initializers of w (kh, kw, channels, filters), bias.
        kernel_regularizer, kernel_constraint: penalty on w, rule that w obeys after each step.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: a setting outside its range, or images of unknown size or smaller than the window.

    Reference: LeCun, Bottou, Bengio and Haffner 1998, "Gradient-Based Learning Applied to Document
        Recognition", section II.A; as a matrix product: Chellapilla, Puri and Simard 2006, section 3.1.
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        dilation_rate=1,
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        kernel_constraint=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        if not isinstance(filters, int) or filters < 1:
            raise ValueError(f"`filters` must be an integer above 0. Received: filters={filters}")
        self.filters = filters
        self.kernel_size = checked_pair(kernel_size, "kernel_size")
        self.strides = checked_pair(strides, "strides")
        self.padding = checked_padding(padding)
        self.dilation_rate = checked_pair(dilation_rate, "dilation_rate")
        self.activation = keras.activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.bias_initializer = keras.initializers.get(bias_initializer)
        self.kernel_regularizer = keras.regularizers.get(kernel_regularizer)
        self.kernel_constraint = keras.constraints.get(kernel_constraint)

    def build(self, input_shape):
        """Creates kernel and bias; refuses images that are smaller than the window."""
        check_images(input_shape, "Conv2D")
        self.compute_output_shape(input_shape)
        self.kernel = self.add_weight(
            shape=(*self.kernel_size, input_shape[-1], self.filters),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            name="kernel",
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.filters,), initializer=self.bias_initializer, name="bias")

    def call(self, inputs):
        """The images as the filters see them."""
        # no backend's convolution takes strides and dilation at once
        strided_and_dilated = max(self.strides) > 1 and max(self.dilation_rate) > 1
        outputs = self._product(inputs) if is_stacking() or strided_and_dilated else self._convolution(inputs)
        if self.use_bias:
            outputs = outputs + ops.convert_to_tensor(self.bias)
        return self.activation(outputs)

    def _convolution(self, inputs):
        return ops.conv(
            inputs, ops.convert_to_tensor(self.kernel), self.strides, self.padding, "channels_last", self.dilation_rate
        )

    def _product(self, inputs):
        pixels = windows(inputs, self.kernel_size, self.strides, self.dilation_rate, self.padding)
        pixels = pixels[0] if len(pixels) == 1 else ops.concatenate(pixels, axis=-1)
        kernel = ops.reshape(self.kernel, (-1, self.filters))
        outputs = ops.matmul(ops.reshape(pixels, (-1, kernel.shape[0])), kernel)
        return ops.reshape(outputs, (-1, *pixels.shape[1:3], self.filters))

    def compute_output_shape(self, input_shape):
        """(batch, rows, columns, filters)."""
        rows, columns = output_sizes(input_shape, self.kernel_size, self.strides, self.padding, self.dilation_rate)
        return input_shape[0], rows, columns, self.filters

    def get_config(self):
        """The constructor's arguments."""
        return {
            **super().get_config(),
            "filters": self.filters,
            "kernel_size": self.kernel_size,
            "strides": self.strides,
            "padding": self.padding,
            "dilation_rate": self.dilation_rate,
            "activation": keras.activations.serialize(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
            "kernel_regularizer": keras.regularizers.serialize(self.kernel_regularizer),
            "kernel_constraint": keras.constraints.serialize(self.kernel_constraint),
        }
