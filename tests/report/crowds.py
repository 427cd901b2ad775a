"""Studies with as many methods as asked for, long names and extreme values, and a chart of every kind."""

from typing import Any

from tests.report import charts

LONG = ("LeakyReLU with He's weights, momentum 0.9", "Donaudampfschifffahrtsgesellschaft", "WWWWWWWWWWWWWWWWWWW mm")
EXTREMES = (1e-9, 1e9, 0.5, None, -1e9, 0.0, 1e-300)  # a summary holds None for what is infinite or undefined
ROWS = {"histograms": "panels", "scatter": "points", "trajectories": "paths"}
KINDS = ("lines", "budget", "calibration", "histograms", "scatter", "trajectories", "confusion", "dots")


def crowd(study: dict[str, Any], count: int, long: bool, extreme: bool) -> dict[str, Any]:
    """The study with other methods, and a chart of each kind with as many series."""
    names = [f"{LONG[index % 3]} {index}" if long else f"method {index}" for index in range(count)]

    def taken(rows: list[dict]) -> list[dict]:
        return [{**rows[index % len(rows)], "method": name, "slot": index} for index, name in enumerate(names)]

    layers = study["layers"] and {
        **study["layers"],
        "statistics": {key: taken(rows) for key, rows in study["layers"]["statistics"].items()},
    }
    ranks = study["ranks"] and {
        **study["ranks"],
        "series": [
            {**study["ranks"]["series"][index % len(study["ranks"]["series"])], "label": name, "slot": index}
            for index, name in enumerate(names[:12])
        ],
    }
    ranking = {**study["ranking"], "methods": taken(study["ranking"]["methods"]), "winner": names[0]}
    rows = {name: taken(study[name]) for name in ("curves", "sensitivity", "epochs_to_target")}
    name = f"crowd_{count}{'_long' * long}{'_extreme' * extreme}"
    title = "A rather long title of a study, which says what it is about" if long else study["title"]
    drawn = [chart(kind, count, names, extreme) for kind in KINDS]
    return {**study, **rows, "name": name, "title": title, "layers": layers, "ranks": ranks, "ranking": ranking,
            "charts": drawn, "hero": drawn[0]["title"]}  # fmt: skip


def chart(kind: str, count: int, names: list[str], extreme: bool) -> dict[str, Any]:
    """A chart of a kind, its series named."""
    made = getattr(charts, {"budget": "lines"}.get(kind, kind))(count)
    made |= {
        "kind": kind,
        "title": f"{made['title']}: {kind}, with a title as long as they are in this house",
    }
    if kind in ("confusion", "dots"):
        return made | {"classes" if kind == "confusion" else "categories": names}
    rows = ROWS.get(kind, "series")
    made[rows] = [{**row, "label": name} for row, name in zip(made[rows], names, strict=True)]
    if "lines" in made:
        made["lines"] = [names]
    if extreme and kind in ("lines", "budget", "scatter"):
        made["y_log"] = kind == "budget"
        for index, row in enumerate(made[rows]):
            value = EXTREMES[index % len(EXTREMES)]
            row["y"] = value if kind == "scatter" else [value, 1e-9, *row["y"][2:]]
            row["low"] = row["high"] = None if kind == "scatter" else []
    return made
