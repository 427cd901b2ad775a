"""How much the setting matters: validation score at every one, and where training diverged."""

from experiments.judging.allowance import Allowance
from experiments.judging.evidence import Evidence
from experiments.judging.statistics import mean_interval
from experiments.report.sections.quantity import finite, tally
from experiments.report.shapes.studies import SensitivityRow, SettingPoint


def sensitivity(evidence: Evidence) -> list[SensitivityRow]:
    """For each method the validation score at each setting over all replicates, with counts of what did not finish."""
    return [
        {"method": method, "slot": slot, "chosen": evidence.choice(method).setting, "points": points(evidence, method)}
        for slot, method in enumerate(evidence.methods)
    ]


def points(evidence: Evidence, method: str) -> list[SettingPoint]:
    """One point a setting."""
    points: list[SettingPoint] = []
    for setting in evidence.settings(method):
        cell = evidence.replicates(method, setting)
        score = mean_interval(cell["validation_score"].to_list(), allowance=Allowance(evidence.overlap))
        counts = tally(cell)
        points.append(
            {
                "setting": setting,
                "n": score.n,
                "mean": finite(score.centre),
                "low": finite(score.low),
                "high": finite(score.high),
                "diverged": counts["diverged"],
                "missing": counts["missing"] + counts["error"],
            }
        )
    return points
