"""Augmentation: the rows of each training batch are changed at random, alike in both engines.

An augmentation draws an epoch's numbers on the host, by name. What is drawn says what is done: `changed` and `mixed`
are pure functions of a batch and its numbers. Trials with different options of one augmentation share a program.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import keras
import numpy as np
from keras import ops

from experiments import build
from experiments.data import Data
from experiments.data.table import image
from experiments.engines.order import batch_size
from experiments.spec import Part, Trial

Numbers = dict[str, np.ndarray]


@dataclass(frozen=True)
class Mixup:
    """Mixup: each row becomes a mean of itself and another row, and its loss the same mean of the losses with both
    targets.

        x̃_i = λ x_i + (1 − λ) x_j,  L_i = λ L(f(x̃_i), y_i) + (1 − λ) L(f(x̃_i), y_j),  λ ~ Beta(α, α),  j = B + 1 − i

    λ is drawn for each batch of B rows, which come in random order, so that row j is any of them. For cross-entropy and
    squared error the gradient is that of the paper, which mixes the (one-hot) targets in place of the losses.

    Args:
        alpha: α > 0. Near 0 a batch is hardly mixed; with 1 every share is as likely.

    Raises:
        ValueError: α is not above 0.

    Reference: Zhang, Cisse, Dauphin and Lopez-Paz 2018, "mixup: Beyond Empirical Risk Minimization", ICLR, section 2;
        the losses are mixed in its appendix A and in its authors' program.
    """

    alpha: float = 0.2

    def __post_init__(self) -> None:
        if not self.alpha > 0:
            raise ValueError(f"`alpha` must be above 0. Received: alpha={self.alpha}")

    def draw(self, rng: np.random.Generator, steps: int, rows: int, shape: tuple[int, ...]) -> Numbers:
        """The share λ of each row's own part, float32 (steps,)."""
        return {"share": rng.beta(self.alpha, self.alpha, steps).astype(np.float32)}


@dataclass(frozen=True)
class CutOut:
    """Cut-out: of each image a square is 0, with its centre on any pixel, so that part of it may lie outside.

    The numbers are set to 0 as the network meets them: with the scaling `standard` or `centred` that is the mean of
    each pixel, as the paper wants it.

    Args:
        side: of the square, as a share of the image's shorter side, above 0 and up to 1; whole pixels, at least one.
            The paper takes 1/2 for the ten classes of CIFAR, 1/4 for the hundred.

    Raises:
        ValueError: a side outside its range.

    Reference: DeVries and Taylor 2017, "Improved Regularization of Convolutional Neural Networks with Cutout",
        arXiv:1708.04552, section 3.2.
    """

    side: float = 0.5

    def __post_init__(self) -> None:
        if not 0 < self.side <= 1:
            raise ValueError(f"`side` must be a share above 0 and up to 1. Received: side={self.side}")

    def draw(self, rng: np.random.Generator, steps: int, rows: int, shape: tuple[int, ...]) -> Numbers:
        """The first row and column of each square and those behind its last, int32 (steps, rows, 2)."""
        sides = np.array(image(shape)[:2])
        pixels = max(1, round(self.side * int(sides.min())))
        first = (rng.random((steps, rows, 2)) * sides).astype(np.int32) - pixels // 2
        return {"first": first, "end": first + np.int32(pixels)}


def draws(trial: Trial, data: Data, epoch: int) -> Numbers:
    """The numbers of an epoch, each with the steps first; none without an augmentation.

    As the order of batches they depend on the data and the replicate, and on no other technique.
    """
    if trial.augmentation is None:
        return {}
    rows = batch_size(trial, data)
    steps = len(data.rows.train) // rows
    return drawn(trial.augmentation, trial.seed("augmentation"), epoch, steps, rows, data.x.shape[1:])


@lru_cache(maxsize=64)
def drawn(spec: Part, seed: int, epoch: int, steps: int, rows: int, shape: tuple[int, ...]) -> Numbers:
    """See `draws`."""
    return build.augmentation(spec).draw(np.random.default_rng((seed, epoch)), steps, rows, shape)


def changed(x: Any, numbers: dict[str, Any], xp: Any = ops) -> Any:
    """A batch of inputs (rows, ...features) after its augmentation.

    Args:
        x: what the network would meet.
        numbers: of this batch.
        xp: `numpy` or `keras.ops`, whichever the arrays belong to.
    """
    if "share" in numbers:
        return numbers["share"] * x + (1 - numbers["share"]) * xp.flip(x, axis=0)
    if "first" not in numbers:
        return x
    shape = image(x.shape[1:])
    met = []  # whether each row, each column of pixels meets the square: (rows, height), (rows, width)
    for axis in (0, 1):
        first, end = (numbers[name][:, axis : axis + 1] for name in ("first", "end"))
        pixels = np.arange(shape[axis], dtype=np.int32)
        met.append(xp.logical_and(xp.less_equal(first, pixels), xp.less(pixels, end)))
    inside = xp.expand_dims(xp.logical_and(xp.expand_dims(met[0], 2), xp.expand_dims(met[1], 1)), 3)
    images = xp.reshape(x, (x.shape[0], *shape))
    return xp.reshape(xp.where(inside, xp.zeros_like(images), images), x.shape)


def mixed(loss: Callable[..., Any], numbers: dict[str, Any], *targets: Any) -> Any:
    """The loss of a batch whose rows were `changed`: `loss(*targets)`, or of mixed rows the mean of that and the loss
    with the other rows' targets, in their shares. A target may be None.
    """
    own = loss(*targets)
    if "share" not in numbers:
        return own
    others = loss(*(None if target is None else ops.flip(target, axis=0) for target in targets))
    return numbers["share"] * own + (1 - numbers["share"]) * others


class MixedLoss(keras.losses.Loss):
    """The loss of mixed rows for Keras's `fit`: targets are (rows, 2), of each row its own and its batch's λ.

    Args:
        loss: of rows as they are.
        classes: whether targets are class numbers (rows,), not values (rows, 1).
    """

    def __init__(self, loss: keras.losses.Loss, classes: bool):
        super().__init__(name=f"mixed_{loss.name}")
        self.loss, self.classes = loss, classes

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """The mean over the batch."""
        y = ops.cast(y_true[:, 0], "int32") if self.classes else y_true[:, :1]

        def loss(y: Any, weights: Any) -> Any:
            return self.loss(y, y_pred, weights)

        return mixed(loss, {"share": y_true[0, 1]}, y, sample_weight)
