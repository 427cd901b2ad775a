"""What happened inside: layer statistics before training and at the end."""

from typing import Any

from experiments.judging.evidence import Evidence
from experiments.judging.measures import Table, depth
from experiments.report.sections.quantity import finite


def layers(one: Evidence) -> dict[str, Any] | None:
    """Statistic -> method -> median over the reporting replicates by layer; `None` without layer statistics."""
    table = one.context.layers
    if table.empty:
        return None
    names = sorted(table["layer"].unique(), key=depth)
    methods = [(slot, method, set(one.trials_of(method)["key"])) for slot, method in enumerate(one.methods)]
    return {
        "layers": names,
        "statistics": {
            str(statistic): [
                {"method": method, "slot": slot, **medians(some[some["key"].isin(keys)], names)}
                for slot, method, keys in methods
            ]
            for statistic, some in table.groupby("statistic")
        },
    }


def medians(rows: Table, names: list[str]) -> dict[str, Any]:
    """Medians by layer before and after training; `None` where nothing was measured."""
    middle = rows.groupby("layer")[["first", "last"]].median().reindex(names)
    return {
        "n": int(rows["key"].nunique()),
        "before": [finite(value) for value in middle["first"]],
        "after": [finite(value) for value in middle["last"]],
    }
