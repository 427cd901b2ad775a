"""SimpleRNN: a layer that sees its own last output."""

import keras
from keras import ops

from custom_layers.initializers import Orthogonal
from custom_layers.layers.recurrence import check_sequences, first_state, masks, recurrence, shapes


@keras.saving.register_keras_serializable("custom_layers")
class SimpleRNN(keras.layers.Layer):
    """A dense layer of each step's inputs and of its own outputs one step before.

        h_t = φ(x_t W + h_{t−1} U + b),  h_0 = 0

    Inputs (batch, steps, features); outputs (batch, units), or (batch, steps, units) if `return_sequences`. Masked
    steps leave the state alone, as in `keras.layers.SimpleRNN`, and `keras.layers.Bidirectional` takes it. Weights
    have the shapes and the order of Keras's layer, so `set_weights` goes either way.

    Unrolled, each step is a piece of the graph: this form trains many models at once also on TensorFlow, whose
    loops do not vectorise under XLA, but compiling takes seconds for 100 steps. With `unroll=False` the graph is
    a loop: for long sequences in `fit`, and on JAX in stacks too. By itself the layer unrolls, but on JAX only within
    `stacking`.

    Args:
        units: number of outputs.
        activation: φ, a name or a function.
        use_bias: whether b counts.
        kernel_initializer, recurrent_initializer, bias_initializer: names or initializers of W, U, b;
            `None` for an `Orthogonal` U.
        return_sequences: whether to give the output of every step.
        return_state: whether to give the last state as well, a tensor (batch, units) for each of its parts.
        go_backwards: whether to begin with the last step.
        unroll: whether each step is a piece of the graph; a loop needs no known number of steps; `None`: as above.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `units` below 1, or inputs of unknown shape.

    Reference: Elman 1990, "Finding Structure in Time", figure 2; an orthogonal U: Saxe, McClelland and Ganguli
        2014, arXiv:1312.6120.
    """

    def __init__(
        self,
        units,
        activation="tanh",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer=None,
        bias_initializer="zeros",
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
        self.use_bias = use_bias
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.recurrent_initializer = keras.initializers.get(recurrent_initializer or Orthogonal())
        self.bias_initializer = keras.initializers.get(bias_initializer)
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
        check_sequences(sequences_shape, "SimpleRNN", self.unroll)
        width = sequences_shape[-1], self.units
        self.kernel = self.add_weight(shape=width, initializer=self.kernel_initializer, name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer=self.recurrent_initializer, name="recurrent_kernel"
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.units,), initializer=self.bias_initializer, name="bias")

    def call(self, sequences, initial_state=None, mask=None):
        """The outputs of the last step, or of every step."""
        recurrent = ops.convert_to_tensor(self.recurrent_kernel)

        def project(x):
            projected = ops.matmul(x, self.kernel)
            return projected + self.bias if self.use_bias else projected

        def cell(state, projected):
            return (self.activation(projected + ops.matmul(state[0], recurrent)),)

        zeros = ops.zeros_like(project(sequences[:, 0]))
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
            "use_bias": self.use_bias,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
            "recurrent_initializer": keras.initializers.serialize(self.recurrent_initializer),
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
            "return_sequences": self.return_sequences,
            "return_state": self.return_state,
            "go_backwards": self.go_backwards,
            "unroll": self.unroll,
        }
