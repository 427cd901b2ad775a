"""The winner's saved network: which training it is of, what it scores, how it is loaded."""

from math import inf
from pathlib import Path
from typing import Any

from experiments.datafiles import is_file
from experiments.report.searches import SearchResult
from experiments.report.searching.units import unit
from experiments.report.wording import level
from experiments.store import Results

SAME = 1e-3  # of a score: what round-off may change
ARRAYS = ".npz"  # arrays, whose columns have no names
PARTS = ("activations", "constraints", "initializers", "layers")  # of custom_layers: what a network may hold


def saved(results: Results, search: SearchResult) -> dict[str, Any] | None:
    """The file, what it holds in a sentence each, and code that loads it; None if this winner's was not saved."""
    model = results.model(search.spec["name"])
    if model is None:
        return None
    file, trained = str(model["file"]), search.winners[search.winners["key"] == model["key"]]
    if trained.empty or Path(file).name != file:
        return None
    return {
        "file": file,
        "key": str(model["key"]),
        "said": [which(search, trained.iloc[0]), worth(search, trained.iloc[0], model["scores"]), use(search)],
        "code": code(file, search),
    }


def which(search: SearchResult, trained: Any) -> str:
    """Which training of the winner it is, and of which epoch its weights are."""
    n = len(search.winners[search.winners["fold"] == trained["fold"]])
    epoch, last = int(trained["best_epoch"]), int(trained["epochs"])
    kept = "the last one" if epoch == last else f"kept out of {last}"
    median = f", whose validation score is the median of the winner's {n}" if n > 1 else ""
    return f"It is of replicate {trained['replicate']}{median}, with the weights of epoch {epoch}, {kept}."


def worth(search: SearchResult, trained: Any, scores: dict[str, dict[str, Any]]) -> str:
    """Its scores, and whether they are those of the winner's record."""
    now = {split: float(scores.get(split, {}).get(search.metric, "nan")) for split in ("validation", "test")}
    then = {split: float(trained.get(f"{split}_{search.metric}", float("nan"))) for split in now}
    text, old = (
        " and ".join(f"{level(value, -inf, inf, unit(search))} on its {split} rows" for split, value in some.items())
        for some in (now, then)
    )
    same = all(abs(now[split] - then[split]) < SAME for split in now)
    beside = "as its record says" if same else f"where its record says {old}"
    return f"It was trained once more to be saved, and scores {text}, {beside}."


def use(search: SearchResult) -> str:
    """What goes in and what comes out."""
    comes = "class scores before softmax" if search.facts["task"] == "classification" else "the target in its own unit"
    takes = (
        "its inputs are the columns as numbers, which `rows` makes of new rows as a file or a DataFrame has them"
        if has_columns(search)
        else "it takes rows as the data set has them"
    )
    return f"It fills gaps and scales its inputs itself: {takes}; it gives {comes}."


def has_columns(search: SearchResult) -> bool:
    """Whether it learned from a file with columns by name."""
    name = str(search.spec["data"]["name"])
    return is_file(name) and not name.lower().endswith(ARRAYS) and len(search.facts.get("shape") or "1") == 1


def code(file: str, search: SearchResult) -> str:
    """Lines that load it, and that give it rows."""
    facts, ours = (
        search.facts,
        ["import keras", f"from custom_layers import {', '.join(PARTS)}  # which Keras then knows"],
    )
    shape = ", ".join(map(str, facts.get("shape") or (facts["features"],)))
    load = f'model = keras.saving.load_model("{file}")'
    if not has_columns(search):
        return "\n".join([*ours, "", load, f"model.predict(x)  # x: (rows, {shape})", ""])
    rows = f'x = read(".").rows("new.csv", "{search.spec["name"]}")  # or a DataFrame; gaps and text as they are'
    ours.append("from experiments import read")
    return "\n".join([*ours, "", load, rows, f"model.predict(x)  # x: (rows, {shape})", ""])
