"""GRU: a recurrent layer with two gates and no memory of its own."""

import keras
from keras import ops

from custom_layers.initializers import Orthogonal
from custom_layers.layers.recurrence import carried, check_sequences, first_state, masks, recurrence, shapes, unrolls


@keras.saving.register_keras_serializable("custom_layers")
class GRU(keras.layers.Layer):
    """A recurrent layer whose outputs are the mean of the last ones and new ones, weighted by a gate.

        z_t, r_t = σ(x_t W + h_{t−1} U + b)         one third each; what to keep, what to look back at
        g_t = φ(x_t W + r_t (h_{t−1} U + b') + b)   a third part of the same
        g_t = φ(x_t W + (r_t h_{t−1}) U + b)        with `reset_after=False`, as in the paper
        h_t = z_t h_{t−1} + (1 − z_t) g_t,  h_0 = 0

    W, U and b hold the parts in the order z, r, g; with `reset_after` b has two rows, for x W and for h U.

    Inputs (batch, steps, features); outputs (batch, units), or (batch, steps, units) if `return_sequences`. Masked
    steps leave the state alone, as in `keras.layers.GRU`, and `keras.layers.Bidirectional` takes the layer. Weights
    have the shapes and the order of Keras's layer, so `set_weights` goes either way.

    Unrolled, each step is a piece of the graph: this form trains many models at once also on TensorFlow, whose
    loops do not vectorise under XLA; compiling takes some ten seconds for 60 steps. With `unroll=False` the graph is
    a loop: for long sequences in `fit`, and on JAX in stacks too. By itself the layer unrolls, but on JAX only within
    `stacking`.

    Args:
        units: number of outputs.
        activation, recurrent_activation: φ and σ, names or functions.
        use_bias: whether b counts.
        kernel_initializer, recurrent_initializer, bias_initializer: names or initializers of W, U, b;
            `None` for an `Orthogonal` U.
        reset_after: whether r acts after the product with U.
        return_sequences: whether to give the output of every step.
        return_state: whether to give the last state as well, a tensor (batch, units) for each of its parts.
        go_backwards: whether to begin with the last step.
        unroll: whether each step is a piece of the graph; a loop needs no known number of steps; `None`: as above.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `units` below 1, or inputs of unknown shape.

    Reference: Cho et al. 2014, "Learning Phrase Representations using RNN Encoder-Decoder", equations (5) to
        (8), arXiv:1406.1078; r after the product: arXiv:1406.1078v1 and cuDNN.
    """

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer=None,
        bias_initializer="zeros",
        reset_after=True,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        unroll=None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        if not isinstance(units, int) or units < 1:
            raise ValueError(f"`units` must be an integer above 0. Received: units={units}")
        self.units = units
        self.activation = keras.activations.get(activation)
        self.recurrent_activation = keras.activations.get(recurrent_activation)
        self.use_bias = use_bias
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.recurrent_initializer = keras.initializers.get(recurrent_initializer or Orthogonal())
        self.bias_initializer = keras.initializers.get(bias_initializer)
        self.reset_after = reset_after
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.go_backwards = go_backwards
        self.unroll = unroll
        # what `Bidirectional` and masks ask of a recurrent layer
        self.supports_masking = True
        self.zero_output_for_mask = self.stateful = False
        self.input_spec = self.states = None

    def build(self, sequences_shape, initial_state_shape=None):
        """Creates W, U and b."""
        check_sequences(sequences_shape, "GRU", self.unroll)
        bias = (2, 3 * self.units) if self.reset_after else (3 * self.units,)
        width = sequences_shape[-1], 3 * self.units
        self.kernel = self.add_weight(shape=width, initializer=self.kernel_initializer, name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, 3 * self.units), initializer=self.recurrent_initializer, name="recurrent_kernel"
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(shape=bias, initializer=self.bias_initializer, name="bias")

    def call(self, sequences, initial_state=None, mask=None):
        """The outputs of the last step, or of every step."""
        recurrent, unroll = ops.convert_to_tensor(self.recurrent_kernel), unrolls(self.unroll)
        input_bias, recurrent_bias = 0.0, 0.0
        if self.use_bias:
            bias = ops.convert_to_tensor(self.bias)
            input_bias, recurrent_bias = (bias[0], bias[1]) if self.reset_after else (bias, 0.0)

        def project(x):
            return ops.matmul(x, self.kernel) + input_bias

        def cell(state, projected):
            (h,) = state
            z, r, g = ops.split(projected, 3, axis=-1)
            if self.reset_after:
                back_z, back_r, back = ops.split(ops.matmul(h, recurrent) + recurrent_bias, 3, axis=-1)
                z, r = self.recurrent_activation(z + back_z), self.recurrent_activation(r + back_r)
                back = r * back
            else:
                gates = ops.matmul(h, recurrent[:, : 2 * self.units])
                z, r = ops.split(self.recurrent_activation(projected[:, : 2 * self.units] + gates), 2, axis=-1)
                back = ops.matmul(r * h, recurrent[:, 2 * self.units :])
            return (z * carried(h, unroll) + (1 - z) * self.activation(g + back),)

        zeros = ops.zeros_like(project(sequences[:, 0])[:, : self.units])
        return recurrence(cell, first_state(initial_state, (zeros,)), sequences, project, self, mask)

    def compute_output_shape(self, sequences_shape, initial_state_shape=None):
        """The shape of the outputs."""
        return shapes(self, sequences_shape, 1)

    def compute_mask(self, sequences, previous_mask=None):
        """The mask of the outputs: that of the inputs, if every step counts."""
        return masks(self, previous_mask, 1)

    def get_config(self):
        """The constructor's arguments."""
        return {
            **super().get_config(),
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
            "recurrent_activation": keras.activations.serialize(self.recurrent_activation),
            "use_bias": self.use_bias,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
            "recurrent_initializer": keras.initializers.serialize(self.recurrent_initializer),
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
            "reset_after": self.reset_after,
            "return_sequences": self.return_sequences,
            "return_state": self.return_state,
            "go_backwards": self.go_backwards,
            "unroll": self.unroll,
        }
