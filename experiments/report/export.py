"""Export: a run as tidy CSV tables."""

from pathlib import Path

import pandas as pd

from experiments.judging.claims import verdicts
from experiments.judging.evidence import gather
from experiments.report.sections.claims import claims
from experiments.store import Results

CLAIM_COLUMNS = (
    "study", "claim", "text", "kind", "measure", "margin", "verdict", "treatment", "baseline", "n", "estimate", "low",
    "high", "part", "direction", "size", "helps", "small", "harms", "p", "effect_size",
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
    studies = gather(results)
    filled = [table for table in (*(evidence.trials for evidence in studies), results.searched) if len(table)]
    trials = pd.DataFrame([row for table in filled for row in table.to_dict("records")]) if filled else results.trials
    rows = [
        {
            "study": evidence.study["name"],
            "claim": claim["id"],
            **pair,
            **pair["chances"],
            "part": pair["verdict"],
            **claim,
        }
        for evidence, judged in zip(studies, verdicts(studies), strict=True)
        for claim in claims(evidence, judged)
        for pair in claim["pairs"]
    ]
    tables = {"trials": trials, "curves": results.curves[CURVES], "layers": results.layers[LAYERS]}
    tables["claims"] = pd.DataFrame(rows, columns=CLAIM_COLUMNS)
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    return [folder / f"{name}.csv" for name in tables]
