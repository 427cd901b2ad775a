"""LSTM: a recurrent layer whose memory is changed by gates alone."""

import keras
from keras import ops

from custom_layers.initializers import Orthogonal
from custom_layers.layers.recurrence import carried, check_sequences, first_state, masks, recurrence, shapes, unrolls


@keras.saving.register_keras_serializable("custom_layers")
class LSTM(keras.layers.Layer):
    """A recurrent layer that carries a memory c past its non-linearities, so that gradients reach far back.

        i_t, f_t, o_t = σ(x_t W + h_{t−1} U + b)    one third each; what to write, keep, show
        g_t = φ(x_t W + h_{t−1} U + b)              a fourth part of the same
        c_t = f_t c_{t−1} + i_t g_t,  h_t = o_t φ(c_t),  c_0 = h_0 = 0

    W, U and b hold the parts in the order i, f, g, o.

    Inputs (batch, steps, features); outputs (batch, units), or (batch, steps, units) if `return_sequences`. Masked
    steps leave the state alone, as in `keras.layers.LSTM`, and `keras.layers.Bidirectional` takes the layer. Weights
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
        unit_forget_bias: whether b starts at 1 for f: a new layer remembers.
        return_sequences: whether to give the output of every step.
        return_state: whether to give the last state as well, a tensor (batch, units) for each of its parts.
        go_backwards: whether to begin with the last step.
        unroll: whether each step is a piece of the graph; a loop needs no known number of steps; `None`: as above.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `units` below 1, or inputs of unknown shape.

    Reference: Hochreiter and Schmidhuber 1997, "Long Short-Term Memory"; f: Gers, Schmidhuber and Cummins 2000;
        its start: Jozefowicz, Zaremba and Sutskever 2015, section 2.2.
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
        unit_forget_bias=True,
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
        self.unit_forget_bias = unit_forget_bias
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
        check_sequences(sequences_shape, "LSTM", self.unroll)

        def bias(shape, dtype):
            input_bias, forget_bias, other_bias = (self.bias_initializer((n * self.units,), dtype) for n in (1, 1, 2))
            forget_bias = ops.ones_like(forget_bias) if self.unit_forget_bias else forget_bias
            return ops.concatenate([input_bias, forget_bias, other_bias])

        width = sequences_shape[-1], 4 * self.units
        self.kernel = self.add_weight(shape=width, initializer=self.kernel_initializer, name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, 4 * self.units), initializer=self.recurrent_initializer, name="recurrent_kernel"
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(shape=(4 * self.units,), initializer=bias, name="bias")

    def call(self, sequences, initial_state=None, mask=None):
        """The outputs of the last step, or of every step."""
        recurrent, unroll = ops.convert_to_tensor(self.recurrent_kernel), unrolls(self.unroll)

        def project(x):
            projected = ops.matmul(x, self.kernel)
            return projected + self.bias if self.use_bias else projected

        def cell(state, projected):
            i, f, g, o = ops.split(projected + ops.matmul(state[0], recurrent), 4, axis=-1)
            i, f, o = (self.recurrent_activation(gate) for gate in (i, f, o))
            memory = f * carried(state[1], unroll) + i * self.activation(g)
            return o * self.activation(memory), memory

        zeros = ops.zeros_like(project(sequences[:, 0])[:, : self.units])
        return recurrence(cell, first_state(initial_state, (zeros, zeros)), sequences, project, self, mask)

    def compute_output_shape(self, sequences_shape, initial_state_shape=None):
        """The shape of the outputs."""
        return shapes(self, sequences_shape, 2)

    def compute_mask(self, sequences, previous_mask=None):
        """The mask of the outputs: that of the inputs, if every step counts."""
        return masks(self, previous_mask, 2)

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
            "unit_forget_bias": self.unit_forget_bias,
            "return_sequences": self.return_sequences,
            "return_state": self.return_state,
            "go_backwards": self.go_backwards,
            "unroll": self.unroll,
        }
