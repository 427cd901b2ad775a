"""A multilayer perceptron: dense layers, each followed by its activation as a layer of its own."""

from math import prod

import keras

from experiments.models.blocks import HE_NORMAL, RELU, activated, dense, embedded, entrance
from experiments.models.widths import fitted
from experiments.spec import Part


def mlp(
    input_shape: tuple[int, ...],
    outputs: int,
    seed: int,
    hidden: tuple[int, ...] = (64, 64, 64),
    activation: Part = RELU,
    initializer: Part = HE_NORMAL,
    batch_normalization: str | None = None,
    moving: float = 0.99,
    dropout: float | None = None,
    dropout_kind: str = "dropout",
    l1: float | None = None,
    l2: float | None = None,
    max_norm: float | None = None,
    parameters: int | None = None,
    embedding: Part | None = None,
    embedding_width: int = 16,
) -> keras.Model:
    """The network; its output is linear (class scores before softmax, or the predicted value).

    Args:
        input_shape: shape of one sample.
        outputs: units of the last layer.
        seed: of the initial weights and of dropout's masks; the layer at depth k gets a seed of its own, whatever
            its technique.
        hidden: units of each hidden layer.
        activation, initializer: names of `experiments.names`, with options.
        batch_normalization: `before` or `after` each activation; only of the `input`; `both`: of the input and before
            each activation; `frozen`: before each activation, with gamma 1 and beta 0 for good; None for none. `layer`
            and `group`: before each activation, by the moments of a row's units, or of each of 4 groups of them.
        moving: the share that the stored moments of batch normalisation keep at each step. With few steps an epoch 0.99
            keeps the start, 0 and 1, for several epochs.
        dropout: share of hidden units left out in each training step; None for no such layer.
        dropout_kind: `dropout`, or `alpha_dropout` for SELU.
        l1, l2: factors of the sum of absolute, of squared, weights of all kernels that is added to the loss; None for
            no such penalty.
        max_norm: the largest norm of a hidden unit's incoming weights after a step; None for no bound.
        parameters: the wanted number of weights and biases of the dense layers, reached as nearly as possible: `hidden`
            then gives only the proportions of the widths; None takes `hidden` as it is.
        embedding: what each feature becomes before the first hidden layer: `periodic` or `piecewise_linear`, with
            options; a linear layer of its own and the activation follow. None shows the features as they are.
        embedding_width: numbers that each feature becomes.
    """
    if parameters is not None:
        width = prod(input_shape) * (1 if embedding is None else embedding_width)
        hidden = fitted(hidden, width, outputs, parameters)
    x = inputs = keras.Input(input_shape)
    if len(input_shape) > 1:
        x = keras.layers.Flatten()(x)
    x = entrance(x, batch_normalization, moving)
    if embedding is not None:
        x = embedded(x, embedding, embedding_width, seed, activation, initializer)
    for depth, units in enumerate(hidden, start=1):
        x = dense(units, initializer, seed + depth, f"hidden_{depth}", l1=l1, l2=l2, max_norm=max_norm)(x)
        x = activated(x, depth, seed, activation, batch_normalization, dropout, dropout_kind, moving)
    return keras.Model(inputs, dense(outputs, initializer, seed, "output", l1=l1, l2=l2)(x))
