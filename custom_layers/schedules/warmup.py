"""Warmup: a rising stretch in front of any schedule."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
class Warmup(keras.optimizers.schedules.LearningRateSchedule):
    """The rate rises linearly to the start of a schedule, which then runs from its own step 0.

        η(t) = schedule(0) (t + 1) / w          t < w
        η(t) = schedule(t − w)                  t ≥ w

    `step` is a scalar or an array of steps counted from 0; the rate has its shape, in float32.

    Args:
        schedule: a `keras.optimizers.schedules.LearningRateSchedule`.
        warmup_steps: w ≥ 1, in steps.

    Raises:
        ValueError: `schedule` of another kind, or `warmup_steps` below 1.

    Reference: Goyal et al. 2017, "Accurate, Large Minibatch SGD", section 2.2 (gradual warmup),
        arXiv:1706.02677.
    """

    def __init__(self, schedule, warmup_steps):
        if not isinstance(schedule, keras.optimizers.schedules.LearningRateSchedule) or warmup_steps < 1:
            raise ValueError(
                "`schedule` must be a LearningRateSchedule and `warmup_steps` at least 1. "
                f"Received: schedule={schedule}, warmup_steps={warmup_steps}"
            )
        self.schedule = schedule
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        """The rate at `step`."""
        t = ops.cast(step, "float32")
        after = self.schedule(ops.maximum(t - self.warmup_steps, 0))
        return after * ops.minimum((t + 1) / self.warmup_steps, 1)

    def get_config(self):
        """The constructor's arguments."""
        schedule = keras.optimizers.schedules.serialize(self.schedule)
        return {"schedule": schedule, "warmup_steps": self.warmup_steps}

    @classmethod
    def from_config(cls, config):
        """The schedule of a configuration."""
        schedule = config["schedule"]
        if isinstance(schedule, dict):
            schedule = keras.optimizers.schedules.deserialize(schedule)
        return cls(**{**config, "schedule": schedule})
