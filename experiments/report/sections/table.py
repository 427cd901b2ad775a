"""Every number of a study: one row a method and learning rate."""

from typing import Any

from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES, Table
from experiments.report.sections.quantity import quantity, tally
from experiments.report.wording import UNITS

SHOWN = ("validation_score", "test_score", "train_loss", "epochs_to_target")


def table(one: Evidence) -> list[dict[str, Any]]:
    """Scores over the reporting replicates at each rate, how trials ended, and what they cost."""
    return [
        row(one, method, float(rate), one.trials.iloc[one.places(method, rate, "report")])
        for method in one.methods
        for rate in one.rates(method)
    ]


def row(one: Evidence, method: str, rate: float, cell: Table) -> dict[str, Any]:
    """One cell of the grid."""
    ran = cell[cell["status"].isin(["ok", "diverged"])]
    return {
        "method": method,
        "rate": rate,
        "chosen": one.choice(method).rate == rate,
        **tally(cell),
        **{
            name: quantity(cell[name].to_list(), MEASURES[name].centre, UNITS[one.unit(name)], one.bounds(name))
            for name in SHOWN
        },
        "seconds": round(float(ran["train_seconds"].mean()), 4) if len(ran) else None,
        "parameters": int(ran["parameters"].max()) if len(ran) else None,
    }
