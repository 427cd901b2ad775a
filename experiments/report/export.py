"""Export: a run as tidy tables, in CSV or Parquet files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from experiments.judging.claims import verdicts
from experiments.judging.gathering import gather
from experiments.report.sections.claims import claims
from experiments.store import Results

CLAIM_COLUMNS = (
    "study", "claim", "text", "kind", "measure", "margin", "verdict", "treatment", "baseline", "n", "estimate", "low",
    "high", "part", "direction", "size", "helps", "small", "harms", "p", "effect_size",
)  # fmt: skip

CURVES = ["key", "split", "metric", "epoch", "value"]
LAYERS = ["key", "layer", "statistic", "epoch", "value"]


def csv(results: Results, folder: str | Path) -> list[Path]:
    """Writes the tables as `trials.csv`, `curves.csv`, `layers.csv` and `claims.csv`; gives the paths.

    An infinite number is written as `inf`, a missing one as an empty field.
    """
    return [write(table.to_csv, Path(folder) / f"{name}.csv", lineterminator="\n") for name, table in tables(results)]


def parquet(results: Results, folder: str | Path) -> list[Path]:
    """Writes the tables as `trials.parquet` and so on, with their types; gives the paths."""
    return [write(table.to_parquet, Path(folder) / f"{name}.parquet") for name, table in tables(results)]


def write(writer: Callable[..., object], path: Path, **options: str) -> Path:
    """Writes a table without its index; gives the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer(path, index=False, **options)
    return path


def tables(results: Results) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables by name: trials, with a column a measure, and of searches one a parameter; the points of curves; the
    statistics of layers; and claims, a row a pair.
    """
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
    yield "trials", trials
    yield "curves", results.curves[CURVES]
    yield "layers", results.layers[LAYERS]
    yield "claims", pd.DataFrame(rows, columns=CLAIM_COLUMNS)
