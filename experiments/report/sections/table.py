"""Every number of a study: one row a method and setting."""

from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES, Table
from experiments.report.sections.quantity import quantity, tally
from experiments.report.shapes.studies import SettingRow
from experiments.report.wording import UNITS

SHOWN = ("validation_score", "test_score", "train_loss", "epochs_to_target")


def table(evidence: Evidence) -> list[SettingRow]:
    """Scores over all replicates at each setting, tuning and reported, how trials ended, and what they cost."""
    return [
        cell_row(evidence, method, setting, evidence.replicates(method, setting))
        for method in evidence.methods
        for setting in evidence.settings(method)
    ]


def cell_row(evidence: Evidence, method: str, setting: float, cell: Table) -> SettingRow:
    """One cell of the grid."""
    ran = cell[cell["status"].isin(["ok", "diverged"])]
    quantities = {
        name: quantity(cell[name].to_list(), MEASURES[name].centre, UNITS[evidence.unit(name)], evidence.bounds(name))
        for name in SHOWN
    }
    return {
        "method": method,
        "setting": setting,
        "chosen": evidence.choice(method).setting == setting,
        **tally(cell),
        "validation_score": quantities["validation_score"],
        "test_score": quantities["test_score"],
        "train_loss": quantities["train_loss"],
        "epochs_to_target": quantities["epochs_to_target"],
        "seconds": round(float(ran["train_seconds"].mean()), 4) if len(ran) else None,
        "parameters": int(ran["parameters"].max()) if len(ran) else None,
    }
