"""What happened inside: layer statistics before training and at the end."""

from experiments.judging.evidence import Evidence
from experiments.judging.measures import Table, depth
from experiments.report.sections.quantity import finite
from experiments.report.shapes.studies import LayerStatistics, Medians


def layers(evidence: Evidence) -> LayerStatistics | None:
    """Statistic -> method -> median over the reporting replicates by layer; `None` without layer statistics."""
    table = evidence.context.layers
    if table.empty:
        return None
    names = sorted(table["layer"].unique(), key=depth)
    trials = [(slot, method, set(evidence.trials_of(method)["key"])) for slot, method in enumerate(evidence.methods)]
    return {
        "layers": names,
        "statistics": {
            str(statistic): [
                {"method": method, "slot": slot, **medians(rows[rows["key"].isin(keys)], names)}
                for slot, method, keys in trials
            ]
            for statistic, rows in table.groupby("statistic")
        },
    }


def medians(rows: Table, names: list[str]) -> Medians:
    """Medians by layer before and after training; `None` where nothing was measured."""
    medians = rows.groupby("layer")[["first", "last"]].median().reindex(names)
    return {
        "n": int(rows["key"].nunique()),
        "before": [finite(value) for value in medians["first"]],
        "after": [finite(value) for value in medians["last"]],
    }
