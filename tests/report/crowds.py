"""Studies with as many methods as asked for, long names and extreme values, and a chart of every kind."""

from typing import Any

from tests.report import charts

LONG = ("LeakyReLU with He's weights, momentum 0.9", "Donaudampfschifffahrtsgesellschaft", "WWWWWWWWWWWWWWWWWWW mm")
EXTREMES = (1e-9, 1e9, 0.5, None, -1e9, 0.0, 1e-300)  # a summary holds None for what is infinite or undefined
ROWS = {"histograms": "panels", "scatter": "points", "trajectories": "paths", "critical_difference": "methods",
        "parallel": "axes"}  # fmt: skip
LABELS = {"confusion": "classes", "dots": "categories"}  # where a chart's labels are a list of their own
KINDS = ("lines", "budget", "calibration", "histograms", "scatter", "trajectories", "confusion", "dots", "parallel",
         "critical_difference")  # fmt: skip


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
    if extreme:  # settings over some powers of ten, beginning between two
        for row in rows["sensitivity"]:
            row["points"] = [{**point, "setting": 3e-4 * 10**place} for place, point in enumerate(row["points"])]
    name = f"crowd_{count}{'_long' * long}{'_extreme' * extreme}"
    title = "A rather long title of a study, which says what it is about" if long else study["title"]
    score = "area under the ROC curve" if long else study["score_title"]
    drawn = [chart(kind, count, names, extreme) for kind in KINDS]
    return {**study, **rows, "name": name, "title": title, "layers": layers, "ranks": ranks, "ranking": ranking,
            "score_title": score, "combined": recipe(names, extreme), "charts": drawn,
            "hero": drawn[0]["title"]}  # fmt: skip


def recipe(names: list[str], extreme: bool) -> dict[str, Any]:
    """What each of some techniques adds, from much to a loss, with two reference models close to each other."""

    def gain(centre: float, half: float | None = 0.004) -> dict[str, Any]:
        bounds = {"low": None, "high": None} if half is None else {"low": centre - half, "high": centre + half}
        text = f"{100 * centre:+.2f} points" + ("" if half is None else f" ({100 * centre - 0.4:+.2f} to +0.33)")
        return {"centre": centre, **bounds, "n": 7, "text": text, "direction": "better", "size": "matters"}

    spans = [0.03 - 0.05 * index / len(names) for index in range(len(names))]
    if extreme:
        spans = [1e3, *spans[1:-1], -1e-9]
    rows = [
        {"technique": name, "method": name, "kept": index % 2 == 0, "step": None, "loss": None,
         "alone": gain(centre, None if extreme and index == 1 else 0.004)}
        for index, (name, centre) in enumerate(zip(names, spans, strict=True))
    ]  # fmt: skip
    lines = [{"name": "logistic regression", "gain": 0.011}, {"name": "gradient boosting", "gain": 0.012}]
    return {"bold": "Use all of it.", "text": "", "outcome": "helps", "parts": names[::2], "gain": gain(0.031),
            "margin": 0.005, "techniques": rows, "references": lines}  # fmt: skip


def chart(kind: str, count: int, names: list[str], extreme: bool) -> dict[str, Any]:
    """A chart of a kind, its series named."""
    made = getattr(charts, {"budget": "lines"}.get(kind, kind))(count)
    made |= {"kind": kind, "title": f"{made['title']}: {kind}, with a title as long as they are in this house"}
    if kind in LABELS:
        return made | {LABELS[kind]: names}
    rows, label = ROWS.get(kind, "series"), "method" if kind == "critical_difference" else "label"
    made[rows] = [{**row, label: name} for row, name in zip(made[rows], names, strict=False)] + made[rows][count:]
    if kind == "critical_difference":
        made["groups"] = [names[start : start + 3] for start in range(0, count - 2, 2)]
    if "lines" in made:
        made["lines"] = [names]
    if extreme and kind in ("lines", "budget", "scatter"):
        made["y_log"] = kind == "budget"
        for index, row in enumerate(made[rows]):
            value = EXTREMES[index % len(EXTREMES)]
            row["y"] = value if kind == "scatter" else [value, 1e-9, *row["y"][2:]]
            row["low"] = row["high"] = None if kind == "scatter" else []
    if extreme and kind == "parallel":
        for index, axis in enumerate(made["axes"][:-1]):
            axis["values"] = [EXTREMES[(index + place) % len(EXTREMES)] for place in range(3)]
            axis["log"] = index % 2 == 0
    return made
