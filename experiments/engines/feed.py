"""Feed: what Keras's `fit` is given, the batches of all epochs and the loss that reads them."""

import keras
import numpy as np

from experiments.data import Data
from experiments.engines.augmentation import MixedLoss, changed, draws
from experiments.engines.order import batches
from experiments.spec import Trial


class Batches(keras.utils.PyDataset):
    """The training batches of all epochs from `first_epoch` on, as both engines have them."""

    def __init__(self, trial: Trial, data: Data, steps: int, first_epoch: int):
        super().__init__()
        self.trial, self.data, self.steps, self.first_epoch = trial, data, steps, first_epoch

    def __len__(self) -> int:
        return self.steps * (self.trial.until - self.first_epoch)

    def __getitem__(self, index: int) -> tuple[np.ndarray, ...]:
        epochs, step = divmod(index, self.steps)
        epoch = self.first_epoch + epochs
        rows = batches(self.trial, self.data, epoch)[step]
        numbers = {name: values[step] for name, values in draws(self.trial, self.data, epoch).items()}
        y = self.data.y[rows]
        if "share" in numbers:  # for `MixedLoss`
            y = np.column_stack([y, np.full(len(rows), numbers["share"])]).astype(np.float32)
        weights = () if self.data.weights is None else (self.data.weights[rows],)
        return changed(self.data.inputs(rows), numbers, np), y, *weights


def fed_loss(trial: Trial, data: Data, loss: keras.losses.Loss) -> keras.losses.Loss:
    """The loss of a trial's batches."""
    mixes = "share" in draws(trial, data, 0)
    return MixedLoss(loss, data.table.classes is not None) if mixes else loss
