"""LayerStatistics: what signals, gradients and updates look like at each depth, during any `model.fit`."""

import keras
import numpy as np
from keras import ops

from custom_layers.callbacks.gradient_recorder import GradientRecorder
from custom_layers.callbacks.measures import activation_statistics, drift, root_mean_square, update_ratio

LEVELS = ("off", "light", "full")


class LayerStatistics(keras.callbacks.Callback):
    """Measures every layer of a model on one batch, once an epoch, without touching weights or draws.

        gradient_norm = √(mean of squares of ∂loss/∂kernel)     update_ratio = |Δkernel| / |kernel|

    "light", after each epoch, in inference mode: `activation_mean`, `activation_std`, `dead_share` and
    `saturated_share` of every layer's outputs, as in `measures`. "full", besides, around the epoch's first update,
    of every layer with a kernel: `gradient_norm` of the compiled loss in training mode before it, `update_ratio`,
    and `input_drift`, how far the update moved the layer's inputs. "off" does nothing.

    The model must be Sequential or functional. Price: "light" one prediction of the batch an epoch; "full" three,
    one training step of a copy, and copies of the weights.

    Args:
        x, y: the batch and its targets; `y` is read at level "full" alone.
        level: "off", "light" or "full".

    Attributes:
        history: for each epoch a dict layer name -> statistic -> number.

    Raises:
        ValueError: an unknown level, or "full" without targets; a model whose layers are not joined yet.

    Reference: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks",
        sections 3 and 4 (activations and gradients by layer); drift: Ioffe and Szegedy 2015, section 4.1.
    """

    def __init__(self, x, y=None, level="light"):
        super().__init__()
        if level not in LEVELS or (level == "full" and y is None):
            raise ValueError(
                f'`level` must be one of {LEVELS}, and "full" needs targets. '
                f"Received: level={level}, y={'None' if y is None else 'given'}"
            )
        self.x = x
        self.y = y
        self.level = level

    def on_train_begin(self, logs=None):
        """Prepares what looks inside the model."""
        self.history, self.update = [], {}
        if self.level == "off":
            return
        model = self.model
        if getattr(model, "inputs", None) is None:
            raise ValueError(
                "The model must be Sequential or functional, and a Sequential one start with `keras.Input(shape)`. "
                f"Received: {type(model).__name__} {model.name!r}, which has no inputs"
            )
        layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
        self.names = [layer.name for layer in layers]
        self.kernels = {layer.name: layer.kernel for layer in layers if getattr(layer, "kernel", None) is not None}
        inputs = {layer.name: layer.input for layer in layers if layer.name in self.kernels}
        self.inside = keras.Model(model.inputs, [{layer.name: layer.output for layer in layers}, inputs])
        if self.level == "full":
            self.copy = keras.models.clone_model(model)
            self.copy.compile(GradientRecorder(), model.loss, jit_compile=False)

    def on_train_batch_begin(self, batch, logs=None):
        """Before the epoch's first update: gradients, and what the update will change."""
        if self.level == "full" and batch == 0:
            self.before = self._kernels(), self._signals()[1]
            self.copy.set_weights(self.model.get_weights())
            self.copy.train_on_batch(self.x, self.y)
            paths = [variable.path for variable in self.model.trainable_variables]
            gradients = dict(zip(paths, self.copy.optimizer.gradients(), strict=True))
            self.update = {
                name: {"gradient_norm": root_mean_square(gradients[kernel.path])}
                for name, kernel in self.kernels.items()
                if kernel.path in gradients
            }

    def on_train_batch_end(self, batch, logs=None):
        """After the epoch's first update: how far it moved kernels and inputs."""
        if self.level == "full" and batch == 0:
            (kernels, inputs), new_kernels, new_inputs = self.before, self._kernels(), self._signals()[1]
            for name, statistics in self.update.items():
                statistics["update_ratio"] = update_ratio(kernels[name], new_kernels[name])
                statistics["input_drift"] = drift(inputs[name], new_inputs[name])

    def on_epoch_end(self, epoch, logs=None):
        """Activations of every layer; closes the epoch's record."""
        if self.level != "off":
            outputs = self._signals()[0]
            self.history.append(
                {name: {**activation_statistics(y), **self.update.get(name, {})} for name, y in outputs.items()}
            )

    def _kernels(self):
        _ = self.model  # on JAX the weights are in the model only once it is asked for
        return {name: np.array(ops.convert_to_numpy(kernel)) for name, kernel in self.kernels.items()}

    def _signals(self):
        """Outputs of every layer and inputs of those with kernels, by name, in inference mode."""
        _ = self.model
        state = self.inside.trainable_variables, self.inside.non_trainable_variables
        values = [[ops.convert_to_tensor(variable) for variable in part] for part in state]
        signals, _ = self.inside.stateless_call(
            *values, keras.tree.map_structure(ops.convert_to_tensor, self.x), training=False
        )

        def arrays(part):
            named = {name: part[name] for name in self.names if name in part}
            return {name: ops.convert_to_numpy(ops.cast(tensor, "float32")) for name, tensor in named.items()}

        return [arrays(part) for part in signals]
