"""LearningRateRangeTest: finds a good learning rate in a few hundred steps."""

import keras
import numpy as np
from keras import ops

from custom_layers.callbacks.following import free_rate


class LearningRateRangeTest(keras.callbacks.Callback):
    """The rate rises exponentially from step to step while the loss is watched; then all is as before.

        η_t = η_min (η_max / η_min)^(t / (S − 1)),  t = 0 .. S − 1
        v_t = m_t / (1 − βᵗ⁺¹),  m_t = β m_{t−1} + (1 − β) loss_t

    Training stops after S steps, or when the loss is not finite or v above `blow_up` times its least value. Weights
    and optimizer then go back to where they were. The first S / 10 steps do not count: there v is hardly smoothed.
    Metrics are reset at each step, so that a loss is one batch's.

    Args:
        min_learning_rate, max_learning_rate: η_min and η_max, 0 < η_min < η_max.
        steps: S ≥ 2.
        beta: β, 0 ≤ β < 1, the smoothing.
        blow_up: above 1.

    Attributes:
        rates, losses, smoothed: η_t, loss_t and v_t of each step.

    Raises:
        ValueError: a setting outside its range; no suggestion after less than S / 10 steps; an optimizer that follows a
            schedule; a model whose `steps_per_execution` is not 1.

    Reference: Smith 2017, "Cyclical Learning Rates for Training Neural Networks", section 3.3, arXiv:1506.01186;
        a tenth of the turning point: Géron 2022, "Hands-On Machine Learning", 3rd edition, chapter 10.
    """

    def __init__(self, min_learning_rate=1e-6, max_learning_rate=10.0, steps=200, beta=0.9, blow_up=4.0):
        super().__init__()
        if not 0 < min_learning_rate < max_learning_rate or steps < 2 or not 0 <= beta < 1 or blow_up <= 1:
            raise ValueError(
                "Rates must obey 0 < min < max, `steps` be at least 2, `beta` lie in [0, 1), `blow_up` be above 1. "
                f"Received: min_learning_rate={min_learning_rate}, max_learning_rate={max_learning_rate}, "
                f"steps={steps}, beta={beta}, blow_up={blow_up}"
            )
        self.schedule = np.geomspace(min_learning_rate, max_learning_rate, steps)
        self.beta = beta
        self.blow_up = blow_up

    def suggestion(self):
        """A tenth of the rate at which the smoothed loss turns, that is, is least."""
        counted = self._counted()
        if not counted:
            raise ValueError(f"The test has ended within its first tenth. Received: losses={self.losses}")
        return counted[int(np.argmin([loss for loss, _ in counted]))][1] / 10

    def on_train_begin(self, logs=None):
        """Takes down weights and optimizer."""
        self.rates, self.losses, self.smoothed, self.mean = [], [], [], 0.0
        model = self.model
        free_rate(model.optimizer)
        if model.steps_per_execution != 1:
            raise ValueError(
                "The rate rises from step to step: compile the model with `steps_per_execution=1`. "
                f"Received: steps_per_execution={model.steps_per_execution}"
            )
        model.optimizer.build(model.trainable_variables)
        self.before = [(v, np.array(ops.convert_to_numpy(v))) for v in (*model.variables, *model.optimizer.variables)]

    def on_train_batch_begin(self, batch, logs=None):
        """Sets the step's rate."""
        model = self.model
        model.reset_metrics()
        self.rates.append(float(self.schedule[min(len(self.rates), len(self.schedule) - 1)]))
        model.optimizer.learning_rate = self.rates[-1]

    def on_train_batch_end(self, batch, logs=None):
        """Notes the loss; stops when enough has been seen."""
        loss, count = float((logs or {})["loss"]), len(self.rates)
        self.mean = self.beta * self.mean + (1 - self.beta) * loss
        self.losses.append(loss)
        self.smoothed.append(self.mean / (1 - self.beta**count))
        least = min((loss for loss, _ in self._counted()), default=np.inf)
        blown_up = not np.isfinite(loss) or self.smoothed[-1] > self.blow_up * least
        if count == len(self.schedule) or blown_up:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        """Puts everything back."""
        # on JAX the weights are in the model only once they are asked for
        _ = self.model
        for variable, value in self.before:
            variable.assign(value)

    def _counted(self):
        """Finite smoothed losses and their rates, but for the first tenth."""
        pairs = zip(self.smoothed, self.rates, strict=True)
        return [(loss, rate) for loss, rate in list(pairs)[len(self.schedule) // 10 :] if np.isfinite(loss)]
