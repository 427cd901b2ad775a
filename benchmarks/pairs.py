"""Every custom object beside Keras's own: pairs of networks that differ in that object alone."""

from collections.abc import Callable
from typing import Any

import keras

from custom_layers import activations, constraints, layers, losses, optimizers

theirs = keras.optimizers
OPTIMIZERS = {
    "SGD": (lambda: optimizers.SGD(0.01), lambda: theirs.SGD(0.01)),
    "Momentum": (lambda: optimizers.Momentum(0.01), lambda: theirs.SGD(0.01, 0.9)),
    "Nesterov": (lambda: optimizers.Nesterov(0.01), lambda: theirs.SGD(0.01, 0.9, nesterov=True)),
    "AdaGrad": (lambda: optimizers.AdaGrad(0.01), lambda: theirs.Adagrad(0.01)),
    "RMSProp": (lambda: optimizers.RMSProp(0.001), lambda: theirs.RMSprop(0.001)),
    "Adam": (lambda: optimizers.Adam(0.001), lambda: theirs.Adam(0.001)),
    "AMSGrad": (lambda: optimizers.AMSGrad(0.001), lambda: theirs.Adam(0.001, amsgrad=True)),
    "AdaMax": (lambda: optimizers.AdaMax(0.001), lambda: theirs.Adamax(0.001)),
    "Nadam": (lambda: optimizers.Nadam(0.001), lambda: theirs.Nadam(0.001)),
    "AdamW": (lambda: optimizers.AdamW(0.001), lambda: theirs.AdamW(0.001)),
    "Muon": (lambda: optimizers.Muon(0.001), lambda: theirs.Muon(0.001)),
    "ScheduleFreeAdamW": (lambda: optimizers.ScheduleFreeAdamW(0.001), lambda: theirs.ScheduleFreeAdamW(0.001)),
    "Lion": (lambda: optimizers.Lion(0.001), lambda: theirs.Lion(0.001)),
}


def named(name: str) -> Callable:
    """Keras's activation of that name, as a layer."""
    return lambda: keras.layers.Activation(name)


UNITS = {
    "Sigmoid": (activations.Sigmoid, named("sigmoid")),
    "Tanh": (activations.Tanh, named("tanh")),
    "Softplus": (activations.Softplus, named("softplus")),
    "Softmax": (activations.Softmax, keras.layers.Softmax),
    "ReLU": (activations.ReLU, keras.layers.ReLU),
    "LeakyReLU": (activations.LeakyReLU, keras.layers.LeakyReLU),
    "PReLU": (activations.PReLU, keras.layers.PReLU),
    "ELU": (activations.ELU, keras.layers.ELU),
    "SELU": (activations.SELU, named("selu")),
    "GELU": (activations.GELU, named("gelu")),
    "SiLU": (activations.SiLU, named("silu")),
    "Mish": (activations.Mish, named("mish")),
    "BatchNormalization": (layers.BatchNormalization, keras.layers.BatchNormalization),
    "Dropout": (lambda: layers.Dropout(0.2), lambda: keras.layers.Dropout(0.2)),
    "AlphaDropout": (lambda: layers.AlphaDropout(0.1), lambda: keras.layers.AlphaDropout(0.1)),
}
IMAGES = {
    "Conv2D": (lambda: layers.Conv2D(16, 3), lambda: keras.layers.Conv2D(16, 3)),
    "MaxPooling2D": (lambda: layers.MaxPooling2D(2), lambda: keras.layers.MaxPooling2D(2)),
    "MaxPooling2D, 3 by 2": (lambda: layers.MaxPooling2D(3, 2), lambda: keras.layers.MaxPooling2D(3, 2)),
    "AveragePooling2D": (lambda: layers.AveragePooling2D(2), lambda: keras.layers.AveragePooling2D(2)),
    "SpatialDropout": (lambda: layers.SpatialDropout(0.2), lambda: keras.layers.SpatialDropout2D(0.2)),
    "Dropout, images": (lambda: layers.Dropout(0.2), lambda: keras.layers.Dropout(0.2)),
}
SEQUENCES = {
    "SimpleRNN": (lambda: layers.SimpleRNN(32), lambda: keras.layers.SimpleRNN(32)),
    "LSTM": (lambda: layers.LSTM(32), lambda: keras.layers.LSTM(32)),
    "GRU": (lambda: layers.GRU(32), lambda: keras.layers.GRU(32)),
}
RULES = {
    "MaxNorm": (lambda: constraints.MaxNorm(1.0), lambda: keras.constraints.MaxNorm(1.0)),
    "UnitNorm": (constraints.UnitNorm, keras.constraints.UnitNorm),
    "NonNegative": (constraints.NonNegative, keras.constraints.NonNeg),
}

LOSSES = {
    "MeanSquaredError": (losses.MeanSquaredError, keras.losses.MeanSquaredError),
    "MeanAbsoluteError": (losses.MeanAbsoluteError, keras.losses.MeanAbsoluteError),
    "Huber": (losses.Huber, keras.losses.Huber),
}


def pairs() -> dict[str, tuple[Callable, Callable]]:
    """Name -> (with ours, with Keras's), each a function that makes a compiled network."""
    networks: dict[str, Any] = {}
    for name, pair in OPTIMIZERS.items():
        networks[name] = [lambda make=make: dense(optimizer=make) for make in pair]
    for name, pair in UNITS.items():
        networks[name] = [lambda make=make: dense(make) for make in pair]
    for name, pair in RULES.items():
        networks[name] = [lambda make=make: dense(constraint=make) for make in pair]
    for name, pair in LOSSES.items():
        networks[name] = [lambda make=make: dense(loss=make, outputs=1) for make in pair]
    for kinds, shape in ((IMAGES, (28, 28, 4)), (SEQUENCES, (20, 16))):
        for name, pair in kinds.items():
            networks[name] = [lambda make=make, shape=shape: single(make, shape) for make in pair]
    networks["CNN"] = [lambda library=library: cnn(library) for library in (layers, keras.layers)]
    return networks


def dense(
    layer: Callable = keras.layers.ReLU,
    optimizer: Callable | None = None,
    loss: Callable | None = None,
    constraint: Callable = lambda: None,
    outputs: int = 10,
) -> Any:
    """784-256-256-10 with the layer after each hidden one."""
    hidden = [part for _ in range(2) for part in (keras.layers.Dense(256, kernel_constraint=constraint()), layer())]
    network = keras.Sequential([keras.Input((784,)), *hidden, keras.layers.Dense(outputs)])
    return compiled(network, optimizer and optimizer(), loss and loss())


def single(layer: Callable, shape: tuple[int, ...]) -> Any:
    """The layer alone, and a dense one to end with."""
    return compiled(keras.Sequential([keras.Input(shape), layer(), keras.layers.Flatten(), keras.layers.Dense(10)]))


def cnn(library: Any) -> Any:
    """Convolutions of 16 and 32 maps of 3x3 on 28x28, each followed by pooling."""
    network = [keras.Input((28, 28, 1))]
    for maps in (16, 32):
        network += [library.Conv2D(maps, 3, padding="same", activation="relu"), library.MaxPooling2D(2)]
    return compiled(keras.Sequential([*network, keras.layers.Flatten(), keras.layers.Dense(10)]))


def compiled(model: Any, optimizer: Any = None, loss: Any = None) -> Any:
    """The network, ready for `fit`."""
    model.compile(
        optimizer or keras.optimizers.SGD(0.01), loss or keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    return model
