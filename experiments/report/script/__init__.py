"""A trial as a Keras script to paste: what a reader needs to train the best network that was found."""

from experiments.report.script.whole import script

__all__ = ["script"]
