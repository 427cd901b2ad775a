"""Studies of learning rates, schedules and batch sizes."""
