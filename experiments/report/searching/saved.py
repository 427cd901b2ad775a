"""The winner's saved network: which training it is of, what it scores, how it is loaded."""

from math import inf
from pathlib import Path
from typing import Any

from experiments.datafiles import is_file
from experiments.report.searches import SearchResult
from experiments.report.searching.units import unit
from experiments.report.shapes.searches import SavedModel
from experiments.report.wording import level
from experiments.store import Results

SAME = 1e-3  # of a score, or of its size: what round-off may change
ARRAYS = ".npz"  # arrays, whose columns have no names
PARTS = ("activations", "constraints", "initializers", "layers")  # of custom_layers: what a network may hold


def saved(results: Results, search: SearchResult) -> SavedModel | None:
    """The file, what it holds in a sentence each, and code that loads it; None if this winner's was not saved."""
    model = results.model(search.spec["name"])
    if model is None:
        return None
    file, trainings = str(model["file"]), search.winners[search.winners["key"] == model["key"]]
    if trainings.empty or Path(file).name != file:
        return None
    training = trainings.iloc[0]
    return {
        "file": file,
        "key": str(model["key"]),
        "sentences": [
            training_sentence(search, training),
            score_sentence(search, training, model["scores"]),
            use_sentence(search),
        ],
        "code": loading_code(file, search),
    }


def training_sentence(search: SearchResult, training: Any) -> str:
    """Which training of the winner it is, and of which epoch its weights are."""
    n = len(search.winners[search.winners["fold"] == training["fold"]])
    epoch, last = int(training["best_epoch"]), int(training["epochs"])
    kept = "the last one" if epoch == last else f"kept out of {last}"
    median = f", whose validation score is the median of the winner's {n}" if n > 1 else ""
    return f"It is of replicate {training['replicate']}{median}, with the weights of epoch {epoch}, {kept}."


def score_sentence(search: SearchResult, training: Any, scores: dict[str, dict[str, Any]]) -> str:
    """Its scores, and whether they are those of the winner's record."""
    now = {split: float(scores.get(split, {}).get(search.metric, "nan")) for split in ("validation", "test")}
    then = {split: float(training.get(f"{split}_{search.metric}", float("nan"))) for split in now}
    text, record = (
        " and ".join(f"{level(value, -inf, inf, unit(search))} on its {split} rows" for split, value in values.items())
        for values in (now, then)
    )
    same = all(abs(now[split] - then[split]) < SAME * max(1.0, abs(then[split])) for split in now)
    comparison = "as its record says" if same else f"where its record says {record}"
    return f"It was trained once more to be saved, and scores {text}, {comparison}."


def use_sentence(search: SearchResult) -> str:
    """What goes in and what comes out."""
    output = "class scores before softmax" if search.facts["task"] == "classification" else "the target in its own unit"
    inputs = (
        "its inputs are the columns as numbers, which `rows` makes of new rows as a file or a DataFrame has them"
        if has_columns(search)
        else "it takes rows as the data set has them"
    )
    return f"It fills gaps and scales its inputs itself: {inputs}; it gives {output}."


def has_columns(search: SearchResult) -> bool:
    """Whether it learned from a file with columns by name."""
    name = str(search.spec["data"]["name"])
    return is_file(name) and not name.lower().endswith(ARRAYS) and len(search.facts.get("shape") or "1") == 1


def loading_code(file: str, search: SearchResult) -> str:
    """Code that loads the network and gives it rows."""
    shape = ", ".join(map(str, search.facts.get("shape") or (search.facts["features"],)))
    lines = ["import keras", f"from custom_layers import {', '.join(PARTS)}  # which Keras then knows by name"]
    rows = []
    if has_columns(search):
        lines.append("from experiments import read")
        rows = [f'x = read(".").rows("new.csv", "{search.spec["name"]}")  # or a DataFrame; gaps and text as they are']
    load = f'model = keras.saving.load_model("{file}")'
    return "\n".join([*lines, "", load, *rows, f"model.predict(x)  # x: (rows, {shape})", ""])
