"""EarlyStopping: ends training when the validation loss stops falling, and goes back to the best weights."""

import keras
import numpy as np

from custom_layers.callbacks.following import check_monitored, monitored, sign


class EarlyStopping(keras.callbacks.Callback):
    """Stops after `patience` epochs in a row without improvement and restores the weights of the best epoch.

        epoch e improves    if v_e < v* − δ, then v* ← v_e
        stop after epoch e  if none of the last s epochs improved

    The weights of the best epoch are restored whether training was stopped or ran to its end.

    Args:
        monitor: the entry of the logs to follow; nan is no improvement. Epochs without it (`validation_freq`) do not
            count.
        patience: s ≥ 1, in epochs that have the entry.
        min_delta: δ ≥ 0, in the unit of the entry.
        restore_best_weights: whether to go back to the best epoch's weights, or keep the last ones. If no epoch
            improved, because the entry was always nan, those from before the training come back.
        mode: "min" or "max", whether smaller or larger is better; "auto" tells from the entry's name: a loss or error
            falls, an accuracy or score rises.

    Attributes:
        losses: the entry after each epoch.
        best_epoch: number of the best epoch, from 0; `None` before any improved.
        stopped_epoch: number of the epoch that was the last; `None` if training ran to its end.

    Raises:
        ValueError: a setting outside its range; an entry that is never in the logs.

    Reference: Prechelt 1998, "Early Stopping — But When?", section 2.2 (criterion UP with strips of one epoch).
    """

    def __init__(self, monitor="val_loss", patience=10, min_delta=0.0, restore_best_weights=True, mode="auto"):
        super().__init__()
        if patience < 1 or min_delta < 0:
            raise ValueError(
                "`patience` must be at least 1, `min_delta` at least 0. "
                f"Received: patience={patience}, min_delta={min_delta}"
            )
        self.monitor = monitor
        self.sign = sign(monitor, mode)
        self.patience = patience
        self.min_delta = min_delta
        self.restore_best_weights = restore_best_weights

    def on_train_begin(self, logs=None):
        """Forgets earlier trainings."""
        self.losses = []
        self.best, self.waited = self.sign * np.inf, 0
        self.best_epoch = self.stopped_epoch = None
        self.best_weights = self.model.get_weights() if self.restore_best_weights and self.model.built else None

    def on_epoch_end(self, epoch, logs=None):
        """Notes an improvement, or waits, or stops."""
        value = monitored(self.monitor, logs)
        if value is None:
            return
        self.losses.append(value)
        if self.sign * value < self.sign * self.best - self.min_delta:
            self.best, self.best_epoch, self.waited = value, epoch, 0
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
            return
        self.waited += 1
        if self.waited >= self.patience:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        """Restores the best weights."""
        check_monitored(self.monitor, self.losses)
        if self.best_weights is not None:
            self.model.set_weights(self.best_weights)
