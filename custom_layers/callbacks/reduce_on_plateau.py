"""ReduceOnPlateau: lets the learning rate fall when the validation loss stops falling."""

import keras

from custom_layers.callbacks.following import check_monitored, free_rate, monitored, sign
from custom_layers.schedules import Plateau


class ReduceOnPlateau(keras.callbacks.Callback):
    """Sets the optimizer's rate after each epoch to what `Plateau` makes of the recorded losses.

        η_{e+1} = plateau(v_1, ..., v_e)

    η₀ is the optimizer's rate when training begins.

    Args:
        monitor: the entry of the logs to follow; epochs without it (`validation_freq`) do not count.
        mode: "min" or "max", whether smaller or larger is better; "auto" as in `EarlyStopping`.
        factor, patience, min_delta, min_learning_rate: as in `Plateau`.

    Raises:
        ValueError: a setting outside its range; an entry that is never in the logs; a rate that follows a schedule.

    Reference: Senior et al. 2013, "An Empirical Study of Learning Rates in Deep Neural Networks for Speech
        Recognition", section 2 (performance scheduling).
    """

    def __init__(self, monitor="val_loss", factor=0.1, patience=10, min_delta=1e-4, min_learning_rate=0.0, mode="auto"):
        super().__init__()
        self.monitor = monitor
        self.sign = sign(monitor, mode)
        self.settings = {
            "factor": factor,
            "patience": patience,
            "min_delta": min_delta,
            "min_learning_rate": min_learning_rate,
        }
        self.schedule = Plateau(0.0, **self.settings)
        self.losses = []

    def on_train_begin(self, logs=None):
        """Takes down the rate to start from."""
        self.losses = []
        self.schedule = Plateau(free_rate(self.model.optimizer), **self.settings)

    def on_epoch_end(self, epoch, logs=None):
        """Sets the next epoch's rate."""
        value = monitored(self.monitor, logs)
        if value is None:
            return
        self.losses.append(self.sign * value)
        self.model.optimizer.learning_rate = float(self.schedule(self.losses))

    def on_train_end(self, logs=None):
        """Refuses an entry that no epoch had."""
        check_monitored(self.monitor, self.losses)
