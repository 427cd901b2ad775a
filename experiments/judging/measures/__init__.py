"""What trials are compared on: name -> how it is called, which way is better, and how it is computed."""

from experiments.judging.measures.failing import FAILING
from experiments.judging.measures.grid import ACROSS
from experiments.judging.measures.layers import INSIDE, depth, hidden
from experiments.judging.measures.measure import Context, Measure, Table
from experiments.judging.measures.normalisation import NORMALISATION
from experiments.judging.measures.optimizing import OPTIMIZING
from experiments.judging.measures.scores import SCORES, first
from experiments.judging.measures.simulated import SIMULATED
from experiments.judging.measures.speed import SPEED

KINDS = (SCORES, SPEED, FAILING, INSIDE, ACROSS, SIMULATED, NORMALISATION, OPTIMIZING)
MEASURES: dict[str, Measure] = {name: measure for kind in KINDS for name, measure in kind.items()}
STANDARD = ("test_score", "validation_score", "epochs_to_target", "train_loss", "gap", "gradient_decay", "dead_share")
LEARNED = (
    "test_score", "validation_score", "train_score", "epochs_to_target", "gap", "early_score", "noise_score",
    "log_steps_to_target", "failure", "score_over_grid",
)  # fmt: skip
# Equalities, which no replicate may break. Other measures scatter, so that theory is held against their mean or median.
IDENTITIES = (
    "error", "rank_error", "extra_entries", "company_error", "mistakes_over_bound", "outside", "moved",
    "bound_shortfall", "falling_cross_entropy",
)  # fmt: skip

__all__ = [
    "IDENTITIES", "KINDS", "LEARNED", "MEASURES", "STANDARD", "Context", "Measure", "Table", "depth", "first", "hidden",
]  # fmt: skip
