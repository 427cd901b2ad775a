"""Export: a run as tidy CSV tables."""

from pathlib import Path

import pandas as pd

from experiments.judging.evidence import gather
from experiments.report.sections.claims import claims
from experiments.store import Results

KEPT = (
    "study", "claim", "text", "kind", "measure", "margin", "verdict", "treatment", "baseline", "n", "estimate", "low",
    "high", "size", "position", "p_for", "p_against",
)  # fmt: skip

CURVES = ["key", "split", "metric", "epoch", "value"]
LAYERS = ["key", "layer", "statistic", "epoch", "value"]


def csv(results: Results, folder: str | Path) -> list[Path]:
    """Writes `trials.csv` (with a column a measure, and of searches one a parameter), `curves.csv`, `layers.csv`, and
    `claims.csv` (a row a pair).

    An infinite number is written as `inf`, a missing one as an empty field.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    evidence = gather(results)
    frames = [some for some in (*(one.trials for one in evidence), results.searched) if len(some)]
    trials = pd.DataFrame([row for some in frames for row in some.to_dict("records")]) if frames else results.trials
    rows = [
        {"study": one.study["name"], "claim": claim["id"], **claim, **pair}
        for one in evidence
        for claim in claims(one)
        for pair in claim["pairs"]
    ]
    named = {"trials": trials, "curves": results.curves[CURVES], "layers": results.layers[LAYERS]}
    named["claims"] = pd.DataFrame(rows, columns=KEPT)
    for name, table in named.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    return [folder / f"{name}.csv" for name in named]
