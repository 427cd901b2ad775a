"""Trainings as TensorBoard shows them: the path of each in the log, and its row in the HParams table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.report.searches import PREFIX, SearchResult
from experiments.store import Results

HPARAMS = {"method": "method", "learning_rate": "setting", "replicate": "replicate"}  # as shown -> as stored
TRAINED = ("ok", "diverged")


@dataclass(frozen=True)
class Run:
    """One training as TensorBoard shows it.

    Attributes:
        path: below the log's folder.
        group: trainings of one group are one row of the HParams table, with mean scores.
        hparams: the hyperparameters in that row.
        row: the stored values of the trial: `key`, `status`, `epochs` and the scores.
    """

    path: str
    group: str
    hparams: dict[str, Any]
    row: dict[str, Any]

    def file(self, folder: Path) -> Path:
        """Its event file, named after the trial's key, so that a trial that was trained anew is written anew."""
        return folder / self.path / f"events.out.tfevents.0.{self.row['key'][:16]}"


def runs_of_studies(results: Results, reported: bool = False) -> list[Run]:
    """The trainings of studies, all or the reported, at `<study>/<method>/rate=<rate>,replicate=<replicate>`."""
    trained = results.planned.status.isin(TRAINED) & (results.planned.engine != "simulation")
    if reported:
        trained &= results.planned.role == "report"
    runs = []
    for row in results.planned[trained].to_dict("records"):
        last = f"rate={row['setting']:g},replicate={row['replicate']}"
        path = f"{row['study']}/{row['method'].replace('/', '_')}/{last}"
        shown = {name: row[column] for name, column in HPARAMS.items()}
        runs.append(Run(path, row["key"], shown, row))  # type: ignore[arg-type]
    return runs


def runs_of_search(search: SearchResult) -> list[Run]:
    """The trainings of a search: `searches/<search>/<trial>/<phase>,replicate=<replicate>`, a row a setting and phase.

    Test scores are the winner's alone; its final trainings have the phase `winner`.
    """
    name, nested = search.spec["name"], bool(search.spec.get("nested"))
    settings = search.trials.set_index(["fold", "number"])
    settings = settings[[column for column in settings if str(column).startswith(PREFIX)]]
    runs = []
    for row in search.executions[search.executions.status.isin(TRAINED)].to_dict("records"):
        chosen = settings.loc[(row["fold"], row["number"])].dropna()
        phase = "winner" if row["phase"] == "final" and row["won"] else row["phase"]
        split = {"split": row["fold"] + 1} if nested else {}
        trial = (f"split {row['fold'] + 1}, " if nested else "") + f"trial {row['number'] + 1:04}"
        shown = {"search": name, **split, "trial": row["number"] + 1, "phase": phase}
        shown |= {str(column).removeprefix(PREFIX): value for column, value in chosen.items()}
        path = f"searches/{name}/{trial}/{phase},replicate={row['replicate']}"
        runs.append(Run(path, f"{name}, {trial}, {phase}", shown, row))  # type: ignore[arg-type]
    return runs
