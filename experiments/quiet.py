"""Keeps the backends' start-up chatter off the terminal, so that what is printed is meant for the reader."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def import_keras() -> None:
    """Imports Keras and its backend without the notes that TensorFlow's libraries print; errors still raise."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logging.getLogger("tensorflow").addFilter(wrong)
    with silenced():
        import keras

        keras.ops.zeros(1)  # looks for devices


def wrong(record: logging.LogRecord) -> bool:
    """Whether a note is of an error. TensorFlow sets its logger's level itself in a notebook, so that none would do.

    It also warns of "tf.function retracing": each program is compiled once, which the counter behind it cannot know.
    """
    return record.levelno >= logging.ERROR


@contextmanager
def silenced() -> Iterator[None]:
    """Discards what C++ code writes to the standard error stream; Python's own writes wait until afterwards."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)
