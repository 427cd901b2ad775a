"""TensorBoard: event files written from a results file; needs the tensorboard package, not TensorFlow."""

from experiments.tensorboard.writing import write, written

__all__ = ["write", "written"]
