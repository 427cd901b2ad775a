"""What trials are compared on: name -> how it is called, which way is better, and how it is computed."""

from experiments.report.measures.grid import ACROSS
from experiments.report.measures.layers import INSIDE, depth, hidden
from experiments.report.measures.measure import Context, Measure, Table
from experiments.report.measures.normalisation import NORMALISATION
from experiments.report.measures.optimizing import OPTIMIZING
from experiments.report.measures.scores import SCORES, first
from experiments.report.measures.simulated import SIMULATED

MEASURES: dict[str, Measure] = {**SCORES, **INSIDE, **ACROSS, **SIMULATED, **NORMALISATION, **OPTIMIZING}
STANDARD = ("test_score", "validation_score", "epochs_to_target", "train_loss", "gap", "gradient_decay", "dead_share")
LEARNED = ("test_score", "validation_score", "train_score", "epochs_to_target", "gap", "early_score", "noise_score")

__all__ = ["LEARNED", "MEASURES", "STANDARD", "Context", "Measure", "Table", "depth", "first", "hidden"]
